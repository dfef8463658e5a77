"""An independent encoder of machine-readable zones: written from the standard, shares nothing with the parser."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

VALUES = {character: value for value, character in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


def digit(*fields: str) -> str:
    total = 0
    for character, weight in zip("".join(fields), itertools.cycle((7, 3, 1)), strict=False):
        total += VALUES[character] * weight
    return str(total % 10)


@dataclass(frozen=True)
class Holder:
    code: str
    state: str
    number: str
    primary: tuple[str, ...]
    secondary: tuple[str, ...]
    nationality: str
    birth: str
    sex: str
    expiry: str
    optional: str = ""

    @property
    def names(self) -> str:
        return "<".join(self.primary) + ("<<" + "<".join(self.secondary) if self.secondary else "")

    @property
    def head(self) -> str:
        return self.code.ljust(2, "<") + self.state.ljust(3, "<")

    def _number(self, room: int) -> tuple[str, str, str]:
        """Return the number's nine characters, its digit, and the optional data, `room` wide."""
        if len(self.number) <= 9:
            nine = self.number.ljust(9, "<")
            return nine, digit(nine), self.optional.ljust(room, "<")
        rest = self.number[9:] + digit(self.number) + "<"
        return self.number[:9], "<", (rest + self.optional).ljust(room, "<")

    def td1(self) -> list[str]:
        nine, check, optional = self._number(15)
        birth, expiry = self.birth + digit(self.birth), self.expiry + digit(self.expiry)
        upper = self.head + nine + check + optional
        second = "<" * 11
        middle = birth + self.sex + expiry + self.nationality.ljust(3, "<") + second
        return [upper, middle + digit(upper[5:], birth, expiry, second), self.names.ljust(30, "<")[:30]]

    def td2(self) -> list[str]:
        nine, check, optional = self._number(7)
        birth, expiry = self.birth + digit(self.birth), self.expiry + digit(self.expiry)
        lower = nine + check + self.nationality.ljust(3, "<") + birth + self.sex + expiry + optional
        return [
            self.head + self.names.ljust(31, "<")[:31],
            lower + digit(nine, check, birth, expiry, optional),
        ]

    def td3(self) -> list[str]:
        nine, check, optional = self._number(14)
        optional += digit(optional)
        birth, expiry = self.birth + digit(self.birth), self.expiry + digit(self.expiry)
        lower = nine + check + self.nationality.ljust(3, "<") + birth + self.sex + expiry + optional
        return [
            self.head + self.names.ljust(39, "<")[:39],
            lower + digit(nine, check, birth, expiry, optional),
        ]

    def visa(self, width: int) -> list[str]:
        nine, check, optional = self._number(width - 28)
        birth, expiry = self.birth + digit(self.birth), self.expiry + digit(self.expiry)
        lower = nine + check + self.nationality.ljust(3, "<") + birth + self.sex + expiry + optional
        return [("V" + self.head[1:] + self.names.ljust(width, "<"))[:width], lower]
