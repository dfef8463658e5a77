"""The drawn things that our pictures and videos are made of: flat, calm, in the colours of the terminal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import cairocffi as cairo

Ctx = Any
PAPER, SURFACE, LINE = "#FBFAF7", "#FFFFFF", "#E5E0D5"
INK, QUIET = "#1B2733", "#52606D"
PRIMARY, TINT, TINT_DARK = "#0F4C5C", "#E6EFF1", "#C5D9DE"
GOOD, WARM, ACCENT = "#2D6A4F", "#FFD166", "#E36414"
SKIN, SKIN_DARK, SLEEVE = "#C68863", "#A86C4A", "#3C7A89"


def colour(ctx: Ctx, value: str, alpha: float = 1.0) -> None:
    ctx.set_source_rgba(*(int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)), alpha)


@contextmanager
def placed(ctx: Ctx, x: float, y: float, scale: float = 1.0, degrees: float = 0.0) -> Iterator[None]:
    ctx.save()
    ctx.translate(x, y)
    ctx.rotate(math.radians(degrees))
    ctx.scale(scale, scale)
    try:
        yield
    finally:
        ctx.restore()


def box(ctx: Ctx, x: float, y: float, w: float, h: float, fill: str | None, radius: float = 12,
        line: str | None = None, width: float = 3, alpha: float = 1.0) -> None:  # fmt: skip
    r = max(0.0, min(radius, w / 2, h / 2))
    ctx.new_sub_path()
    for cx, cy, start in (
        (x + w - r, y + r, -90),
        (x + w - r, y + h - r, 0),
        (x + r, y + h - r, 90),
        (x + r, y + r, 180),
    ):
        ctx.arc(cx, cy, r, math.radians(start), math.radians(start + 90))
    ctx.close_path()
    paint(ctx, fill, line, width, alpha)


def disc(ctx: Ctx, x: float, y: float, r: float, fill: str | None, line: str | None = None, width: float = 3,
         alpha: float = 1.0) -> None:  # fmt: skip
    ctx.new_sub_path()
    ctx.arc(x, y, r, 0, math.tau)
    paint(ctx, fill, line, width, alpha)


def paint(ctx: Ctx, fill: str | None, line: str | None = None, width: float = 3, alpha: float = 1.0) -> None:
    if fill:
        colour(ctx, fill, alpha)
        ctx.fill_preserve()
    if line:
        colour(ctx, line, alpha)
        ctx.set_line_width(width)
        ctx.stroke_preserve()
    ctx.new_path()


def polygon(
    ctx: Ctx, points: list[tuple[float, float]], fill: str | None, line: str | None = None, width: float = 3
) -> None:
    for point in points:
        ctx.line_to(*point)
    ctx.close_path()
    paint(ctx, fill, line, width)


def stroke(ctx: Ctx, points: list[tuple[float, float]], value: str, width: float) -> None:
    ctx.set_line_cap(cairo.LINE_CAP_ROUND)
    ctx.set_line_join(cairo.LINE_JOIN_ROUND)
    for point in points:
        ctx.line_to(*point)
    paint(ctx, None, value, width)


def backdrop(ctx: Ctx, w: float, h: float) -> None:
    colour(ctx, PAPER)
    ctx.paint()
    disc(ctx, w / 2, h * 0.5, h * 0.46, TINT)


def tick(ctx: Ctx, x: float, y: float, r: float, grown: float = 1.0) -> None:
    if grown <= 0:
        return
    with placed(ctx, x, y, r / 40 * min(1.0, grown)):
        disc(ctx, 0, 0, 40, GOOD, SURFACE, 5)
        stroke(ctx, [(-17, 1), (-5, 14), (18, -13)], SURFACE, 9)


def arrow(ctx: Ctx, x: float, y: float, length: float, degrees: float = 0.0, value: str = ACCENT) -> None:
    with placed(ctx, x, y, length / 110, degrees):
        stroke(ctx, [(0, 0), (110, 0)], value, 16)
        stroke(ctx, [(78, -32), (110, 0), (78, 32)], value, 16)


def turning_arrow(ctx: Ctx, x: float, y: float, r: float) -> None:
    """Turn it over: half a circle from above to below, open to the right."""
    with placed(ctx, x, y, r / 100):
        points = [(-math.sin(a) * 100, -math.cos(a) * 100) for a in (math.pi * i / 40 for i in range(41))]
        stroke(ctx, points, ACCENT, 17)
        stroke(ctx, [(-34, 66), (2, 100), (-30, 134)], ACCENT, 17)


def house(ctx: Ctx, x: float, y: float, s: float, value: str = PRIMARY, door: str = SURFACE) -> None:
    with placed(ctx, x, y, s / 100):
        ctx.set_line_join(cairo.LINE_JOIN_ROUND)
        polygon(ctx, [(-50, 0), (0, -46), (50, 0)], value, value, 8)
        box(ctx, -36, -6, 72, 52, value, 4)
        box(ctx, -11, 14, 22, 32, door, 3)


def person(ctx: Ctx, x: float, y: float, s: float, value: str = PRIMARY) -> None:
    """A bust; (x, y) is the middle of its lower edge."""
    with placed(ctx, x, y, s / 100):
        disc(ctx, 0, -74, 23, value)
        box(ctx, -38, -44, 76, 44, value, 30)
        box(ctx, -38, -22, 76, 22, value, 3)


def sheet(ctx: Ctx, x: float, y: float, w: float, h: float, rows: int = 5, heading: bool = True) -> None:
    box(ctx, x + 6, y + 8, w, h, INK, 10, alpha=0.08)
    box(ctx, x, y, w, h, SURFACE, 10, LINE)
    top = y + h * 0.1
    if heading:
        box(ctx, x + w * 0.1, top, w * 0.5, h * 0.045, PRIMARY, 6)
    gap = h * 0.62 / max(rows, 1)
    for row in range(rows):
        line = top + h * 0.13 + row * gap
        box(ctx, x + w * 0.1, line, w * (0.8 if row % 3 != 2 else 0.55), h * 0.028, TINT_DARK, 5)


def passport(ctx: Ctx, x: float, y: float, s: float) -> None:
    """The page with the photo and the two machine-readable lines, seen from above; (x, y) is its middle."""
    with placed(ctx, x, y, s / 200):
        box(ctx, -148, -102, 296, 210, INK, 14, alpha=0.10)
        box(ctx, -150, -108, 300, 210, "#7B2D3B", 14)
        box(ctx, -140, -98, 280, 192, "#FFF8EC", 8)
        box(ctx, -124, -82, 84, 104, TINT_DARK, 6)
        ctx.save()
        ctx.rectangle(-124, -82, 84, 104)
        ctx.clip()
        person(ctx, -82, 22, 92)
        ctx.restore()
        for row, width in enumerate((120, 140, 90, 120)):
            box(ctx, -24, -78 + row * 25, width, 10, "#D8C9AE", 5)
        machine_lines(ctx, -124, 44, 248)


def machine_lines(ctx: Ctx, x: float, y: float, w: float, value: str = INK) -> None:
    for row in range(2):
        for i in range(int(w / 16)):
            left, mid = x + i * 16, y + row * 22 + 6
            if i % 5 in (3, 4):
                stroke(ctx, [(left + 9, mid - 5), (left + 2, mid), (left + 9, mid + 5)], value, 3)
            else:
                box(ctx, left, mid - 5, 10, 10, value, 2)


def passport_cover(ctx: Ctx, x: float, y: float, s: float) -> None:
    with placed(ctx, x, y, s / 200):
        box(ctx, -64, -92, 140, 200, INK, 12, alpha=0.10)
        box(ctx, -70, -100, 140, 200, "#7B2D3B", 12)
        disc(ctx, 0, -18, 34, None, WARM, 5)
        for squeeze in (0.4, 1.0):
            ctx.save()
            ctx.translate(0, -18)
            ctx.scale(squeeze, 1)
            ctx.new_sub_path()
            ctx.arc(0, 0, 34, 0, math.tau)
            ctx.restore()
            paint(ctx, None, WARM, 4)
        stroke(ctx, [(-34, -18), (34, -18)], WARM, 4)
        box(ctx, -34, 40, 68, 9, WARM, 4)
        box(ctx, -22, 60, 44, 9, WARM, 4)


def hand(ctx: Ctx, x: float, y: float, s: float = 200, degrees: float = -18, pressed: float = 0.0) -> None:
    """A pointing hand; (x, y) is the tip of the finger."""
    with placed(ctx, x, y, s / 200 * (1 - 0.05 * pressed), degrees):
        box(ctx, -58, 190, 132, 420, SLEEVE, 26)
        box(ctx, -62, 182, 140, 40, PRIMARY, 16)
        box(ctx, -40, 86, 96, 118, SKIN, 38)
        for i in range(3):
            box(ctx, -2 + i * 22, 78 + i * 8, 34, 70, SKIN, 17, SKIN_DARK, 2.5)
        box(ctx, -20, -4, 38, 130, SKIN, 19, SKIN_DARK, 2.5)
        box(ctx, -19, 88, 36, 60, SKIN, 10)
        box(ctx, -12, 2, 22, 22, "#EBC3A6", 11)
        with placed(ctx, -34, 150, 1, -42):
            box(ctx, -17, -62, 34, 92, SKIN, 17, SKIN_DARK, 2.5)
        box(ctx, -26, 110, 60, 72, SKIN, 26)


def gripping_hand(ctx: Ctx, x: float, y: float, s: float = 200, degrees: float = 0) -> None:
    """A hand that comes from the right and holds what lies at (x, y) between thumb and fingers."""
    with placed(ctx, x, y, s / 200, degrees):
        box(ctx, 128, -64, 700, 128, SLEEVE, 26)
        box(ctx, 116, -70, 44, 140, PRIMARY, 16)
        box(ctx, 30, -56, 110, 112, SKIN, 44)
        with placed(ctx, 44, -16, 1, 8):
            box(ctx, -70, -19, 110, 38, SKIN, 19, SKIN_DARK, 2.5)
        box(ctx, 40, -40, 60, 70, SKIN, 28)


def screen(ctx: Ctx, x: float, y: float, w: float, h: float, inside: Callable[[Ctx, float, float], None],
           foot: bool = True) -> None:  # fmt: skip
    """A terminal's screen; `inside` draws into a picture of the size it is given."""
    if foot:
        polygon(
            ctx,
            [
                (x + w * 0.42, y + h),
                (x + w * 0.58, y + h),
                (x + w * 0.62, y + h * 1.22),
                (x + w * 0.38, y + h * 1.22),
            ],
            TINT_DARK,
        )
        box(ctx, x + w * 0.3, y + h * 1.2, w * 0.4, h * 0.05, PRIMARY, 10)
    box(ctx, x - 18, y - 18, w + 36, h + 36, INK, 30)
    ctx.save()
    box(ctx, x, y, w, h, SURFACE, 14)
    ctx.rectangle(x, y, w, h)
    ctx.clip()
    ctx.translate(x, y)
    colour(ctx, PAPER)
    ctx.paint()
    inside(ctx, w, h)
    ctx.restore()


