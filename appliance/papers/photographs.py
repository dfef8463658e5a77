"""JPEGs inside papers: their real size, and without what cameras and programs write beside the picture.

Source: ITU-T T.81, B.1.1.3 and B.2.2; Exif (place, time, a small preview) lies in APP1, IPTC in APP13, remarks
in COM.
"""

from __future__ import annotations

from collections.abc import Iterator

_START, _SCAN = b"\xff\xd8", 0xDA
_APPLICATION = range(0xE0, 0xF0)
_REMARK = 0xFE
_NEEDED = frozenset({0xE0, 0xE2, 0xEE})
"""JFIF, the colour profile, and Adobe's word on how the colours are kept."""
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def pixels(jpeg: bytes) -> int:
    """Return width times height as the picture itself says them; 0 where it says nothing."""
    sizes = (jpeg[at + 5 : at + 9] for marker, at, _ in _segments(jpeg) if marker in _FRAMES)
    return max((int.from_bytes(size[:2], "big") * int.from_bytes(size[2:], "big") for size in sizes), default=0)


def without_notes(jpeg: bytes) -> bytes:
    """Return the same picture without notes; what does not look like a JPEG comes back as it is."""
    kept = bytearray(_START)
    for marker, at, end in _segments(jpeg):
        if marker == _SCAN:
            return bytes(kept) + jpeg[at:]
        if marker in _NEEDED or not (marker in _APPLICATION or marker == _REMARK):
            kept += jpeg[at:end]
    return jpeg


def _segments(jpeg: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, beginning and end of each segment, the first scan being the last."""
    at = len(_START) if jpeg.startswith(_START) else len(jpeg)
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, end = jpeg[at + 1], at + 2 + int.from_bytes(jpeg[at + 2 : at + 4], "big")
        yield marker, at, end
        if marker == _SCAN:
            return
        at = max(end, at + 4)
