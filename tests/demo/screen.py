"""A screen where there is none: Xvfb, shown in the browser by x11vnc and noVNC."""

from __future__ import annotations

import socket
import time
from pathlib import Path

from tests.demo import ports
from tests.demo.children import Children

VNC_PORT = 5900
WEB_PORT = 6080
NOVNC = Path("/usr/share/novnc")
_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X servers put them
_WAIT_SECONDS = 10.0


class BrowserScreen:
    def __init__(self, children: Children, width: int, height: int) -> None:
        self._children = children
        number = _free_display()
        self.display = f":{number}"
        children.start("xvfb", "Xvfb", self.display, "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp")
        _wait_for(_SOCKETS / f"X{number}")

    def serve(self) -> str:
        """Make the screen reachable by a browser on this machine, and return the page's address."""
        vnc = ports.choose(VNC_PORT, "the screen's VNC")
        web = ports.choose(WEB_PORT, "the terminal's page")
        self._children.start(
            "x11vnc",
            *("x11vnc", "-display", self.display, "-localhost", "-rfbport", str(vnc)),
            *("-forever", "-shared", "-nopw", "-quiet", "-noxdamage", "-cursor", "arrow"),
        )
        self._children.start(
            "novnc",
            *("websockify", "--web", str(NOVNC), f"127.0.0.1:{web}", f"127.0.0.1:{vnc}"),
        )
        ports.answers(web)
        return f"http://127.0.0.1:{web}/vnc.html?autoconnect=true&resize=scale&show_dot=true"


def _free_display() -> int:
    return next(number for number in range(20, 1000) if not _is_taken(_SOCKETS / f"X{number}"))


def _is_taken(path: Path) -> bool:
    """An X server listens on a file and, for others than this container, on an abstract name like it."""
    if path.exists():
        return True
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(f"\0{path}") == 0


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + _WAIT_SECONDS
    while not path.exists():
        if time.monotonic() > deadline:
            raise TimeoutError(f"no X server at {path}")
        time.sleep(0.05)
