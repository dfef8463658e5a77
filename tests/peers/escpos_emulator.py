"""An ESC/POS receipt printer as a peer: real protocol over TCP or a pty, one PNG per slip, hands to cause trouble.

`python -m tests.peers.escpos_emulator --tcp 9100 --out DIR`, or `--pty LINK` for a serial line.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from tests.peers.escpos_condition import Condition
from tests.peers.escpos_links import Link, PtyLink, TcpLink
from tests.peers.escpos_paper import Slip, row_of, save, text_rows
from tests.peers.escpos_parser import (
    AutomaticStatus,
    Command,
    CommandParser,
    Cut,
    Feed,
    Initialise,
    PaperSensor,
    ProcessId,
    Raster,
    Text,
)

_REAL_TIME = (b"\x10\x04", b"\x10\x05")


class _PowerLost(Exception):
    pass


class EscposEmulator:
    """Answers real-time requests at once; prints its buffer in order, and keeps it while it cannot print."""

    def __init__(
        self,
        out: Path,
        *,
        dots_per_second: float = 20_000,
        buffer_size: int = 4096,
        process_ids: bool = True,
        answers_paper_sensor: bool = True,
    ) -> None:
        self.slips: list[Slip] = []
        """All that came off the printer, cut or torn."""
        self._out = out
        self._out.mkdir(parents=True, exist_ok=True)
        self._dots_per_second = dots_per_second
        self._buffer_size = buffer_size
        self._process_ids = process_ids
        self._answers_paper_sensor = answers_paper_sensor
        self._condition = Condition()
        self._rows: list[bytes] = []
        self._text = bytearray()
        self._buffer = bytearray()
        self._requests = 0
        self._parser = CommandParser(knows_process_ids=process_ids)
        self._real_time = bytearray()
        self._status_mask = 0
        self._paper_left: int | None = None
        self._noise: bytes | None = None
        self._generation = 0
        self._changed = threading.Condition()
        self._closed = False
        self._links: list[Link] = []
        self._thread = threading.Thread(target=self._print_forever, name="escpos-emulator", daemon=True)
        self._thread.start()

    # lines

    def serve_tcp(self, port: int = 0, host: str = "127.0.0.1") -> int:
        """Listen and return the port."""
        link = TcpLink(self, host, port)
        self._links.append(link)
        link.open()
        return link.port

    def serve_pty(self, link_path: Path) -> None:
        """Offer a serial line under a stable name, as udev would."""
        link = PtyLink(self, link_path)
        self._links.append(link)
        link.open()

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._generation += 1
            self._changed.notify_all()
        for link in self._links:
            link.close()
        self._thread.join(2)

    def __enter__(self) -> EscposEmulator:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # levers

    def run_low(self) -> None:
        self._set(near_end=True)

    def remove_paper(self) -> None:
        """Take the roll out; the strip under the head comes off with it."""
        with self._changed:
            self._take_off(cut=False)
            self._set(paper=False, near_end=True)

    def insert_paper(self) -> None:
        with self._changed:
            self._paper_left = None
            self._take_off(cut=False)
            self._set(paper=True, near_end=False)

    def run_out_after(self, dots: int) -> None:
        """Let the roll end after so many more rows."""
        with self._changed:
            self._paper_left = dots

    def open_cover(self) -> None:
        self._set(cover_open=True)

    def close_cover(self) -> None:
        self._set(cover_open=False)

    def break_cutter(self) -> None:
        """Jam the knife: the next cut fails, and this one too."""
        self._set(knife_blocked=True, cutter_error=True)

    def repair(self) -> None:
        """Free the knife. The printer stays stopped until it is told to go on (DLE ENQ)."""
        self._set(knife_blocked=False)

    def go_silent(self) -> None:
        self._set(silent=True)

    def answer_again(self) -> None:
        self._set(silent=False)

    def speak_garbage(self, noise: bytes = b"\xff") -> None:
        """Answer every status request with this."""
        with self._changed:
            self._noise = noise

    def speak_clearly(self) -> None:
        with self._changed:
            self._noise = None

    def power_cycle(self) -> None:
        """Lose all buffers; the strip under the head stays where it is."""
        with self._changed:
            self._generation += 1
            self._buffer.clear()
            self._requests = 0
            self._real_time.clear()
            self._status_mask = 0
            self._changed.notify_all()

    def unplug(self) -> None:
        self.power_cycle()
        for link in self._links:
            link.shut()
        self.power_cycle()

    def plug_in(self) -> None:
        for link in self._links:
            link.open()

    def cut_slips(self) -> list[Slip]:
        with self._changed:
            return [slip for slip in self.slips if slip.cut]

    def rows_printed(self) -> int:
        """Rows on the strip that has not come off yet."""
        with self._changed:
            return len(self._rows)

    # for the links

    def receive(self, data: bytes) -> None:
        """Take what a line brings; blocks while the buffer is full, as flow control does."""
        for start in range(0, len(data), 256):
            self._receive_chunk(data[start : start + 256])

    def _receive_chunk(self, chunk: bytes) -> None:
        with self._changed:
            generation = self._generation
            if chunk.startswith(_REAL_TIME) and len(chunk) == 3:
                self._requests += len(chunk)  # taken and answered even when the buffer is full
            while len(self._buffer) - self._requests + len(chunk) > self._buffer_size or self._condition.silent:
                self._changed.wait(0.5)
                if self._closed or generation != self._generation:
                    return
            for byte in chunk:
                self._watch_for_real_time(byte)
            self._buffer += chunk
            self._changed.notify_all()

    def _watch_for_real_time(self, byte: int) -> None:
        """Real-time commands count wherever they stand, inside a picture too."""
        self._real_time.append(byte)
        del self._real_time[:-3]
        command, argument = bytes(self._real_time[:2]), self._real_time[-1]
        if command == b"\x10\x04" and argument in (1, 2, 3, 4):
            self._send(bytes([self._condition.real_time_status(argument)]) if self._noise is None else self._noise)
        if command == b"\x10\x05" and argument in (1, 2) and not self._condition.knife_blocked:
            self._set(cutter_error=False)

    # the print mechanism

    def _print_forever(self) -> None:
        while not self._closed:
            with contextlib.suppress(_PowerLost):
                self._print_until_power_lost(self._generation)

    def _print_until_power_lost(self, generation: int) -> None:
        self._parser.reset()
        self._text.clear()
        while True:
            command = self._parser.next_command()
            if command is not None:
                self._carry_out(command, generation)
                continue
            with self._changed:
                self._wait(lambda: bool(self._buffer) and self._condition.prints, generation)
                # In small bites, so that the buffer is what really waits.
                self._parser.feed(bytes(self._buffer[:256]))
                del self._buffer[:256]
                self._requests = min(self._requests, len(self._buffer))
                self._changed.notify_all()

    def _wait(self, ready: Callable[[], bool], generation: int) -> None:
        while True:
            if self._closed or generation != self._generation:
                raise _PowerLost
            if ready():
                return
            self._changed.wait(0.5)

    def _carry_out(self, command: Command, generation: int) -> None:
        match command:
            case Initialise():
                self._text.clear()
            case Raster(stride, bits):
                rows = [row_of(bits[at : at + stride]) for at in range(0, len(bits), stride)]
                self._print_rows(rows, generation)
            case Feed(dots):
                self._print_rows([*self._take_text(), *[row_of(b"")] * dots], generation)
            case Text(byte):
                self._text.append(byte)
            case Cut():
                self._cut(generation)
            case ProcessId(name):
                self._reply(b"\x37\x22" + name + b"\0", generation)
            case PaperSensor() if self._answers_paper_sensor:
                self._reply(bytes([0x03 * self._condition.near_end]), generation)
            case AutomaticStatus(mask):
                self._status_mask = mask
                self._report_change()

    def _take_text(self) -> list[bytes]:
        rows = text_rows(bytes(self._text)) if self._text else []
        self._text.clear()
        return rows

    def _print_rows(self, rows: list[bytes], generation: int) -> None:
        started = time.monotonic()
        for count, row in enumerate(rows, 1):
            with self._changed:
                self._wait(lambda: self._condition.prints, generation)
                self._rows.append(row)
                self._use_paper()
            ahead = count / self._dots_per_second - (time.monotonic() - started)
            if ahead > 0.005:
                time.sleep(ahead)

    def _use_paper(self) -> None:
        if self._paper_left is not None:
            self._paper_left -= 1
            if self._paper_left <= 0:
                self._paper_left = None
                self._set(paper=False, near_end=True)

    def _cut(self, generation: int) -> None:
        with self._changed:
            if self._condition.knife_blocked:
                self._set(cutter_error=True)
            self._wait(lambda: self._condition.prints, generation)
            self._take_off(cut=True)

    def _take_off(self, *, cut: bool) -> None:
        if not self._rows:
            return
        slip = Slip(b"".join(self._rows), cut)
        self._rows.clear()
        self.slips.append(slip)
        kind = "receipt" if cut else "torn"
        save(slip, self._out / f"{kind}-{len(self.slips):04d}.png")

    def _reply(self, data: bytes, generation: int) -> None:
        """Answer in its turn: not while the printer is stopped."""
        with self._changed:
            self._wait(lambda: self._condition.prints, generation)
            self._send(data)

    def _send(self, data: bytes) -> None:
        if not self._condition.silent:
            for link in self._links:
                link.send(data)

    def _set(self, **facts: bool) -> None:
        with self._changed:
            for name, value in facts.items():
                setattr(self._condition, name, value)
            self._report_change()
            self._changed.notify_all()

    def _report_change(self) -> None:
        """Automatic status back: four bytes, where GS a has asked for it."""
        if not self._status_mask:
            return
        self._send(self._condition.automatic_status())


LEVERS = (
    "run_low",
    "remove_paper",
    "insert_paper",
    "open_cover",
    "close_cover",
    "break_cutter",
    "repair",
    "go_silent",
    "answer_again",
    "power_cycle",
    "unplug",
    "plug_in",
)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--tcp", type=int, metavar="PORT", help="listen there; 0 takes a free port")
    options.add_argument("--pty", type=Path, metavar="LINK", help="make a serial line under this name")
    options.add_argument("--out", type=Path, required=True, metavar="DIR", help="where the slips go, as PNG")
    options.add_argument("--dots-per-second", type=float, default=1200)
    chosen = options.parse_args()
    with EscposEmulator(chosen.out, dots_per_second=chosen.dots_per_second) as printer:
        if chosen.tcp is not None:
            print(f"tcp://127.0.0.1:{printer.serve_tcp(chosen.tcp)}", flush=True)
        if chosen.pty is not None:
            printer.serve_pty(chosen.pty)
            print(f"serial://{chosen.pty.absolute()}", flush=True)
        _obey(printer)


def _obey(printer: EscposEmulator) -> None:
    """Carry out levers named on standard input, one a line; go on without them when it ends."""
    with contextlib.suppress(KeyboardInterrupt):
        for line in sys.stdin:
            word = line.strip().replace(" ", "_")
            if word in LEVERS:
                getattr(printer, word)()
            print(word if word in LEVERS else f"levers: {', '.join(LEVERS)}", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
