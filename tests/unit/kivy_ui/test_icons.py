"""Every icon that we or the content name exists in the font."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kivy_ui.icons import MEANINGS, exists, glyph

ROOT = Path(__file__).resolve().parents[3]
_NAMED = re.compile(r"^\s*icon: *([a-z0-9-]+)", re.MULTILINE)


def test_every_meaning_has_a_glyph() -> None:
    assert [meaning for meaning in MEANINGS if not exists(meaning)] == []


def test_every_icon_of_the_content_has_a_glyph() -> None:
    named = [name for file in (ROOT / "content").glob("*.yaml") for name in _NAMED.findall(file.read_text())]
    assert len(named) >= 14
    assert [name for name in named if not exists(name)] == []


def test_an_unknown_icon_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        glyph("no-such-icon")
