"""Draws a node into memory and saves it. Kivy's own export turns it over, but not its clipping."""

from __future__ import annotations

from pathlib import Path

from kivy.graphics import ClearBuffers, ClearColor, Fbo
from PIL import Image

from kivy_ui.widgets.node import Node


def picture_of(node: Node) -> Image.Image:
    size = (int(node.width), int(node.height))
    fbo = Fbo(size=size, with_stencilbuffer=True)
    with fbo:
        ClearColor(0, 0, 0, 1)
        ClearBuffers()
    fbo.add(node.canvas)
    fbo.draw()
    pixels = fbo.pixels
    fbo.remove(node.canvas)
    return Image.frombytes("RGBA", size, pixels).transpose(Image.Transpose.FLIP_TOP_BOTTOM).convert("RGB")


def save(node: Node, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture_of(node).save(path, compress_level=1)
