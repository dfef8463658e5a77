"""What is wrong with an entry: a code, never words; the words are content."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Problem:
    code: str
    """A key of content/problems/<language>.yaml: `required`, `date_incomplete`, `iban_checksum`."""
    part: str = ""
    """The field that it is about; empty for the whole entry."""
    values: tuple[str, ...] = field(default=(), repr=False)
    """What the words name: limits, or the very characters that were typed. Never logged."""
