"""Check digits of the machine-readable zone: weights 7, 3, 1, modulo 10 (ICAO 9303 part 3, section 4.9)."""

from __future__ import annotations

FILLER = ord("<")
CHARACTERS = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
"""The whole alphabet of a machine-readable zone."""
_DIGITS = frozenset(b"0123456789")
_WEIGHED = bytes(int(chr(code), 36) if code in CHARACTERS and code != FILLER else 0 for code in range(256))
"""A byte's value: digits 0-9, letters 10-35, filler 0."""


def checksum(field: bytes) -> int:
    """Return the check digit of a field as a number 0-9."""
    values = field.translate(_WEIGHED)
    return (7 * sum(values[0::3]) + 3 * sum(values[1::3]) + sum(values[2::3])) % 10


def holds(field: bytes, digit: int) -> bool:
    """Return whether a byte of the zone is the right check digit; a filler stands for 0 where the field is empty.

    Weights and modulo leave some misreadings unseen: `A`, `K`, `U`, `0` and `<` all count as 0.
    """
    if digit == FILLER:
        return field.count(b"<") == len(field)
    return digit in _DIGITS and checksum(field) == digit - 48


def check_digit(field: str) -> str:
    """Return the check digit that belongs behind a field, for making specimens."""
    return str(checksum(field.encode("ascii")))
