"""The paper strip of the emulated printer: rows of dots under the head, and pictures of what came off it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HEAD_BYTES = 72
"""576 dots: 80 mm paper at 203 dpi."""
_TEXT_ROWS = 24


@dataclass(frozen=True)
class Slip:
    """One piece of paper: what was printed on it, and whether the knife or a hand took it off."""

    rows: bytes
    cut: bool

    @property
    def height(self) -> int:
        return len(self.rows) // HEAD_BYTES

    def shows(self, bitmap: bytes, width_px: int) -> bool:
        """Whether this slip is exactly that picture, with nothing but white paper after it."""
        stride = width_px // 8
        pad = bytes(HEAD_BYTES - stride)
        rows = b"".join(bitmap[at : at + stride] + pad for at in range(0, len(bitmap), stride))
        return self.rows.startswith(rows) and not any(self.rows[len(rows) :])


def row_of(bits: bytes) -> bytes:
    """Return one row as wide as the head; what is wider falls off the paper."""
    return bits[:HEAD_BYTES].ljust(HEAD_BYTES, b"\0")


def text_rows(line: bytes) -> list[bytes]:
    """Return a line of text in the printer's own font."""
    image = Image.new("1", (HEAD_BYTES * 8, _TEXT_ROWS), 0)
    text = line.decode("cp437", "replace")
    ImageDraw.Draw(image).text((0, 4), text, fill=1, font=ImageFont.load_default())
    data = image.tobytes()
    return [data[at : at + HEAD_BYTES] for at in range(0, len(data), HEAD_BYTES)]


def save(slip: Slip, path: Path) -> None:
    """Write black on white, and only then under its name: nobody sees half a picture."""
    image = Image.frombytes("1", (HEAD_BYTES * 8, slip.height), bytes(byte ^ 0xFF for byte in slip.rows))
    part = path.with_suffix(".part")
    image.save(part, "PNG")
    part.replace(path)
