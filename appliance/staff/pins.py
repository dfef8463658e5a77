"""Staff PINs: six to twelve digits, kept as argon2id hashes (RFC 9106) only."""

from __future__ import annotations

import itertools
import re

from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError

PIN = re.compile(r"[0-9]{6,12}")
STAFF_NUMBER = re.compile(r"[0-9]{1,6}")
"""The id of who signs in by PIN: it is typed on the number pad."""
# The second recommendation of RFC 9106 with one lane: 64 MiB fit into a Pi's gigabyte beside all else.
_HASHER = PasswordHasher(time_cost=3, memory_cost=65536, parallelism=1, type=Type.ID)
_MOST_MEMORY_KIB = 262_144


class WeakPin(ValueError):
    """The PIN is too short, or one that everybody would try first."""


def hash_pin(pin: str) -> str:
    """Return the hash for the staff file. Takes a tenth of a second or longer. Raises WeakPin."""
    if not PIN.fullmatch(pin):
        raise WeakPin("a PIN has 6 to 12 digits")
    steps = {(int(after) - int(before)) % 10 for before, after in itertools.pairwise(pin)}
    halves = len(pin) % 2 == 0 and pin[: len(pin) // 2] == pin[len(pin) // 2 :]
    if len(steps) == 1 or halves or len(set(pin)) <= 2:
        raise WeakPin("not one digit again and again, no digits in order, no repetition")
    return _HASHER.hash(pin)


def is_pin_hash(text: str) -> bool:
    """Whether this is an argon2id hash that a terminal can check in reasonable time and memory."""
    try:
        parameters = extract_parameters(text)
    except ValueError:
        return False
    return parameters.type is Type.ID and parameters.memory_cost <= _MOST_MEMORY_KIB and parameters.time_cost <= 10


def verify_pin(pin_hash: str, pin: str) -> bool:
    """Takes about as long for a wrong PIN as for the right one. Any thread but the owner's."""
    try:
        return _HASHER.verify(pin_hash, pin)
    except (VerificationError, InvalidHashError):
        return False
