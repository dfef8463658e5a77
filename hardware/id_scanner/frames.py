"""What a reader sent at one go: the lines, and whether they can be a machine-readable zone or a code at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

LIMIT_BYTES = 4096
"""More than forty documents: what grows beyond is no document."""
QUIET_SECONDS = 0.5
"""Readers send a document in one go; after this pause nothing more of it comes."""

CODE_CHARACTERS = 600
"""The longest code, its beginning included."""
_CODE = re.compile(rf"MIGRADO:(?=.{{1,{CODE_CHARACTERS - len('MIGRADO:')}}}\Z)[A-Z0-9:-]+")
_FULL_SIZES = {30: 3, 36: 2, 44: 2}
"""Characters of a line, and how many such lines make a zone."""


class Outcome(StrEnum):
    COMPLETE = "complete"
    """Number and length of the lines are those of a zone; its contents are not looked at."""
    TRUNCATED = "truncated"
    """It began like a zone and broke off."""
    DAMAGED = "damaged"
    CODE = "code"
    """One line, a code of ours."""


@dataclass(frozen=True)
class Frame:
    outcome: Outcome
    lines: tuple[str, ...] = field(default=(), repr=False)


TRUNCATED = Frame(Outcome.TRUNCATED)
DAMAGED = Frame(Outcome.DAMAGED)


class Framing(Protocol):
    """Finds documents in a stream of bytes, however it is cut into pieces. `now` is in monotonic seconds."""

    def feed(self, data: bytes, now: float) -> list[Frame]: ...

    def expire(self, now: float) -> list[Frame]:
        """Return what broke off, when nothing has come for `QUIET_SECONDS`."""

    def reset(self) -> None:
        """Forget what has begun."""


def zone_at_end(lines: Sequence[str]) -> tuple[str, ...] | None:
    """Return the last lines if they make a zone, whatever came before them."""
    wanted = _FULL_SIZES.get(len(lines[-1])) if lines else None
    if wanted is None or len(lines) < wanted:
        return None
    zone = tuple(lines[-wanted:])
    return zone if len({len(line) for line in zone}) == 1 else None


def code_of(line: str) -> Frame | None:
    """Return the frame of a line that is a code of ours."""
    return Frame(Outcome.CODE, (line,)) if _CODE.fullmatch(line) else None


def frame_of(lines: Sequence[str]) -> Frame:
    """Judge the lines of one transmission that has ended."""
    code = code_of(lines[0]) if len(lines) == 1 else None
    if code is not None:
        return code
    zone = zone_at_end(lines)
    if zone is not None:
        return Frame(Outcome.COMPLETE, zone)
    return TRUNCATED if any(len(line) in _FULL_SIZES for line in lines) else DAMAGED


def frame_of_text(text: bytes) -> Frame:
    """Judge lines that are separated by CR, LF or both; empty ones and the padding of 3M readers do not count."""
    try:
        lines = text.decode("ascii").replace("\n", "\r").split("\r")
    except UnicodeDecodeError:
        return DAMAGED
    return frame_of([stripped for line in lines if (stripped := line.strip(" ").rstrip("_"))])