def printer(ctx: Ctx, x: float, y: float, s: float, out: float = 1.0) -> None:
    """A printer, a sheet of paper coming out at its front; (x, y) is the middle, `out` 0..1 how far."""
    with placed(ctx, x, y, s / 300):
        sheet(ctx, -84, -196, 168, 130, rows=0, heading=False)
        box(ctx, -150, -92, 300, 176, PRIMARY, 26)
        box(ctx, -150, -92, 300, 50, "#1C6273", 26)
        disc(ctx, 116, -66, 9, "#7BD3A6")
        box(ctx, -108, 8, 216, 22, INK, 10)
        ctx.save()
        ctx.rectangle(-130, 18, 260, 260)
        ctx.clip()
        sheet(ctx, -92, 18 - 190 * (1 - out), 184, 190, rows=4)
        ctx.restore()


def reader(ctx: Ctx, x: float, y: float, s: float, glow: float = 0.0) -> None:
    """The document reader with its glass, seen from above and before; (x, y) is the middle of the glass."""
    with placed(ctx, x, y, s / 300):
        polygon(ctx, [(-190, 96), (190, 96), (214, 156), (-214, 156)], "#0B3945")
        polygon(ctx, [(-160, -96), (160, -96), (190, 96), (-190, 96)], PRIMARY)
        polygon(ctx, [(-136, -78), (136, -78), (160, 76), (-160, 76)], "#BFE3EA" if glow else TINT_DARK)
        if glow:
            at = -78 + 154 * glow
            box(ctx, -150, at - 5, 300, 10, ACCENT, 5)


