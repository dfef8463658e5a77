"""What goes wrong on the wire of the make-believe service, on command."""

from __future__ import annotations

import socket
import struct
import threading
from dataclasses import dataclass, field
from typing import Literal

Place = Literal["token", "destination", "key", "jwks", "create", "attachment", "submit", "events"]
Mishap = Literal[
    "reset",
    "hang",
    "drip",
    "lost",
    "huge",
    "garbage",
    "deep",
    "redirect",
    "wrong-tls",
    "hang-up",
    "400",
    "401",
    "403",
    "404",
    "409",
    "413",
    "422",
    "429",
    "500",
    "503",
]
"""`lost`: the work is done, the connection breaks before the answer. `drip`: an answer, a byte at a time."""
HANG_S = 60.0


@dataclass
class Troubles:
    planned: list[tuple[Place, Mishap]] = field(default_factory=list)
    retry_after: str = "30"
    megabytes_taken: int = 0
    """How much of a huge answer was let out."""
    released: threading.Event = field(default_factory=threading.Event)
    """Set when what hangs shall end."""

    def plan(self, place: Place, mishap: Mishap, times: int = 1) -> None:
        self.planned += [(place, mishap)] * times

    def take(self, place: Place) -> Mishap | None:
        for one in self.planned:
            if one == (place, "wrong-tls"):
                return "hang-up"  # the certificate shows with the next handshake
            if one[0] == place:
                self.planned.remove(one)
                return one[1]
        return None

    def next_is_wrong_tls(self) -> bool:
        return any(mishap == "wrong-tls" for _, mishap in self.planned)

    def wrong_tls_happened(self) -> None:
        self.planned = [one for one in self.planned if one[1] != "wrong-tls"]


def reset(connection: socket.socket) -> None:
    """Close so that the other side sees a reset, not an end."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    socket.socket.close(connection)
