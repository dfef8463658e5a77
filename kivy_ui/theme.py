"""The tokens of the look: colours, lengths and type, in pixels of the configured display."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from appliance.session.visit import TextSize

MM_PER_INCH = 25.4
_CAP_HEIGHT_OF_NOTO_SANS = 0.714
"""Capital height as a part of the em size."""
_COMPACT_BELOW_MM = 180
"""A display less high than this shows long titles in the heading's size when text is enlarged."""
TEXT_FACTOR = {TextSize.NORMAL: 1.0, TextSize.LARGE: 1.35, TextSize.LARGEST: 1.8}

Colour = tuple[float, float, float, float]


def colour(code: str) -> Colour:
    """`#RRGGBB` -> red, green, blue, alpha in 0..1."""
    red, green, blue = (int(code[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return red, green, blue, 1.0


class Role(Enum):
    """What a text is, which decides its size: millimetres of capital height at normal size."""

    SMALL = 4.0
    BODY = 5.0
    HEADING = 6.5
    TITLE = 9.0
    WELCOME = 13.0


@dataclass(frozen=True)
class Face:
    """How a box looks. No line: line width 0."""

    fill: str
    ink: str
    line: str = "#000000"
    line_px: int = 0
    dashed: bool = False


@dataclass(frozen=True)
class Palette:
    paper: str
    surface: str
    line: str
    ink: str
    quiet: str
    primary: str
    on_primary: str
    tint: str
    on_tint: str
    tint_line: str
    outline: str
    track: str
    good: str
    good_tint: str
    warning: str
    warning_tint: str
    bad: str
    bad_tint: str
    focus: str
    focus_px: int
    keyboard: str
    key: str
    key_special: str
    key_edge: str
    high_contrast: bool


LIGHT = Palette(
    paper="#FBFAF7",
    surface="#FFFFFF",
    line="#E5E0D5",
    ink="#1B2733",
    quiet="#52606D",
    primary="#0F4C5C",
    on_primary="#FFFFFF",
    tint="#E6EFF1",
    on_tint="#0F4C5C",
    tint_line="#C6D8DD",
    outline="#6F919B",
    track="#E5E0D5",
    good="#2D6A4F",
    good_tint="#E3F1E8",
    warning="#8A5A00",
    warning_tint="#FFF0CC",
    bad="#9B2226",
    bad_tint="#FDE7E7",
    focus="#E36414",
    focus_px=4,
    keyboard="#EBE6DA",
    key="#FFFFFF",
    key_special="#D9D1C0",
    key_edge="#C9C1AF",
    high_contrast=False,
)
HIGH_CONTRAST = Palette(
    paper="#000000",
    surface="#000000",
    line="#FFFFFF",
    ink="#FFFFFF",
    quiet="#FFFFFF",
    primary="#FFD166",
    on_primary="#000000",
    tint="#000000",
    on_tint="#FFD166",
    tint_line="#FFD166",
    outline="#FFFFFF",
    track="#4A4A4A",
    good="#FFFFFF",
    good_tint="#000000",
    warning="#FFFFFF",
    warning_tint="#000000",
    bad="#FFFFFF",
    bad_tint="#000000",
    focus="#00E5FF",
    focus_px=6,
    keyboard="#000000",
    key="#000000",
    key_special="#000000",
    key_edge="#FFFFFF",
    high_contrast=True,
)


@dataclass(frozen=True)
class Screen:
    """The panel: pixels and their density."""

    width: int
    height: int
    dpi: float

    @property
    def portrait(self) -> bool:
        return self.height > self.width


@dataclass(frozen=True)
class Theme:
    screen: Screen
    palette: Palette
    text_size: TextSize = TextSize.NORMAL

    def mm(self, millimetres: float) -> int:
        return round(millimetres * self.screen.dpi / MM_PER_INCH)

    @property
    def compact(self) -> bool:
        return self.screen.height < self.mm(_COMPACT_BELOW_MM)

    def em(self, role: Role) -> int:
        """Return the font size in pixels."""
        factor = TEXT_FACTOR[self.text_size]
        capital = role.value * factor
        if self.compact and role in (Role.TITLE, Role.WELCOME):
            capital = max(Role.TITLE.value, Role.HEADING.value * factor)
        return self.mm(capital / _CAP_HEIGHT_OF_NOTO_SANS)

    @property
    def icon(self) -> int:
        """The size of an icon beside body text."""
        return round(self.em(Role.BODY) * 1.25)

    @property
    def line_height(self) -> int:
        """The least height of a line in a list, the same in every script."""
        return self.mm(15.2 if self.compact else 18)

    @property
    def target(self) -> int:
        """The least side of anything that is touched; never below 15 mm after rounding."""
        return self.mm(15) + 1

    @property
    def gap(self) -> int:
        """Between two targets."""
        return self.mm(4) + 1

    @property
    def small_gap(self) -> int:
        return self.mm(2)

    @property
    def margin(self) -> int:
        """Beside the page's content."""
        return self.mm(6) if self.compact else self.mm(20 if not self.screen.portrait else 12)

    @property
    def pad(self) -> int:
        """Inside a card."""
        return self.mm(5) if self.compact else self.mm(8)

    @property
    def radius(self) -> int:
        return self._token_px(18)

    @property
    def card_radius(self) -> int:
        return self._token_px(28)

    @property
    def hairline(self) -> int:
        return 3 if self.palette.high_contrast else 2

    def _token_px(self, px: int) -> int:
        """The look's pixel tokens are drawn at 102 dpi."""
        return round(px * self.screen.dpi / 102)
