"""Tells systemd how the process is. Source: sd_notify(3): one datagram of `KEY=value` lines to $NOTIFY_SOCKET."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Protocol

LONGEST_STATUS = 200
_DEFAULT_BEAT_S = 2.0
_BEATS_A_WATCH = 4
"""How often the watchdog is fed in the time after which it bites."""


class Supervisor(Protocol):
    """Never raises and never blocks: a process must not die of telling that it lives."""

    def ready(self) -> None: ...

    def alive(self) -> None: ...

    def status(self, text: str) -> None:
        """Say in one line what is being done; shown by `systemctl status`. Nothing of a visitor's."""

    def stopping(self) -> None: ...


class NoSupervisor:
    """Started by hand."""

    def ready(self) -> None:
        pass

    def alive(self) -> None:
        pass

    def status(self, text: str) -> None:
        pass

    def stopping(self) -> None:
        pass


class NotifySocket:
    def __init__(self, address: str) -> None:
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC)
        self._socket.setblocking(False)

    def ready(self) -> None:
        self._send("READY=1")

    def alive(self) -> None:
        self._send("WATCHDOG=1")

    def status(self, text: str) -> None:
        self._send(f"STATUS={' '.join(text.split())[:LONGEST_STATUS]}")

    def stopping(self) -> None:
        self._send("STOPPING=1")

    def _send(self, line: str) -> None:
        # A full queue or a supervisor that is gone for a moment: the next beat says it again.
        with contextlib.suppress(OSError):
            self._socket.sendto(line.encode(), self._address)


@dataclass(frozen=True)
class Supervision:
    """Who is told, and how often that we live, in seconds."""

    supervisor: Supervisor
    beat_s: float


def supervision(environ: MutableMapping[str, str], pid: int) -> Supervision:
    """Take what systemd gave this process out of its environment: what it starts itself must not speak for it."""
    address = environ.pop("NOTIFY_SOCKET", "")
    watch_s = _watch_seconds(environ.pop("WATCHDOG_USEC", ""), environ.pop("WATCHDOG_PID", ""), pid)
    beat_s = min(_DEFAULT_BEAT_S, watch_s / _BEATS_A_WATCH) if watch_s else _DEFAULT_BEAT_S
    return Supervision(NotifySocket(address) if address else NoSupervisor(), beat_s)


def _watch_seconds(microseconds: str, watched: str, pid: int) -> float:
    if not microseconds.isdigit() or watched not in ("", str(pid)):
        return 0.0
    return int(microseconds) / 1e6
