"""The code on the receipt that asks about a submission: how people read it, and what its QR code says.

24 characters of the references' alphabet (23 of them: 108 bits), shown in groups of four: `7K4Q-2XF9-…`.
"""

from __future__ import annotations

from appliance.printing.reference import ALPHABET

LENGTH = 24
QR_PREFIX = "MIGRADO:STATUS:"
"""Capitals and colons only: a QR code takes them in its alphanumeric mode (ISO/IEC 18004)."""
_GROUP, _GROUPS_A_LINE = 4, 3


def code_characters(code: str) -> str:
    """Return the bare characters of a code with or without dashes. Raises ValueError for what is none."""
    bare = code.replace("-", "")
    if len(bare) != LENGTH or not set(bare) <= set(ALPHABET):
        raise ValueError("not a status code")
    return bare


def code_lines(code: str) -> tuple[str, ...]:
    """Return the code as it is printed: three groups a line; the dash at the end says that it goes on."""
    bare = code_characters(code)
    groups = [bare[start : start + _GROUP] for start in range(0, LENGTH, _GROUP)]
    lines = ["-".join(groups[at : at + _GROUPS_A_LINE]) for at in range(0, len(groups), _GROUPS_A_LINE)]
    return (*(f"{line}-" for line in lines[:-1]), lines[-1])


def qr_text(code: str) -> str:
    return QR_PREFIX + code_characters(code)
