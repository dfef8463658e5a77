"""The code on the receipt: whoever has it may know where a submission stands, and nobody else can.

22 random characters of 23 (99.5 bits) and two that check them: any one or two wrong characters are found, because
the columns of the two sums are the 24 points of the projective line over 23 elements (a Hamming code).
Terminals keep only what is derived from the code (HKDF, RFC 5869): where its note lies, and the key that opens it.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from appliance.printing.reference import ALPHABET, drawn

RANDOM_BYTES = 32
"""How many random bytes a code needs: so many that the remainders below are not biased."""
QR_PREFIX = "MIGRADO:STATUS:"
_DATA_CHARACTERS = 22
_LENGTH = _DATA_CHARACTERS + 2
_GROUP = 4


@dataclass(frozen=True, repr=False)
class StatusKeys:
    topic: str
    """32 hexadecimal digits: the last level of the note's topic."""
    key: bytes
    """32 bytes, for AES-256-GCM."""


def new_status_code(random_bytes: bytes) -> str:
    """Return the code that these bytes stand for, without dashes. Raises ValueError for too few."""
    if len(random_bytes) < RANDOM_BYTES:
        raise ValueError(f"{RANDOM_BYTES} random bytes are needed")
    data = drawn(random_bytes, _DATA_CHARACTERS)
    return data + _check_characters(data)


def read_status_code(text: str) -> str | None:
    """Return the code that was typed or scanned, without dashes; None where it cannot be one."""
    upper = text.strip().upper().removeprefix(QR_PREFIX)
    code = "".join(character for character in upper if character.isalnum())
    if len(code) != _LENGTH or not set(code) <= set(ALPHABET):
        return None
    data = code[:_DATA_CHARACTERS]
    return code if code[_DATA_CHARACTERS:] == _check_characters(data) else None


def grouped(code: str) -> str:
    """Return it as people read it: `7K4Q-2XF9-…`."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))


def qr_text(code: str) -> str:
    return f"{QR_PREFIX}{code}"


def status_keys(code: str) -> StatusKeys:
    derived = HKDF(SHA256(), 48, salt=None, info=b"migrado status 1").derive(code.encode("ascii"))
    return StatusKeys(derived[:16].hex(), derived[16:])


def _check_characters(data: str) -> str:
    values = [ALPHABET.index(character) for character in data]
    plain = sum(values)
    weighted = sum(weight * value for weight, value in enumerate(values, start=1))
    return ALPHABET[-plain % len(ALPHABET)] + ALPHABET[-weighted % len(ALPHABET)]
