"""The tokens: contrast (WCAG 2.2, 1.4.3 and 1.4.11), lengths and type sizes."""

from __future__ import annotations

from itertools import product

import pytest

from appliance.session.visit import TextSize
from kivy_ui.theme import HIGH_CONTRAST, LIGHT, MM_PER_INCH, Palette, Role, Screen, Theme, colour

PALETTES = {"light": LIGHT, "high contrast": HIGH_CONTRAST}
SCREENS = (Screen(1920, 1080, 102.0), Screen(1280, 800, 149.0), Screen(1080, 1920, 102.0))
TEXT = [
    ("ink", "paper"),
    ("ink", "surface"),
    ("quiet", "paper"),
    ("quiet", "surface"),
    ("on_primary", "primary"),
    ("on_tint", "tint"),
    ("on_tint", "surface"),
    ("quiet", "tint"),
    ("good", "good_tint"),
    ("warning", "warning_tint"),
    ("bad", "bad_tint"),
    ("bad", "paper"),
    ("ink", "key"),
    ("ink", "key_special"),
]
PARTS = [
    ("outline", "surface"),
    ("outline", "paper"),
    ("primary", "paper"),
    ("primary", "track"),
    ("focus", "surface"),
    ("bad", "surface"),
]


def luminance(code: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = colour(code)
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_ratio_is_that_of_wcag() -> None:
    assert ratio("#FFFFFF", "#000000") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_text_can_be_read(palette: Palette, ink: str, ground: str) -> None:
    assert ratio(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize(("part", "ground"), PARTS)
def test_parts_can_be_told_apart(palette: Palette, part: str, ground: str) -> None:
    assert ratio(getattr(palette, part), getattr(palette, ground)) >= 3


@pytest.mark.parametrize("screen", SCREENS)
def test_targets_and_gaps_are_large_enough(screen: Screen) -> None:
    theme = Theme(screen, LIGHT)
    px_per_mm = screen.dpi / MM_PER_INCH
    assert theme.target / px_per_mm >= 15
    assert theme.gap / px_per_mm >= 4


@pytest.mark.parametrize(("screen", "size"), list(product(SCREENS, TextSize)))
def test_no_text_is_smaller_than_its_token(screen: Screen, size: TextSize) -> None:
    """4.0 mm of capital height at normal size; Noto Sans's capitals are 0.714 em."""
    theme = Theme(screen, LIGHT, size)
    factor = {TextSize.NORMAL: 1.0, TextSize.LARGE: 1.35, TextSize.LARGEST: 1.8}[size]
    for role in (Role.SMALL, Role.BODY, Role.HEADING):
        capital_mm = theme.em(role) * 0.714 / (screen.dpi / MM_PER_INCH)
        assert capital_mm == pytest.approx(role.value * factor, abs=0.1)


def test_a_low_display_enlarges_titles_less_but_never_below_their_token() -> None:
    low = Screen(1280, 800, 149.0)
    normal, largest = (Theme(low, LIGHT, size).em(Role.TITLE) for size in (TextSize.NORMAL, TextSize.LARGEST))
    assert normal == Theme(low, LIGHT).mm(9.0 / 0.714)
    assert normal < largest < normal * 1.8
