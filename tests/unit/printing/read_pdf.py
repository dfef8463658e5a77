"""Looks at a PDF as a reader does: its text, its fonts, and where on the paper there is ink."""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

from appliance.printing.preview import render_page

_PX_PER_MM = 4
_PAPER_MM = 210


def text_of(pdf: bytes, *options: str) -> list[str]:
    """Return the text of each page."""
    done = subprocess.run(["pdftotext", "-layout", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Return each font's name and whether it is embedded, as a subset, and can be searched."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "some.pdf"
        file.write_bytes(pdf)
        listing = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    lines = listing.splitlines()[2:]
    return {
        line.split()[0].split("+")[-1]: bool(re.search(r"yes\s+yes\s+yes\s+\d+\s+\d+$", line)) for line in lines
    }


def page_image(pdf: bytes, page: int = 0, px_per_mm: int = _PX_PER_MM) -> Image.Image:
    shown = render_page(pdf, page, _PAPER_MM * px_per_mm)
    return Image.frombytes("RGB", (shown.width, shown.height), shown.rgb)


def ink_of(
    pdf: bytes, page: int, top_mm: float, bottom_mm: float, *, sideways: bool = True
) -> tuple[float, float]:
    """Return in mm where ink begins and ends in a strip of the page, sideways or downwards; (0, 0) for none."""
    picture = page_image(pdf, page)
    strip = picture.crop((0, round(top_mm * _PX_PER_MM), picture.width, round(bottom_mm * _PX_PER_MM)))
    box = ImageOps.invert(strip.convert("L")).point(lambda value: 255 if value > 40 else 0).getbbox()
    if box is None:
        return 0.0, 0.0
    left, top, right, bottom = box
    begins, ends = (left, right) if sideways else (top, bottom)
    return begins / _PX_PER_MM, ends / _PX_PER_MM


def bottom_of(pdf: bytes, word: str, page: int) -> float:
    """Return in mm where the last place of this word on the page ends, from the top."""
    options = ["-bbox", "-f", str(page + 1), "-l", str(page + 1)]
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    found = re.findall(rf'yMax="([\d.]+)">{re.escape(word)}<', done.stdout.decode())
    return max(float(points) for points in found) * 25.4 / 72