def face_down(ctx: Ctx, x: float, y: float, s: float) -> None:
    """The open passport lying face down on the reader: its cover, in the reader's perspective."""
    with placed(ctx, x, y, s / 300):
        polygon(ctx, [(-112, -64), (112, -64), (132, 64), (-132, 64)], "#7B2D3B", "#5E1F2B", 6)
        stroke(ctx, [(0, -64), (0, 64)], "#5E1F2B", 5)
        disc(ctx, -58, -2, 22, None, WARM, 4)


def coins(ctx: Ctx, x: float, y: float, s: float) -> None:
    with placed(ctx, x, y, s / 100):
        for px, py in ((-30, 16), (30, 20), (0, -14)):
            disc(ctx, px, py, 30, WARM, "#B8892B", 4)
            ctx.new_sub_path()
            ctx.arc(px + 3, py, 14, math.radians(50), math.radians(310))
            paint(ctx, None, "#8A5A00", 4)
            stroke(ctx, [(px - 17, py - 4), (px + 3, py - 4)], "#8A5A00", 3.5)
            stroke(ctx, [(px - 17, py + 4), (px + 3, py + 4)], "#8A5A00", 3.5)


def office(ctx: Ctx, x: float, y: float, s: float) -> None:
    """A public building; (x, y) is the middle of its lower edge."""
    with placed(ctx, x, y, s / 300):
        polygon(ctx, [(-160, -190), (0, -270), (160, -190)], PRIMARY, PRIMARY, 8)
        disc(ctx, 0, -218, 18, WARM)
        box(ctx, -150, -180, 300, 24, "#1C6273", 4)
        for i in range(4):
            box(ctx, -136 + i * 78, -152, 38, 112, SURFACE, 4, TINT_DARK)
        box(ctx, -160, -40, 320, 20, "#1C6273", 4)
        box(ctx, -176, -20, 352, 20, PRIMARY, 4)


