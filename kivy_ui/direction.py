"""Right to left is decided here, once: everything that lies in a row asks this."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import Enum
from typing import TypeVar

from appliance.content.text import GERMAN, is_right_to_left

Item = TypeVar("Item")


class Direction(Enum):
    LTR = "ltr"
    RTL = "rtl"

    @property
    def mirrored(self) -> bool:
        return self is Direction.RTL

    def in_order(self, items: Iterable[Item]) -> list[Item]:
        """Return what was listed from start to end from left to right."""
        listed = list(items)
        return listed[::-1] if self.mirrored else listed

    def x_at_start(self, left: float, outer: float, inner: float) -> float:
        """Return the x of something `inner` wide at the start of a box `outer` wide."""
        return left + outer - inner if self.mirrored else left

    def x_at_end(self, left: float, outer: float, inner: float) -> float:
        return left if self.mirrored else left + outer - inner

    @property
    def back_arrow(self) -> str:
        return "arrow-right" if self.mirrored else "arrow-left"

    @property
    def forward_arrow(self) -> str:
        return "arrow-left" if self.mirrored else "arrow-right"


def language_to_show(text: str, language: str) -> str:
    """Return a language whose direction is that of the text: of its first strong character (UAX #9, P2 and P3)."""
    strong = next((kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", "R", "AL")), "L")
    if strong == "L":
        return GERMAN
    return language if is_right_to_left(language) else "ar"


def direction_of(language: str) -> Direction:
    return Direction.RTL if is_right_to_left(language) else Direction.LTR
