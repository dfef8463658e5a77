"""A real network of two, this process and the board: every packet arrives as it was sent. Needs root.

It is a network namespace of its own (network_namespaces(7)): nothing of this machine's networks can be reached
from it, and what is tried on the board can get nowhere else.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Self

NAME = "migrado-tap0"
HOST, BOARD = "10.213.77.1", "10.213.77.2"
COLUMNS = {"address": f"{BOARD}/30", "gateway": HOST, "dns": HOST}
"""For the terminal's row in the table."""
WORDS = f"tap,id=net,ifname={NAME},script=no,downscript=no"
"""For QEMU's -netdev."""
_LIBC = ctypes.CDLL(None, use_errno=True)
_NEW_NETWORK = 0x40000000
"""CLONE_NEWNET. Python has unshare and setns from 3.12 on."""


def why_not() -> str:
    """Return why there can be none here; empty: there can."""
    if os.geteuid() != 0:
        return "a network of our own needs root"
    return "" if Path("/dev/net/tun").exists() else "this kernel has no /dev/net/tun"


class TapNetwork:
    """This thread, and what it starts, is in that network until the end."""

    def __enter__(self) -> Self:
        self._home = os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
        _checked(_LIBC.unshare(_NEW_NETWORK))
        self._ip("link", "set", "lo", "up")
        self._ip("tuntap", "add", "dev", NAME, "mode", "tap")
        self._ip("address", "add", f"{HOST}/30", "dev", NAME)
        self._ip("link", "set", NAME, "up")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _checked(_LIBC.setns(self._home, _NEW_NETWORK))
        os.close(self._home)

    def _ip(self, *words: str) -> None:
        subprocess.run(["ip", *words], check=True)


def _checked(returned: int) -> None:
    if returned != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
