"""A short sound that calls for attention where no voice can: two notes, as a wave file made of sines. Pure."""

from __future__ import annotations

import array
import io
import math
import sys
import wave
from functools import lru_cache

RATE = 22_050
_NOTES = ((659.26, 0.28), (880.0, 0.55))
"""E5 and A5: hertz and seconds. Two rising notes do not sound like an alarm."""
_LOUDNESS = 0.35
_FADE_IN_S = 0.012
"""A tone that begins at full strength clicks."""


@lru_cache(maxsize=1)
def chime_wave() -> bytes:
    """Return the wave file: 16 bits, mono."""
    samples = array.array("h", (sample for hertz, seconds in _NOTES for sample in _note(hertz, seconds)))
    if sys.byteorder == "big":
        samples.byteswap()
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    return written.getvalue()


def _note(hertz: float, seconds: float) -> list[int]:
    count = int(seconds * RATE)
    return [
        int(32_767 * _LOUDNESS * _strength(at / RATE, seconds) * math.sin(2 * math.pi * hertz * at / RATE))
        for at in range(count)
    ]


def _strength(at: float, seconds: float) -> float:
    """Swell quickly and die away like a bell; silent at both ends."""
    return min(1.0, at / _FADE_IN_S) * (1 - at / seconds) ** 2
