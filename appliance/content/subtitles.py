"""Subtitles as WebVTT (W3C): the part of it that plain subtitles need. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"^{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?$")
_TAG = re.compile(r"<[^>]*>")
_NOT_CUES = ("NOTE", "STYLE", "REGION")
_ESCAPES = {"&lt;": "<", "&gt;": ">", "&lrm;": "\u200e", "&rlm;": "\u200f", "&nbsp;": "\u00a0", "&amp;": "&"}


class SubtitleError(ValueError):
    """Not WebVTT. `line` counts from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Cue:
    start: float
    """Seconds."""
    end: float
    text: str


def parse_webvtt(source: str) -> tuple[Cue, ...]:
    """Return the cues in the order of their start. Raises SubtitleError."""
    lines = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"^WEBVTT(?:[ \t]|$)", lines[0]):
        raise SubtitleError(1, "the first line must be WEBVTT")
    cues = [cue for number, block in _blocks(lines) if (cue := _cue(number, block)) is not None]
    return tuple(sorted(cues, key=lambda cue: cue.start))


def cue_at(cues: tuple[Cue, ...], seconds: float) -> Cue | None:
    """Return what is to be read at a moment; of two at once the later one."""
    return next((cue for cue in reversed(cues) if cue.start <= seconds < cue.end), None)


def _blocks(lines: list[str]) -> list[tuple[int, list[str]]]:
    """Return what stands between empty lines, with the number of its first line; the header is left out."""
    blocks: list[tuple[int, list[str]]] = []
    open_block = False
    for number, line in enumerate(lines, 1):
        if line.strip():
            if not open_block:
                blocks.append((number, []))
            blocks[-1][1].append(line)
        open_block = bool(line.strip())
    return blocks[1:]


def _cue(number: int, block: list[str]) -> Cue | None:
    if block[0].split()[0] in _NOT_CUES and "-->" not in block[0]:
        return None
    # One line may stand before the time: the cue's name.
    at = 1 if len(block) > 1 and "-->" not in block[0] and "-->" in block[1] else 0
    timing = _TIMING.match(block[at].strip())
    if timing is None:
        raise SubtitleError(number + at, "a time such as `00:01.000 --> 00:04.500` should stand here")
    start, end = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
    if end <= start:
        raise SubtitleError(number + at, "the end lies before the start")
    return Cue(start, end, _plain("\n".join(block[at + 1 :])))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _plain(text: str) -> str:
    text = _TAG.sub("", text)
    # The ampersand comes last, so that `&amp;lt;` stays the text that its writer meant.
    for escape, character in _ESCAPES.items():
        text = text.replace(escape, character)
    return text.strip()
