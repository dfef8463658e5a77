"""The whole terminal without a screen, and around it the real things: store, broker, CUPS, ESC/POS, monitor."""

from __future__ import annotations

import re
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import msgspec
import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion

from appliance.bootstrap import bootstrap
from appliance.clock import Clock, ManualClock
from appliance.config import load_config
from appliance.session import events as ev
from appliance.session import states as st
from appliance.terminal import Terminal
from hardware.events import DeviceRole, DeviceState
from tests.flows.visit import CONTENT, Story, offering
from tests.peers.cups_peer import CupsPeer
from tests.peers.escpos_emulator import EscposEmulator
from tests.peers.monitor_peer import MonitorPeer
from tests.peers.mosquitto_peer import MosquittoPeer
from tests.system.real_visit import NO_OFFICES, knows_its_offices

FORM = "wohnberechtigungsschein"
LIMIT_S = 20.0
STEP_S = 0.01


class Hall:
    """The peers that all terminals of a test run share."""

    def __init__(self, directory: Path) -> None:
        self.broker = MosquittoPeer(directory / "broker")
        self.cups = CupsPeer(seconds_per_page=0.3)
        self.receipts_dir = directory / "receipts"
        self.receipt_printer = EscposEmulator(self.receipts_dir, dots_per_second=4000)
        self.receipt_port = self.receipt_printer.serve_tcp()
        self.monitor = MonitorPeer(self.broker, directory)

    def __enter__(self) -> Self:
        self.broker.start()
        self.cups.start()
        self.monitor.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.monitor.stop()
        self.receipt_printer.close()
        self.cups.stop()
        self.broker.stop()

    def receipts(self) -> list[Path]:
        """Whole slips, as pictures."""
        return sorted(self.receipts_dir.glob("receipt-*.png"))

    def restore(self) -> None:
        """Everything as a test may expect to find it."""
        self.cups.insert_paper()
        self.receipt_printer.insert_paper()
        self.receipt_printer.close_cover()
        self.broker.start()


def settings_for(
    hall: Hall, directory: Path, terminal_id: str, offices: Path = NO_OFFICES, *, prints_receipts: bool = True
) -> dict[str, Any]:
    """Return a terminal's settings. The receipt printer talks to one terminal at a time; others do without."""
    escpos = {"driver": "escpos", "address": f"tcp://127.0.0.1:{hall.receipt_port}"}
    return {
        "terminal": {"id": terminal_id, "place": f"Halle A · {terminal_id}"},
        "mqtt": {"host": hall.broker.host, "port": hall.broker.port, "tls": False},
        "paths": {"state": str(directory), "content": str(CONTENT), "offices": str(offices)},
        "devices": {
            "a4": {"driver": "cups", "queue": hall.cups.queue, "server": hall.cups.server},
            "receipt": escpos if prints_receipts else {"driver": "simulated"},
            "scanner": {"driver": "simulated"},
            "touch": {"driver": "simulated"},
            "stick": {"driver": "simulated"},
            "speech": {"driver": "simulated"},
        },
    }


def real_terminal(settings: Mapping[str, Any], clock: Clock | None = None) -> Terminal:
    return bootstrap(load_config(overrides=settings), clock=clock, offering=offering())


