"""The faces that boxes wear, from the palette."""

from __future__ import annotations

from kivy_ui.theme import Face, Theme


def card(theme: Theme) -> Face:
    palette = theme.palette
    return Face(palette.surface, palette.ink, palette.line, theme.hairline)


def primary(theme: Theme) -> Face:
    return Face(theme.palette.primary, theme.palette.on_primary)


def tint(theme: Theme) -> Face:
    palette = theme.palette
    line = theme.hairline if palette.high_contrast else 0
    return Face(palette.tint, palette.on_tint, palette.tint_line, line)


def tint_card(theme: Theme) -> Face:
    palette = theme.palette
    return Face(palette.tint, palette.on_tint, palette.tint_line, theme.hairline)


def outline(theme: Theme) -> Face:
    palette = theme.palette
    return Face(palette.surface, palette.on_tint, palette.outline, theme.hairline)


def good(theme: Theme) -> Face:
    return _state(theme, theme.palette.good_tint, theme.palette.good)


def warning(theme: Theme) -> Face:
    return _state(theme, theme.palette.warning_tint, theme.palette.warning)


def bad(theme: Theme) -> Face:
    return _state(theme, theme.palette.bad_tint, theme.palette.bad)


def field(theme: Theme, *, active: bool, wrong: bool) -> Face:
    palette = theme.palette
    if wrong:
        return Face(palette.surface, palette.ink, palette.bad, theme.mm(1))
    if active:
        line = palette.focus if palette.high_contrast else palette.primary
        return Face(palette.surface, palette.ink, line, max(palette.focus_px, theme.mm(0.9)))
    return Face(palette.surface, palette.ink, palette.outline, theme.hairline)


def chosen(theme: Theme) -> Face:
    palette = theme.palette
    return Face(palette.tint, palette.on_tint, palette.primary, theme.mm(0.9))


def key(theme: Theme) -> Face:
    palette = theme.palette
    return Face(palette.key, palette.ink, palette.key_edge, theme.hairline if palette.high_contrast else 0)


def special_key(theme: Theme) -> Face:
    palette = theme.palette
    return Face(palette.key_special, palette.ink, palette.key_edge, theme.hairline if palette.high_contrast else 0)


def _state(theme: Theme, fill: str, ink: str) -> Face:
    return Face(fill, ink, ink, theme.hairline if theme.palette.high_contrast else 0)
