"""A real network of two between this machine and the board: every packet arrives as it was sent. Needs root."""

from __future__ import annotations

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


def why_not() -> str:
    """Return why there can be none here; empty: there can."""
    if os.geteuid() != 0:
        return "a network of our own needs root"
    return "" if Path("/dev/net/tun").exists() else "this kernel has no /dev/net/tun"


class TapNetwork:
    def __enter__(self) -> Self:
        self._ip("tuntap", "add", "dev", NAME, "mode", "tap")
        self._ip("address", "add", f"{HOST}/30", "dev", NAME)
        self._ip("link", "set", NAME, "up")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ip("link", "delete", NAME)

    def _ip(self, *words: str) -> None:
        subprocess.run(["ip", *words], check=True)
