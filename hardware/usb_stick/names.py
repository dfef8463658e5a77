"""Which names on a stick are offered to the visitor, and how they are shown."""

from __future__ import annotations

import unicodedata

_SUFFIX = ".pdf"
_HIDDEN = (".", "$")
"""Dot files, macOS's `._` companions of every file, Windows' recycle bin."""
_SYSTEM_FOLDERS = frozenset({"system volume information", "recycler", "lost+found", "lost.dir"})
_SHOWN_CHARACTERS = 80
_UNSHOWN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Control and direction characters could make `exe.pdf` of `fdp.exe`; surrogates are bytes of no character."""


def is_offered_file(name: str) -> bool:
    return name.lower().endswith(_SUFFIX) and not name.startswith(_HIDDEN)


def is_offered_folder(name: str) -> bool:
    return not name.startswith(_HIDDEN) and name.lower() not in _SYSTEM_FOLDERS


def shown_name(name: str) -> str:
    """Return a name fit for the screen: its letters only, and its beginning and end where it is long."""
    clean = "".join(sign if unicodedata.category(sign) not in _UNSHOWN else "�" for sign in name)
    if len(clean) <= _SHOWN_CHARACTERS:
        return clean
    half = _SHOWN_CHARACTERS // 2
    return f"{clean[: half - 1]}…{clean[-half:]}"