def pen(ctx: Ctx, x: float, y: float, s: float = 200, degrees: float = 32) -> None:
    """A pen; (x, y) is its point."""
    with placed(ctx, x, y, s / 200, degrees):
        polygon(ctx, [(0, 0), (-11, -34), (11, -34)], INK)
        box(ctx, -13, -190, 26, 158, ACCENT, 6)
        box(ctx, -13, -74, 26, 14, SURFACE, 2)


def writing_hand(ctx: Ctx, x: float, y: float, s: float = 200) -> None:
    """A hand with a pen; (x, y) is the point of the pen."""
    with placed(ctx, x, y, s / 200):
        pen(ctx, 0, 0, 230, 30)
        with placed(ctx, 64, -74, 1, 48):
            box(ctx, 60, -26, 420, 116, SLEEVE, 26)
            box(ctx, 52, -32, 40, 128, PRIMARY, 16)
            box(ctx, -22, -36, 104, 112, SKIN, 42)
            for i in range(3):
                box(ctx, -40 + i * 9, 30 - i * 34, 74, 32, SKIN, 16, SKIN_DARK, 2.5)
            box(ctx, -4, -34, 60, 90, SKIN, 26)


def signature(ctx: Ctx, x: float, y: float, w: float, drawn: float = 1.0) -> None:
    points = [
        (x + w * t, y - math.sin(t * 21) * 20 * (1.15 - t) - math.sin(t * 6) * 9)
        for t in (i / 90 for i in range(int(90 * drawn) + 1))
    ]
    if len(points) > 1:
        stroke(ctx, points, "#24459C", 6)
