"""Which port a demo service gets: the usual one, or another when that is taken."""

from __future__ import annotations

import contextlib
import socket
import time


def choose(preferred: int, what: str) -> int:
    """Return the preferred port, or a free one after saying so."""
    if _is_free(preferred):
        return preferred
    with socket.socket() as anywhere:
        anywhere.bind(("127.0.0.1", 0))
        port: int = anywhere.getsockname()[1]
    print(f"    port {preferred} is taken: {what} is on {port}", flush=True)
    return port


def answers(port: int, seconds: float = 20.0) -> bool:
    """Wait until something listens on a port of this machine."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
        time.sleep(0.1)
    return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
