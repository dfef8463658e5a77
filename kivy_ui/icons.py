"""Icons by name: glyphs of the Material Design Icons webfont (Debian's fonts-materialdesignicons-webfont 1.6)."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

STYLESHEET = Path("/usr/share/fonts-materialdesignicons-webfont/css/materialdesignicons.css")
_RULE = re.compile(r'\.mdi-([a-z0-9-]+)::?before\s*{\s*content:\s*"\\([0-9A-Fa-f]+)"')
MEANINGS = {
    "end": "exit-to-app",
    "family": "human-male-female",
    "form": "file-document",
    "goodbye": "emoticon-happy",
    "guide": "book-open-page-variant",
    "help": "human-greeting",
    "id-card": "account-card-details",
    "info": "information-outline",
    "language": "translate",
    "listen": "volume-high",
    "office": "domain",
    "scan": "qrcode-scan",
    "search": "magnify",
    "shift": "apple-keyboard-shift",
    "text-size": "format-size",
    "video": "play-circle",
    "wait": "timer-sand",
    "wheelchair": "wheelchair-accessibility",
    "workshops": "calendar",
}
"""What we call an icon where the font's name says what it looks like."""


@lru_cache(maxsize=1)
def _codes() -> dict[str, int]:
    """The package's own table, so that content may name any icon of the font."""
    return {name: int(code, 16) for name, code in _RULE.findall(STYLESHEET.read_text(encoding="utf-8"))}


def exists(name: str) -> bool:
    return MEANINGS.get(name, name) in _codes()


def glyph(name: str) -> str:
    """Return the character of an icon. Raises KeyError on an unknown name."""
    return chr(_codes()[MEANINGS.get(name, name)])
