"""Which way a line runs."""

from __future__ import annotations

import pytest

from appliance.printing.direction import language_of


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Wohnung", "de"),
        ("شقة", "ar"),
        ("12 شقة", "ar"),
        ("Wohnung (شقة)", "de"),
        ("«שלום»", "ar"),
        ("ገዛ", "de"),
        ("2026", "de"),
        ("", "de"),
    ],
)
def test_the_first_strong_character_decides(line: str, language: str) -> None:
    assert language_of(line) == language
