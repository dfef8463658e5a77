"""Draws the six pictures of the Wohnberechtigungsschein guide: `python docs/video/make_pictures.py`."""

from __future__ import annotations

from pathlib import Path

import cairocffi as cairo
import parts
from parts import Ctx, arrow, backdrop, box, coins, hand, house, office, person, printer, screen, sheet, tick

WIDTH, HEIGHT = 1200, 900
TARGET = Path(__file__).resolve().parents[2] / "content" / "guides" / "wohnberechtigungsschein"


def get_ready(ctx: Ctx) -> None:
    backdrop(ctx, WIDTH, HEIGHT)
    for i, x in enumerate((225, 600, 975)):
        box(ctx, x - 165, 190, 330, 420, parts.SURFACE, 28, parts.LINE)
        tick(ctx, x, 690, 46)
        if i == 0:
            parts.passport_cover(ctx, x, 400, 320)
        else:
            sheet(ctx, x - 105, 250, 210, 300, rows=2)
    coins(ctx, 600, 478, 120)
    for dx, size in ((-44, 88), (44, 88), (0, 62)):
        person(ctx, 975 + dx, 530, size, parts.PRIMARY if dx else parts.ACCENT)


def choose_form(ctx: Ctx) -> None:
    backdrop(ctx, WIDTH, HEIGHT)

    def tiles(ctx: Ctx, w: float, _h: float) -> None:
        box(ctx, 0, 0, w, 56, parts.SURFACE, 0)
        for i in range(4):
            box(ctx, w - 92 - i * 92, 14, 76, 28, parts.TINT, 10)
        for i in range(6):
            x, y = 40 + i % 3 * 240, 96 + i // 3 * 190
            chosen = i == 1
            box(ctx, x, y, 210, 160, parts.TINT if chosen else parts.SURFACE, 22,
                parts.PRIMARY if chosen else parts.LINE, 8 if chosen else 3)  # fmt: skip
            draw_topic(ctx, i, x + 105, y + 82)

    screen(ctx, 220, 120, 760, 470, tiles)
    hand(ctx, 612, 330, 330)


def draw_topic(ctx: Ctx, which: int, x: float, y: float) -> None:
    if which == 1:
        house(ctx, x, y + 2, 100)
    elif which == 0:
        person(ctx, x, y + 40, 84, parts.QUIET)
    elif which == 2:
        sheet(ctx, x - 36, y - 48, 72, 96, rows=3)
    elif which == 3:
        coins(ctx, x, y, 80)
    elif which == 4:
        person(ctx, x - 30, y + 40, 70, parts.QUIET)
        person(ctx, x + 34, y + 40, 54, parts.QUIET)
    else:
        office(ctx, x, y + 46, 96)


def scan_document(ctx: Ctx) -> None:
    backdrop(ctx, WIDTH, HEIGHT)
    parts.reader(ctx, 600, 640, 440)
    parts.face_down(ctx, 600, 638, 400)
    parts.turning_arrow(ctx, 330, 470, 200)
    parts.passport(ctx, 600, 250, 330)
    box(ctx, 378, 310, 444, 84, None, 16, parts.ACCENT, 8)
    parts.gripping_hand(ctx, 838, 216, 230)


def answer_questions(ctx: Ctx) -> None:
    backdrop(ctx, WIDTH, HEIGHT)

    def question(ctx: Ctx, w: float, h: float) -> None:
        box(ctx, 40, 34, w - 80, 16, parts.LINE, 8)
        box(ctx, 40, 34, (w - 80) * 0.45, 16, parts.PRIMARY, 8)
        for x, size in ((140, 130), (260, 130), (362, 94), (446, 78)):
            person(ctx, x, 216, size, parts.PRIMARY if size > 100 else parts.ACCENT)
        for i in range(4):
            x = 60 + i * 112
            box(ctx, x, 260, 92, 86, parts.TINT if i == 3 else parts.SURFACE, 16,
                parts.PRIMARY if i == 3 else parts.LINE, 7 if i == 3 else 3)  # fmt: skip
            for dot in range(i + 1):
                parts.disc(ctx, x + 32 + dot % 2 * 28, 290 + dot // 2 * 28, 9, parts.INK)
        box(ctx, w - 210, h - 96, 170, 66, parts.PRIMARY, 18)
        arrow(ctx, w - 152, h - 63, 54, 0, parts.SURFACE)

    screen(ctx, 220, 120, 760, 470, question)
    hand(ctx, 668, 440, 330)


def check_and_print(ctx: Ctx) -> None:
    backdrop(ctx, WIDTH, HEIGHT)

    def rows(ctx: Ctx, w: float, _h: float) -> None:
        for i in range(4):
            y = 36 + i * 88
            box(ctx, 30, y, w - 60, 72, parts.SURFACE, 14, parts.LINE)
            box(ctx, 54, y + 20, 120, 11, parts.TINT_DARK, 5)
            box(ctx, 54, y + 42, 210, 14, parts.INK, 6)
            tick(ctx, w - 76, y + 36, 26)

    screen(ctx, 80, 200, 500, 400, rows)
    arrow(ctx, 640, 420, 110)
    printer(ctx, 960, 420, 400)


def sign_and_hand_in(ctx: Ctx) -> None:
    backdrop(ctx, WIDTH, HEIGHT)
    sheet(ctx, 90, 150, 400, 560, rows=5)
    parts.stroke(ctx, [(130, 650), (400, 650)], parts.QUIET, 3)
    parts.signature(ctx, 140, 636, 220)
    parts.writing_hand(ctx, 366, 636, 250)
    arrow(ctx, 650, 330, 110)
    office(ctx, 975, 560, 330)


PICTURES = (get_ready, choose_form, scan_document, answer_questions, check_and_print, sign_and_hand_in)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for number, draw in enumerate(PICTURES, 1):
        vector = cairo.SVGSurface(str(TARGET / f"step-{number}.svg"), WIDTH, HEIGHT)
        draw(cairo.Context(vector))
        vector.finish()
        raster = cairo.ImageSurface(cairo.FORMAT_RGB24, WIDTH, HEIGHT)
        draw(cairo.Context(raster))
        raster.write_to_png(str(TARGET / f"step-{number}.png"))


if __name__ == "__main__":
    main()
