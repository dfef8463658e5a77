"""Reading single fields of the machine-readable zone: names, codes, sex, long document numbers."""

from __future__ import annotations

from hardware.id_scanner.check_digit import FILLER, holds
from hardware.id_scanner.document import Sex

_SEX = {ord("F"): Sex.FEMALE, ord("M"): Sex.MALE}


def read_code(field: str) -> str:
    """Return a document, state or nationality code without its fillers; Germany's is `D`."""
    return field.rstrip("<")


def read_state(field: str) -> str:
    """Return the code of a state or organisation; empty where a digit shows that it was misread."""
    code = field.rstrip("<")
    return code if code.isalpha() else ""


def read_names(field: str) -> tuple[str, str, bool]:
    """Return primary identifier, secondary identifier, and whether they may be cut.

    A name has no digits. Where one was read neither identifier is given: which letters are wrong is a guess.
    """
    primary, _, secondary = field.rstrip("<").partition("<<")
    if not field.replace("<", "").isalpha():
        return "", "", False
    return _spaced(primary), _spaced(secondary), field[-1] != "<"


def read_text(field: str) -> str:
    """Return a number or optional data; a filler inside stands for a space or another sign."""
    return _spaced(field)


def read_sex(character: int) -> Sex:
    return _SEX.get(character, Sex.UNSPECIFIED)


def read_number(number: bytes, digit: int, optional: bytes) -> tuple[bytes, bool, bytes]:
    """Return the document number, whether its check digit holds, and what is left of the optional data.

    A number longer than nine characters goes on in the optional data, ends there with its check digit and a
    filler, and has a filler in the place of the check digit (ICAO 9303 part 5, 4.2.2 note j; part 6, 4.2.2).
    """
    rest, _, left = optional.partition(b"<")
    if digit != FILLER or len(rest) < 2 or number[-1] == FILLER:
        return number, holds(number, digit), optional
    whole = number + rest[:-1]
    return whole, holds(whole, rest[-1]), left


def _spaced(field: str) -> str:
    return " ".join(field.replace("<", " ").split())
