"""`./dev demo`: it comes up, shows itself, obeys its levers, and leaves nothing behind."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.demo.levers import pull

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]
READY_SECONDS = 60


class Demo:
    def __init__(self, output: Path) -> None:
        with output.open("wb") as sink:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.demo", "--browser", "--size", "1280x800", "--dpi", "149"],
                stdout=sink,
                stderr=subprocess.STDOUT,
            )
        self._output = output
        self.eventually(lambda: "Ready." in self.said(), READY_SECONDS)

    def said(self) -> str:
        return self._output.read_text(encoding="utf-8")

    def where(self, name: str) -> str:
        found = re.search(rf"^  {name} +(\S+)$", self.said(), re.MULTILINE)
        assert found, self.said()
        return found[1]

    def monitor_page(self) -> str:
        with urllib.request.urlopen(self.where("monitor"), timeout=5) as page:  # noqa: S310 - our own address
            return str(page.read().decode())

    def eventually(self, condition: object, seconds: float = 20.0) -> None:
        deadline = time.monotonic() + seconds
        while not condition():  # type: ignore[operator]
            assert self.process.poll() is None, self.said()
            assert time.monotonic() < deadline, self.said()
            time.sleep(0.1)

    def stop(self) -> float:
        """Press Ctrl-C; returns how long it took."""
        started = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(30)
        return time.monotonic() - started


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    made = Demo(tmp_path_factory.mktemp("demo") / "output")
    yield made
    if made.process.poll() is None:
        made.stop()


def test_the_monitor_sees_the_terminal(demo: Demo) -> None:
    demo.eventually(lambda: "/t/demo-1" in demo.monitor_page())


def test_the_terminal_is_shown_in_the_browser(demo: Demo) -> None:
    with urllib.request.urlopen(demo.where("terminal"), timeout=5) as page:  # noqa: S310 - our own address
        assert "noVNC" in page.read().decode()


def test_paper_taken_out_is_on_the_monitor_and_gone_after_the_refill(demo: Demo) -> None:
    levers = Path("build/demo/levers.sock")
    empty = "Fach 1 öffnen"  # what is to be done; the log of the shift keeps what was
    assert pull(levers, "a4.remove_paper") == "ok"
    demo.eventually(lambda: empty in demo.monitor_page())
    assert pull(levers, "a4.insert_paper") == "ok"
    demo.eventually(lambda: empty not in demo.monitor_page())


def test_stick_and_codes_are_reached_in_the_terminal_itself(demo: Demo) -> None:
    twins = Path("build/demo/twins.sock")
    demo.eventually(twins.exists)
    for lever in ("stick.insert", "stick.pull", "scanner.show_code MIGRADO:UTOPIA-1"):
        assert pull(twins, lever) == "ok"
    assert pull(twins, "stick.swallow") == "no such lever: stick.swallow"


def test_ctrl_c_ends_everything(demo: Demo) -> None:
    children = psutil.Process(demo.process.pid).children(recursive=True)
    assert len(children) >= 6
    assert demo.stop() < 20
    assert demo.process.returncode == 0
    _, alive = psutil.wait_procs(children, timeout=5)
    assert alive == []
