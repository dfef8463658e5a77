"""What a panel shows that is mounted turned. Run by test_turned.py, in a process and a window of its own."""

from __future__ import annotations

import time
from typing import Any

import pytest
from PIL import Image, ImageChops

from kivy_ui.turning import upright
from tests.ui.turned_hands import HEIGHT, WIDTH, Made

pytestmark = pytest.mark.ui
SHOWN_S = 10.0
"""An X server on a busy machine takes its time to make a window as large as it should be."""
SHARE_OFF = 0.001


def on_the_panel() -> Image.Image:
    """Draw, and read what a panel would show, row by row from its own upper left."""
    from kivy.base import EventLoop
    from kivy.core.window import Window
    from kivy.graphics.opengl import GL_RGB, GL_UNSIGNED_BYTE, glReadPixels

    for _ in range(3):
        EventLoop.idle()  # the X server makes the window as large as the panel
    width, height = Window.system_size
    Window.clear()
    Window.canvas.ask_update()
    Window.dispatch("on_draw")
    pixels = glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE)
    return Image.frombytes("RGB", (width, height), pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM)


def at_an_office(hands: Any) -> Any:
    """A page that is higher than its window, and clipped."""
    hands.taps_word("Deutsch")
    hands.taps_word("Wohnungsamt")
    return hands


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_picture_stands_upright_on_a_panel_mounted_turned(turned: Made, rotation: int) -> None:
    from tests.ui.capture import picture_of

    size = upright(WIDTH, HEIGHT, rotation)
    wanted = picture_of(at_an_office(turned(size, 0)).root.screen)
    at_an_office(turned(size, rotation))
    ends = time.monotonic() + SHOWN_S
    while (share := _share_off(on_the_panel().rotate(-rotation, expand=True), wanted)) >= SHARE_OFF:
        assert time.monotonic() < ends, share
        time.sleep(0.1)
    assert wanted.size == size


def _share_off(seen: Image.Image, wanted: Image.Image) -> float:
    """Return 0 for pictures alike, 1 for those of another size."""
    if seen.size != wanted.size:
        return 1.0
    off = ImageChops.difference(seen, wanted).convert("L").point(lambda value: 255 * (value > 40))
    return off.histogram()[255] / (WIDTH * HEIGHT)
