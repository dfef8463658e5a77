"""What systemd is told, read from a real notification socket."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from appliance.supervision.notify import LONGEST_STATUS, NoSupervisor, NotifySocket, supervision

Read = Callable[[], list[str]]


@pytest.fixture
def address(tmp_path: Path) -> str:
    return str(tmp_path / "notify")


@pytest.fixture
def read(address: str) -> Iterator[Read]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind(address)
        listening.settimeout(0.2)

        def everything() -> list[str]:
            lines = []
            while True:
                try:
                    lines += listening.recv(4096).decode().split("\n")
                except TimeoutError:
                    return lines

        yield everything


def test_each_thing_is_one_datagram_in_systemds_words(address: str, read: Read) -> None:
    told = NotifySocket(address)
    told.ready()
    told.alive()
    told.status("serving")
    told.stopping()
    assert read() == ["READY=1", "WATCHDOG=1", "STATUS=serving", "STOPPING=1"]


def test_a_status_is_one_short_line(address: str, read: Read) -> None:
    NotifySocket(address).status("one\ntwo " + "x" * 500)
    (line,) = read()
    assert line.startswith("STATUS=one two xxx")
    assert len(line) == len("STATUS=") + LONGEST_STATUS


def test_an_abstract_address_is_understood() -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.bind("")  # the kernel chooses an abstract one
        NotifySocket("@" + listening.getsockname()[1:].decode()).ready()
        listening.settimeout(1)
        assert listening.recv(100) == b"READY=1"


def test_a_supervisor_that_does_not_listen_hurts_nobody(tmp_path: Path) -> None:
    NotifySocket(str(tmp_path / "nobody")).alive()


def test_a_supervisor_that_does_not_read_blocks_nobody(address: str, read: Read) -> None:
    told = NotifySocket(address)
    for _ in range(5000):
        told.alive()
    assert len(read()) < 5000


def test_what_systemd_gave_is_taken_out_of_the_environment(address: str) -> None:
    """Espeak or the paper cleaner must not say that the terminal is ready."""
    environ = {"NOTIFY_SOCKET": address, "WATCHDOG_USEC": "4000000", "WATCHDOG_PID": "7", "HOME": "/"}
    told = supervision(environ, pid=7)
    assert environ == {"HOME": "/"}
    assert isinstance(told.supervisor, NotifySocket)
    assert told.beat_s == 1.0


@pytest.mark.parametrize(
    "environ", [{}, {"WATCHDOG_USEC": "4000000", "WATCHDOG_PID": "8"}, {"WATCHDOG_USEC": "soon"}]
)
def test_a_process_that_is_not_watched_beats_all_the_same(environ: dict[str, str]) -> None:
    """The heartbeat is read by mark-good, watchdog or not."""
    told = supervision(environ, pid=7)
    assert isinstance(told.supervisor, NoSupervisor)
    assert told.beat_s == 2.0
