"""A paper that may be sent, why one is refused, and the limits that both keep to."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True)
class CleanPaper:
    """A PDF of pages and nothing else: no script, link, form, attachment, layer or name of an author."""

    pdf: bytes = field(repr=False)
    pages: int


class Refusal(StrEnum):
    ENCRYPTED = "encrypted"
    """With a password or with restrictions: the office could not read it, or not print it."""
    NOT_A_PDF = "not_a_pdf"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_LARGE = "too_large"
    """As it is, as it would be sent, or unpacked."""
    BROKEN = "broken"
    TOOK_TOO_LONG = "took_too_long"


class PaperRefused(Exception):
    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class PaperLimits:
    pages: int = 30
    file_bytes: int = 10 * 1024 * 1024
    """Before and after."""
    unpacked_bytes: int = 64 * 1024 * 1024
    """All that is no picture: what pages draw, and fonts."""
    picture_pixels: int = 150_000_000
    """Of one picture; A4 at 1200 dpi has 140 million."""
    objects: int = 100_000
    memory_bytes: int = 512 * 1024 * 1024
    """Of the process that does it."""
    cpu_seconds: int = 45
    seconds: float = 60.0
