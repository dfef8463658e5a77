"""Shuts the Linux console: nobody switches to another, and no key reaches it. Source: linux/vt.h, linux/kd.h."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

CURRENT = Path("/dev/tty0")
SCREEN = Path("/dev/tty1")
_VT_LOCKSWITCH = 0x560B
"""Disallow switching, for whoever has CAP_SYS_TTY_CONFIG; holds until it is undone or the machine starts anew."""
_KDSKBMODE = 0x4B45
_K_OFF = 0x04
"""Keys do nothing on this console. The scanner is read as an input device and does not need it."""


def lock_console(current: Path = CURRENT, screen: Path = SCREEN) -> None:
    """Raises OSError where there is no console or the right to it is missing."""
    _control(screen, _KDSKBMODE, _K_OFF)
    _control(current, _VT_LOCKSWITCH, 1)


def _control(terminal: Path, request: int, value: int) -> None:
    number = os.open(terminal, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)
    try:
        fcntl.ioctl(number, request, value)
    finally:
        os.close(number)
