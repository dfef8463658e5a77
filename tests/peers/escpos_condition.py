"""What state the emulated printer is in, and the status bytes that say so."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Condition:
    """What a look at the printer tells."""

    near_end: bool = False
    paper: bool = True
    cover_open: bool = False
    knife_blocked: bool = False
    cutter_error: bool = False
    silent: bool = False

    @property
    def prints(self) -> bool:
        return self.paper and not self.cover_open and not self.cutter_error

    def real_time_status(self, kind: int) -> int:
        """Return the answer to DLE EOT 1 to 4."""
        facts = {
            1: 0x08 * (not self.prints),
            2: 0x04 * self.cover_open | 0x20 * (not self.paper) | 0x40 * self.cutter_error,
            3: 0x08 * self.cutter_error,
            4: 0x0C * self.near_end | 0x60 * (not self.paper),
        }
        return 0x12 | facts[kind]

    def automatic_status(self) -> bytes:
        """Return the four bytes that GS a asks for."""
        first = 0x10 | 0x08 * (not self.prints) | 0x20 * self.cover_open
        paper = 0x03 * self.near_end | 0x0C * (not self.paper)
        return bytes((first, 0x08 * self.cutter_error, paper, 0))
