"""Draws a node into memory and saves it. Kivy's own export turns it over, but not its clipping."""

from __future__ import annotations

from pathlib import Path

from kivy.graphics import ClearBuffers, ClearColor, Fbo
from PIL import Image

from kivy_ui.theme import LIGHT, Colour, colour
from kivy_ui.widgets.node import Node

PAPER = colour(LIGHT.paper)


def picture_of(node: Node, paper: Colour = PAPER) -> Image.Image:
    size = (int(node.width), int(node.height))
    fbo = Fbo(size=size, with_stencilbuffer=True)
    with fbo:
        ClearColor(*paper)
        ClearBuffers()
    fbo.add(node.canvas)
    fbo.draw()
    pixels = fbo.pixels
    fbo.remove(node.canvas)
    return Image.frombytes("RGB", size, pixels, "raw", "RGBX", 0, -1)  # turned over and without alpha, in one go


def save(node: Node, path: Path, paper: Colour) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture_of(node, paper).save(path, compress_level=1)
