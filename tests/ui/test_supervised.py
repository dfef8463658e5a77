"""The real process on a real display under a supervisor: ready with its first picture, killed when it is stuck."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from appliance.supervision.heartbeat import Heartbeat, read_heartbeat
from tests.peers.supervisor_peer import SupervisorPeer

pytestmark = pytest.mark.ui
WATCHDOG_S = 6.0
CONFIG = """
[terminal]
id = "t-1"
place = "Halle A"
[display]
width = 640
height = 480
dpi = 96
fullscreen = false
[paths]
content = "content"
state = "{state}"
offices = "{state}/offices.toml"
[devices]
a4.driver = "simulated"
receipt.driver = "simulated"
scanner.driver = "simulated"
touch.driver = "simulated"
stick.driver = "simulated"
speech.driver = "simulated"
"""
Start = Callable[..., SupervisorPeer]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[SupervisorPeer] = []

    def begin(*words: str) -> SupervisorPeer:
        state = tmp_path / "state"
        state.mkdir()
        config = tmp_path / "terminal.toml"
        config.write_text(CONFIG.format(state=state))
        command = [sys.executable, "-m", "tests.peers.can_be_stuck", *words, "--config", str(config)]
        environ = {"KIVY_HOME": str(tmp_path), "LIBGL_ALWAYS_SOFTWARE": "1", "PYTHONPATH": str(Path.cwd())}
        started.append(SupervisorPeer(command, tmp_path, WATCHDOG_S, environ))
        return started[-1]

    yield begin
    for each in started:
        each.close()


def beat(peer: SupervisorPeer) -> Heartbeat | None:
    return read_heartbeat(peer.runtime)


def serving(peer: SupervisorPeer) -> Callable[[], bool]:
    def holds() -> bool:
        said = beat(peer)
        return said is not None and said.devices is not None and said.devices.get("touch") == "ready"

    return holds


def test_the_screen_is_ready_with_its_first_picture_and_says_how_its_devices_are(start: Start) -> None:
    peer = start("kivy_ui")
    peer.wait_for(lambda: peer.ready)
    peer.wait_for(serving(peer))
    said = beat(peer)
    assert said is not None
    assert said.first_frame is not None
    assert not said.rescue
    assert "STATUS=serving" in peer.lines
    assert peer.stop() == 0
    assert peer.lines[-1] == "STOPPING=1"


def test_a_living_screen_is_left_alone(start: Start) -> None:
    peer = start("kivy_ui")
    peer.wait_for(serving(peer))
    time.sleep(WATCHDOG_S * 1.5)
    assert peer.process.poll() is None


def test_a_screen_whose_owner_thread_is_stuck_is_killed(start: Start) -> None:
    """Its other threads go on, and none of them feeds the watchdog. The journal says where it was stuck."""
    peer = start("kivy_ui")
    peer.wait_for(serving(peer))
    peer.process.send_signal(signal.SIGUSR1)
    peer.wait_for(lambda: peer.process.poll() is not None, WATCHDOG_S + 10)
    assert peer.killed_by_watchdog
    assert "_stick" in peer.output()


def test_a_screen_that_is_stopped_whole_is_killed(start: Start) -> None:
    peer = start("kivy_ui")
    peer.wait_for(serving(peer))
    peer.process.send_signal(signal.SIGSTOP)
    peer.wait_for(lambda: peer.process.poll() is not None, WATCHDOG_S + 10)
    assert peer.killed_by_watchdog


def test_the_rescue_needs_no_display_and_feeds_the_watchdog_too(start: Start) -> None:
    peer = start("appliance", "--headless", "--rescue")
    peer.wait_for(serving(peer))
    said = beat(peer)
    assert said is not None
    assert said.rescue
    assert said.first_frame is None
    assert "A u ß e r   B e t r i e b" in peer.output()
    assert "Halle A (t-1)" in peer.output()
    peer.process.send_signal(signal.SIGUSR1)
    peer.wait_for(lambda: peer.process.poll() is not None, WATCHDOG_S + 10)
    assert peer.killed_by_watchdog