class RealStory(Story):
    """A visit in real time."""

    def __init__(
        self,
        hall: Hall,
        directory: Path,
        terminal_id: str,
        offices: Path = NO_OFFICES,
        clock: ManualClock | None = None,
        *,
        prints_receipts: bool = True,
    ) -> None:
        if clock is not None:
            self.clock = clock
        settings = settings_for(hall, directory, terminal_id, offices, prints_receipts=prints_receipts)
        self.terminal = real_terminal(settings, clock)
        self.terminal.start()

    def close(self) -> None:
        self.terminal.close()

    def until(self, happened: Callable[[], object], what: str, seconds: float = LIMIT_S) -> None:
        """Let the terminal work until something has happened."""
        end = time.monotonic() + seconds
        while not happened():
            assert time.monotonic() < end, f"not in {seconds:g} s: {what}; {self.situation}"
            self.terminal.step()
            time.sleep(STEP_S)

    def until_sees(self, kind: type[st.Situation], seconds: float = LIMIT_S) -> None:
        self.until(lambda: isinstance(self.situation, kind), kind.__name__, seconds)

    def until_ready(self) -> None:
        def ready() -> bool:
            all_work = all(self.terminal.session.surroundings.works(role) for role in DeviceRole)
            return all_work and knows_its_offices(self.terminal)

        self.until(ready, "all devices work")

    def state_of(self, role: DeviceRole) -> DeviceState:
        status = self.terminal.session.surroundings.device(role)
        return DeviceState.UNKNOWN if status is None else status.state

    def works_on(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.terminal.step()
            time.sleep(STEP_S)

    def is_ready_to_print(self, language: str = "de", form_id: str = FORM) -> None:
        self.begins(language, form_id)
        self.answers_everything()
        self.does(ev.PreviewRequested())
        self.until_sees(st.Previewing)

    def takes_receipt(self, seconds: float = LIMIT_S) -> None:
        """Wait until the application is out and its receipt too."""
        self.until_sees(st.TakingReceipt, seconds)
        self.until(
            lambda: self.sees(st.TakingReceipt).progress is st.ReceiptProgress.PRINTED, "receipt printed", seconds
        )


class RetainedTopics:
    """What the broker would tell a newcomer now: each look is a new connection."""

    def __init__(self, broker: MosquittoPeer, pattern: str) -> None:
        self._broker = broker
        self._pattern = pattern

    def read(self, seconds: float = 0.3) -> dict[str, Any]:
        found: dict[str, Any] = {}
        client = mqtt.Client(CallbackAPIVersion.VERSION2, protocol=mqtt.MQTTv5)
        client.on_message = lambda _client, _data, message: found.__setitem__(message.topic, message.payload)
        client.connect(self._broker.host, self._broker.port)
        client.subscribe(self._pattern, qos=1)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            client.loop(0.05)
        client.disconnect()
        return {name: msgspec.json.decode(payload) for name, payload in found.items() if payload}


class Staff:
    """Somebody with the monitor's pages in a browser."""

    def __init__(self, monitor: MonitorPeer) -> None:
        self._url = monitor.url

    def page(self, path: str = "/") -> str:
        with urllib.request.urlopen(f"{self._url}{path}", timeout=5) as page:  # noqa: S310 - our own address
            return str(page.read().decode())

    def cards(self, path: str = "/") -> str:
        """What is to be done, without the log of what was."""
        return "".join(re.findall(r'<article class="card task.*?</article>', self.page(path), re.DOTALL))

    def forms(self, path: str) -> list[dict[str, str]]:
        """The buttons of a page: what each of them would post, and where, under `action`."""
        return _Forms(self.page(path)).found

    def button(self, path: str, **fields: str) -> dict[str, str] | None:
        return next((form for form in self.forms(path) if fields.items() <= form.items()), None)

    def press(self, form: dict[str, str]) -> int:
        fields = {name: value for name, value in form.items() if name != "action"}
        request = urllib.request.Request(  # noqa: S310 - our own address
            f"{self._url}{form['action']}",
            urllib.parse.urlencode(fields).encode(),
            {"Origin": self._url, "X-Requested-With": "monitor"},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - our own address
            return int(answer.status)


class _Forms(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append({"action": values.get("action", "")})
        elif tag in ("input", "button") and values.get("name") and self.found:
            self.found[-1][values["name"]] = values.get("value", "")


def text_of(pdf: Path) -> str:
    """All text of a PDF, as poppler reads it, with single spaces."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, timeout=10)
    return " ".join(done.stdout.decode().split())
