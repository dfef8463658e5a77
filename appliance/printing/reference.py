"""Reference numbers: short, easy to read aloud and to copy by hand, with a check character.

`MD-7K4Q-2XF9`: seven random characters and one that checks them. The 23 characters leave out all that look
or sound alike (0 O, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V) where one of the pair is enough, and vowels, so that no
words come about. 23 is prime, so every single wrong character and every swap of two is found.
"""

from __future__ import annotations

ALPHABET = "23456789CDFHJKMNPQRTWXY"
PREFIX = "MD"
RANDOM_BYTES = 16
"""How many random bytes a reference needs: so many that the remainder below is not biased."""
_DATA_CHARACTERS = 7
_CODE_LENGTH = _DATA_CHARACTERS + 1


def new_reference(random_bytes: bytes) -> str:
    """Return the reference that these bytes stand for; the caller draws them. Raises ValueError for too few."""
    if len(random_bytes) < RANDOM_BYTES:
        raise ValueError(f"{RANDOM_BYTES} random bytes are needed")
    data = drawn(random_bytes, _DATA_CHARACTERS)
    return _grouped(data + _check_character(data))


def drawn(random_bytes: bytes, count: int) -> str:
    """Return so many characters of the alphabet. Far more bytes than they need, or some come more often."""
    number = int.from_bytes(random_bytes, "big")
    characters = ""
    for _ in range(count):
        number, index = divmod(number, len(ALPHABET))
        characters += ALPHABET[index]
    return characters


def read_reference(typed: str) -> str | None:
    """Return what a person typed in the normal form, or None where the check character does not fit."""
    characters = "".join(character for character in typed.upper() if character.isalnum())
    # A code may itself begin with the prefix, so only a whole reference has one to take off.
    code = characters.removeprefix(PREFIX) if len(characters) > _CODE_LENGTH else characters
    if len(code) != _CODE_LENGTH or not set(code) <= set(ALPHABET):
        return None
    return _grouped(code) if _check_character(code[:-1]) == code[-1] else None


def _check_character(data: str) -> str:
    weighted = sum(weight * ALPHABET.index(character) for weight, character in enumerate(data, start=2))
    return ALPHABET[-weighted % len(ALPHABET)]


def _grouped(code: str) -> str:
    return f"{PREFIX}-{code[:4]}-{code[4:]}"
