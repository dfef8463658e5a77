"""The keys of the on-screen keyboard: German QWERTZ for the letters of DIN 91379, digits, e-mail. No Kivy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class KeyAction(Enum):
    TYPE = "type"
    SHIFT = "shift"
    DELETE = "delete"
    LEFT = "left"
    RIGHT = "right"
    CLOSE = "close"
    NEWLINE = "newline"
    PAGE = "page"
    SUBMIT = "submit"
    BLANK = "blank"
    """No key, but its room."""


class KeyboardKind(Enum):
    TEXT = "text"
    EMAIL = "email"
    DIGITS = "digits"
    DECIMAL = "decimal"
    PHONE = "phone"
    IBAN = "iban"
    CODE = "code"
    """The code on a receipt: its 23 characters and nothing else."""


@dataclass(frozen=True)
class Key:
    """One key. `text` is what it types, or the page that it opens."""

    text: str = ""
    action: KeyAction = KeyAction.TYPE
    weight: float = 1.0
    label: str = ""


Rows = tuple[tuple[Key, ...], ...]

VARIANTS = {
    "a": "àáâãåāăąæ",
    "c": "çćčċĉ",
    "d": "ďđð",
    "e": "èéêëēęěė",
    "g": "ğģġǧ",
    "h": "ħȟ",
    "i": "ìíîïīįı",
    "k": "ķǩ",
    "l": "łļľĺ",
    "n": "ñńņňŋ",
    "o": "òóôõøōőœ",
    "r": "řŕŗ",
    "s": "śšşșŝß",
    "t": "ťţțŧþ",
    "u": "ùúûūůűųŭ",
    "w": "ŵẁẃẅ",
    "y": "ýÿŷ",
    "z": "źžżʒ",
    "ä": "ǟæ",
    "ö": "ȫœø",
    "ü": "ǖ",
    "-": "–/",
    "'": "’`ʼ",
}
"""Letters that a long press offers, after DIN 91379 (letters of European names, data type A)."""
_CAPITALS = {"ß": "ẞ", "ı": "I", "ʼ": "ʼ"}

_LETTERS = ("qwertzuiopü", "asdfghjklöä", "yxcvbnmß-'")
SPECIAL_PAGES = {
    "special": ("éèêëáàâãåæç", "ćčđğíîïłñńó", "ôõøœřśšșşț"),
    "more": ("úùûůűųūýÿžź", "żťţľļķņňŕþð", "āăąęėěīįıġ"),
}
"""Pages of the letters that have no key of their own."""
_PUNCTUATION = ("1234567890", "-/.,:;()&+", "'’\"!?@_°§€")
_CODE = ("23456789", "QWRTYPD", "FHJKXCNM-")
_EMAIL_ROW = "yxcvbnm-_."


def upper(text: str) -> str:
    """Return the capital of one letter, also where Unicode's own rule would give two."""
    return _CAPITALS.get(text) or (text.upper() if len(text.upper()) == len(text) else text)


def variants(key: str) -> str:
    """Return the letters behind a key, capital when the key is."""
    low = VARIANTS.get(key.lower(), "")
    return "".join(upper(letter) for letter in low) if key != key.lower() else low


def first_page(kind: KeyboardKind) -> str:
    return "letters" if kind in (KeyboardKind.TEXT, KeyboardKind.EMAIL, KeyboardKind.CODE) else "pad"


def rows(kind: KeyboardKind, page: str, *, arrows: bool) -> Rows:
    """Return all rows of a page, without the row of variants.

    Raises:
        KeyError: for an unknown page.
    """
    if page == "pad":
        return _pad(kind, arrows=arrows)
    makers = {"letters": _letters, "special": _special, "more": _more, "digits": _digits}
    typed = makers[page](kind)
    return (*typed, _last_row(kind, page, arrows=arrows))


def _letters(kind: KeyboardKind) -> Rows:
    if kind is KeyboardKind.CODE:
        return tuple(_typed(row) for row in _CODE)
    first, second, third = (_typed(row) for row in _LETTERS)
    if kind is KeyboardKind.EMAIL:
        third = _typed(_EMAIL_ROW)
    return first, second, (Key("", KeyAction.SHIFT), *third)


def _special(_kind: KeyboardKind) -> Rows:
    return _with_shift(SPECIAL_PAGES["special"])


def _more(_kind: KeyboardKind) -> Rows:
    return _with_shift(SPECIAL_PAGES["more"])


def _with_shift(letters: tuple[str, str, str]) -> Rows:
    first, second, third = (_typed(row) for row in letters)
    return first, second, (Key("", KeyAction.SHIFT), *third)


def _digits(_kind: KeyboardKind) -> Rows:
    return tuple(_typed(row) for row in _PUNCTUATION)


def _typed(letters: str) -> tuple[Key, ...]:
    return tuple(Key(letter) for letter in letters)


def _last_row(kind: KeyboardKind, page: str, *, arrows: bool) -> tuple[Key, ...]:
    to_letters = Key("letters", KeyAction.PAGE, 1.6, "ABC")
    to_digits = Key("pad" if kind is KeyboardKind.IBAN else "digits", KeyAction.PAGE, 1.6, "123")
    to_special = Key("special", KeyAction.PAGE, 1.6, "É Ł Ș")
    to_more = Key("more", KeyAction.PAGE, 1.6, "Ú Ž Ż")
    pages = {
        "letters": [to_digits, to_special],
        "digits": [to_letters, to_special],
        "special": [to_letters, to_more],
        "more": [to_letters, to_special],
    }[page]
    if kind in (KeyboardKind.EMAIL, KeyboardKind.IBAN):
        pages = [to_letters if page != "letters" else to_digits]
    middle = [Key("@", weight=2), Key(".de", weight=2)] if kind is KeyboardKind.EMAIL else [Key(" ", weight=4)]
    if kind is KeyboardKind.CODE:
        pages, middle = [], []
    moves = [Key("", KeyAction.LEFT), Key("", KeyAction.RIGHT)] if arrows else [Key("", KeyAction.CLOSE)]
    return (*pages, *middle, *moves, Key("", KeyAction.DELETE, 1.4), Key("", KeyAction.SUBMIT, 2.2))


_PAD_EXTRA = {
    KeyboardKind.DIGITS: ("", ""),
    KeyboardKind.DECIMAL: (",", ""),
    KeyboardKind.PHONE: ("+", ""),
    KeyboardKind.IBAN: ("DE", "ABC"),
}


def _pad(kind: KeyboardKind, *, arrows: bool) -> Rows:
    left, right = _PAD_EXTRA[kind]
    last = [Key(left)] if left else []
    last.append(Key("0", weight=1.0 if left else 2.0))
    if right:
        last.append(Key("letters", KeyAction.PAGE, label=right))
    elif left:
        last[-1] = Key("0", weight=2.0)
    return (
        (*_typed("123"), Key("", KeyAction.DELETE, 1.5)),
        (*_typed("456"), Key("", KeyAction.LEFT, 1.5)),
        (*_typed("789"), Key("", KeyAction.RIGHT if arrows else KeyAction.CLOSE, 1.5)),
        (*_pad_last(last), Key("", KeyAction.SUBMIT, 1.5)),
    )


def _pad_last(keys: list[Key]) -> list[Key]:
    """Fill three columns."""
    used = sum(key.weight for key in keys)
    return keys if used >= 3 else [*keys[:-1], Key(keys[-1].text, keys[-1].action, keys[-1].weight + 3 - used)]
