"""Draws the video "How to use this terminal" and encodes it with ffmpeg: `python docs/video/make_video.py`."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import cairocffi as cairo
import parts
from parts import Ctx, arrow, backdrop, box, colour, hand, house, person, printer, screen, sheet, tick

WIDTH, HEIGHT, FPS, SCENE_SECONDS = 1280, 720, 20, 5.0
TARGET = Path(__file__).resolve().parents[2] / "content" / "videos" / "how-to-terminal"
LETTERS = "AЖعትŞŁ"
SCREEN = (290, 60, 700, 430)
Scene = Callable[[Ctx, float], None]


def between(t: float, start: float, end: float) -> float:
    """0 before `start`, 1 after `end`, and gently from one to the other."""
    x = min(1.0, max(0.0, (t - start) / (end - start)))
    return x * x * (3 - 2 * x)


def approaching_hand(ctx: Ctx, t: float, x: float, y: float, touch: float, size: float = 280) -> None:
    come, go = between(t, touch - 1.3, touch), between(t, touch + 0.7, touch + 1.7)
    away = 1 - come + go
    pressed = between(t, touch, touch + 0.12) - between(t, touch + 0.3, touch + 0.5)
    if come > 0 and go < 1:
        hand(ctx, x + 90 * away, y + 480 * away, size, pressed=pressed)


def tile(ctx: Ctx, i: int, chosen: float) -> tuple[float, float]:
    """Draw one of six tiles and return its middle."""
    x, y = 34 + i % 3 * 216, 40 + i // 3 * 184
    box(ctx, x, y, 198, 162, parts.TINT if chosen else parts.SURFACE, 22,
        parts.PRIMARY if chosen else parts.LINE, 3 + 6 * chosen)  # fmt: skip
    return x + 99, y + 81


def choose_language(ctx: Ctx, t: float) -> None:
    def inside(ctx: Ctx, _w: float, _h: float) -> None:
        ctx.select_font_face("Noto Sans", cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD)
        ctx.set_font_size(76)
        for i, letter in enumerate(LETTERS):
            x, y = tile(ctx, i, between(t, 2.2, 2.4) if i == 4 else 0)
            family = {"ع": "Noto Sans Arabic", "ት": "Noto Sans Ethiopic"}.get(letter, "Noto Sans")
            ctx.select_font_face(family, cairo.FONT_SLANT_NORMAL, cairo.FONT_WEIGHT_BOLD)
            bearing_x, bearing_y, wide, high = ctx.text_extents(letter)[:4]
            colour(ctx, parts.PRIMARY)
            ctx.move_to(x - wide / 2 - bearing_x, y - high / 2 - bearing_y)
            ctx.show_text(letter)

    screen(ctx, *SCREEN, inside)
    approaching_hand(ctx, t, 650, 340, 2.2)


def choose_form(ctx: Ctx, t: float) -> None:
    def inside(ctx: Ctx, _w: float, _h: float) -> None:
        for i in range(6):
            x, y = tile(ctx, i, between(t, 2.2, 2.4) if i == 1 else 0)
            if i == 1:
                house(ctx, x, y + 2, 96)
            elif i in (0, 4):
                person(ctx, x, y + 40, 84, parts.QUIET)
            elif i == 3:
                parts.coins(ctx, x, y, 80)
            elif i == 5:
                parts.office(ctx, x, y + 46, 96)
            else:
                sheet(ctx, x - 36, y - 46, 72, 92, rows=3)

    screen(ctx, *SCREEN, inside)
    approaching_hand(ctx, t, 652, 210, 2.2)


def scan(ctx: Ctx, t: float) -> None:
    lying = t > 2.2
    sweep = between(t, 2.6, 4.0)
    parts.reader(ctx, 640, 520, 400, glow=0.0)
    if lying:
        parts.face_down(ctx, 640, 518, 360)
        if 0 < sweep < 1:
            box(ctx, 430, 400 + 200 * sweep, 420, 10, parts.ACCENT, 5)
    else:
        down = between(t, 0.8, 2.2)
        parts.turning_arrow(ctx, 400, 360, 150)
        ctx.save()
        ctx.translate(640, 200 + 310 * down)
        ctx.scale(1, 1 - down * 0.92)
        parts.passport(ctx, 0, 0, 290)
        box(ctx, -196, 50, 392, 78, None, 16, parts.ACCENT, 8)
        ctx.restore()
        parts.gripping_hand(ctx, 850, 180 + 330 * down, 200)
    tick(ctx, 640, 250, 90, between(t, 4.1, 4.4))


def answer(ctx: Ctx, t: float) -> None:
    def inside(ctx: Ctx, w: float, h: float) -> None:
        box(ctx, 40, 30, w - 80, 16, parts.LINE, 8)
        box(ctx, 40, 30, (w - 80) * (0.3 + 0.35 * between(t, 3.2, 3.8)), 16, parts.PRIMARY, 8)
        for x, size in ((110, 120), (222, 120), (318, 88), (396, 74)):
            person(ctx, x, 186, size, parts.PRIMARY if size > 100 else parts.ACCENT)
        box(ctx, 40, 222, w - 80, 76, parts.SURFACE, 14, parts.PRIMARY, 5)
        for i in range(7):
            if between(t, 0.5 + i * 0.22, 0.6 + i * 0.22) > 0:
                box(ctx, 66 + i * 44, 246, 32, 28, parts.INK, 6)
        pressed = between(t, 3.1, 3.2) - between(t, 3.4, 3.5)
        box(ctx, w - 220, h - 92, 180, 64, "#1C6273" if pressed else parts.PRIMARY, 18)
        arrow(ctx, w - 160, h - 60, 60, 0, parts.SURFACE)

    screen(ctx, *SCREEN, inside)
    approaching_hand(ctx, t, 900, 438, 3.1)


def check(ctx: Ctx, t: float) -> None:
    def inside(ctx: Ctx, w: float, _h: float) -> None:
        for i in range(4):
            y = 26 + i * 98
            box(ctx, 30, y, w - 60, 82, parts.SURFACE, 16, parts.LINE)
            box(ctx, 58, y + 20, 150, 12, parts.TINT_DARK, 6)
            box(ctx, 58, y + 46, 250 + 50 * (i % 2), 17, parts.INK, 8)
            tick(ctx, w - 86, y + 41, 30, between(t, 0.8 + i * 0.8, 1.1 + i * 0.8))

    screen(ctx, *SCREEN, inside)


def print_pages(ctx: Ctx, t: float) -> None:
    printer(ctx, 640, 350, 470, out=between(t, 0.8, 3.2))
    tick(ctx, 900, 560, 70, between(t, 3.6, 3.9))


def sign(ctx: Ctx, t: float) -> None:
    sheet(ctx, 150, 60, 380, 560, rows=5)
    parts.stroke(ctx, [(190, 566), (470, 566)], parts.QUIET, 3)
    drawn = between(t, 0.8, 2.6)
    parts.signature(ctx, 200, 550, 230, drawn)
    parts.writing_hand(ctx, 204 + 230 * drawn, 552, 230)
    if t > 2.8:
        arrow(ctx, 690, 320, 110 * between(t, 2.8, 3.2) + 1)
        ctx.push_group()
        parts.office(ctx, 1020, 470, 340)
        ctx.pop_group_to_source()
        ctx.paint_with_alpha(between(t, 3.0, 3.6))


def end(ctx: Ctx, t: float) -> None:
    def inside(ctx: Ctx, w: float, h: float) -> None:
        gone = between(t, 2.2, 3.2)
        box(ctx, 0, 0, w, 76, parts.SURFACE, 0)
        box(ctx, w - 150, 14, 120, 50, parts.TINT, 14, parts.PRIMARY, 3)
        box(ctx, w - 116, 22, 22, 34, None, 3, parts.PRIMARY, 5)
        arrow(ctx, w - 104, 39, 46, 0, parts.PRIMARY)
        if gone < 1:
            ctx.push_group()
            for i in range(3):
                box(ctx, 30, 100 + i * 106, w - 60, 86, parts.SURFACE, 16, parts.LINE)
                box(ctx, 58, 122 + i * 106, 150, 12, parts.TINT_DARK, 6)
                box(ctx, 58, 148 + i * 106, 270, 17, parts.INK, 8)
            ctx.pop_group_to_source()
            ctx.paint_with_alpha(1 - gone)
        tick(ctx, w / 2, h * 0.57, 84, between(t, 3.3, 3.6))

    screen(ctx, *SCREEN, inside)
    approaching_hand(ctx, t, 902, 104, 2.0)


SCENES: tuple[Scene, ...] = (choose_language, choose_form, scan, answer, check, print_pages, sign, end)


def draw(ctx: Ctx, seconds: float) -> None:
    number = min(int(seconds / SCENE_SECONDS), len(SCENES) - 1)
    t = seconds - number * SCENE_SECONDS
    backdrop(ctx, WIDTH, HEIGHT)
    ctx.save()
    SCENES[number](ctx, t)
    ctx.restore()
    veil = max(1 - t / 0.3, (t - SCENE_SECONDS + 0.3) / 0.3, 0.0)
    if veil > 0 and 0 < seconds < len(SCENES) * SCENE_SECONDS - 0.5:
        colour(ctx, parts.PAPER, min(1.0, veil))
        ctx.paint()


def picture(seconds: float) -> cairo.ImageSurface:
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, WIDTH, HEIGHT)
    draw(cairo.Context(surface), seconds)
    surface.flush()
    return surface


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    picture(1.95).write_to_png(str(TARGET / "poster.png"))
    encoder = subprocess.Popen(
        ["ffmpeg", "-y", "-loglevel", "error", "-f", "rawvideo", "-pix_fmt", "bgr0", "-s", f"{WIDTH}x{HEIGHT}",
         "-r", str(FPS), "-i", "-", "-c:v", "libvpx-vp9", "-crf", "34", "-b:v", "0", "-g", str(FPS * 5),
         "-row-mt", "1", "-cpu-used", "4", "-pix_fmt", "yuv420p", str(TARGET / "video.webm")],
        stdin=subprocess.PIPE,
    )  # fmt: skip
    assert encoder.stdin is not None  # noqa: S101 - we asked for a pipe
    for frame in range(int(len(SCENES) * SCENE_SECONDS * FPS)):
        surface = picture(frame / FPS)  # kept by name: its data die with it
        encoder.stdin.write(bytes(surface.get_data()))
    encoder.stdin.close()
    if encoder.wait():
        raise SystemExit("ffmpeg could not encode the video")


if __name__ == "__main__":
    main()
