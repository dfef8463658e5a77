"""A mistake in what somebody wrote about a terminal: where it is and what to correct, in English and German."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Mistake:
    where: str
    """A column of the table, or a key of the file: `network.gateway`."""
    en: str
    de: str
    row: int = 0
    """Of the table, as a spreadsheet counts: the heading is row 1. 0: no table."""

    def __str__(self) -> str:
        where = f"row {self.row}, {self.where}" if self.row else self.where
        return f"{where}: {self.en}"


class Wrong(ValueError):
    """What a parser says of a value: what it should be, in English and German."""

    def __init__(self, en: str, de: str) -> None:
        super().__init__(en)
        self.en = en
        self.de = de


class Mistakes(Exception):
    """All mistakes at once. Nothing was done."""

    def __init__(self, found: Sequence[Mistake]) -> None:
        super().__init__("\n".join(str(each) for each in found))
        self.found = tuple(found)
