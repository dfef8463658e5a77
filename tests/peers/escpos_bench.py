"""One set of hands over both receipt printers: the twin, and the real driver with the emulator at its line."""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from hardware.events import DeviceStatus, DeviceStatusChanged, HardwareEvent, JobState, PrintJobChanged
from hardware.ports import ReceiptJob, ReceiptPrinter
from hardware.receipt_printer.escpos_driver import EscposReceiptPrinter
from hardware.receipt_printer.settings import Confirmation, ReceiptPrinterSettings
from hardware.receipt_printer.simulated import SimulatedReceiptPrinter
from tests.peers.escpos_emulator import EscposEmulator

PATIENCE_SECONDS = 15.0


class Events:
    """What a printer published, in order. Any thread may publish."""

    def __init__(self) -> None:
        self._events: list[HardwareEvent] = []
        self._lock = threading.Lock()

    def publish(self, event: HardwareEvent) -> None:
        with self._lock:
            self._events.append(event)

    def all(self) -> list[HardwareEvent]:
        with self._lock:
            return list(self._events)

    def states_of(self, key: str) -> list[JobState]:
        return [event.state for event in self.all() if isinstance(event, PrintJobChanged) and event.key == key]

    def last_of(self, key: str) -> PrintJobChanged | None:
        jobs = [event for event in self.all() if isinstance(event, PrintJobChanged) and event.key == key]
        return jobs[-1] if jobs else None

    def statuses(self) -> list[DeviceStatus]:
        return [event.status for event in self.all() if isinstance(event, DeviceStatusChanged)]


class Levers(Protocol):
    def run_low(self) -> None: ...
    def remove_paper(self) -> None: ...
    def insert_paper(self) -> None: ...
    def open_cover(self) -> None: ...
    def close_cover(self) -> None: ...
    def break_cutter(self) -> None: ...
    def repair(self) -> None: ...
    def go_silent(self) -> None: ...
    def answer_again(self) -> None: ...
    def unplug(self) -> None: ...
    def plug_in(self) -> None: ...


class Bench:
    """A printer under test with someone standing next to it."""

    printer: ReceiptPrinter
    levers: Levers

    def __init__(self) -> None:
        self.events = Events()

    def whole_receipts(self, job: ReceiptJob) -> int:
        """Count the slips that came out showing this job, whole."""
        raise NotImplementedError

    def wait_until_printing(self, job: ReceiptJob) -> None:
        """Return when a part of it is on the paper."""
        raise NotImplementedError

    def tick(self) -> None:
        """Let time pass."""
        raise NotImplementedError

    def close(self) -> None:
        self.printer.close()

    def wait_for(self, condition: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition():
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {PATIENCE_SECONDS} s: {what}; {self.events.all()[-6:]}")
            self.tick()


class TwinBench(Bench):
    def __init__(self) -> None:
        super().__init__()
        twin = SimulatedReceiptPrinter(self.events.publish)
        self.printer = self.levers = self._twin = twin

    def whole_receipts(self, job: ReceiptJob) -> int:
        return sum(printed == job for printed in self._twin.printed)

    def wait_until_printing(self, job: ReceiptJob) -> None:
        self.wait_for(lambda: JobState.PROCESSING in self.events.states_of(job.key), "printing has begun")

    def tick(self) -> None:
        self._twin.step()


class EmulatorBench(Bench):
    def __init__(
        self,
        *,
        line: str = "tcp",
        confirmation: Confirmation | None = None,
        process_ids: bool = True,
        answers_paper_sensor: bool = True,
        dots_per_second: float = 1500,
        buffer_size: int = 4096,
    ) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory(prefix="escpos-")
        folder = Path(self._folder.name)
        self.emulator = EscposEmulator(
            folder,
            process_ids=process_ids,
            answers_paper_sensor=answers_paper_sensor,
            dots_per_second=dots_per_second,
            buffer_size=buffer_size,
        )
        self.levers = self.emulator
        self.printer = EscposReceiptPrinter(
            ReceiptPrinterSettings(
                address=self._address(line, folder),
                confirmation=confirmation,
                idle_poll_seconds=0.1,
                busy_poll_seconds=0.01,
                stopped_poll_seconds=0.02,
                reply_seconds=0.3,
                silent_seconds=0.5,
                reconnect_seconds=0.1,
                reconnect_seconds_max=0.5,
                stalled_seconds=1.0,
                recovery_seconds=0.2,
            ),
            self.events.publish,
        )

    def _address(self, line: str, folder: Path) -> str:
        if line == "tcp":
            return f"tcp://127.0.0.1:{self.emulator.serve_tcp()}"
        self.emulator.serve_pty(folder / "receipt-tty")
        return f"serial://{folder / 'receipt-tty'}"

    @property
    def pictures(self) -> list[Path]:
        return sorted(Path(self._folder.name).glob("receipt-*.png"))

    def whole_receipts(self, job: ReceiptJob) -> int:
        return sum(slip.shows(job.bitmap, job.width_px) for slip in self.emulator.cut_slips())

    def wait_until_printing(self, job: ReceiptJob) -> None:
        self.wait_for(lambda: self.emulator.rows_printed() > 60, f"some rows of {job.key} are on the paper")

    def tick(self) -> None:
        time.sleep(0.01)

    def close(self) -> None:
        self.printer.close()
        self.emulator.close()
        self._folder.cleanup()
