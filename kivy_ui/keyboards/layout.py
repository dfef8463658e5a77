"""How the keyboard of a language is written down: three rows of letters, three of digits, what lies behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kivy_ui.keyboard_layouts import Key

ZWNJ = "\u200c"
WESTERN = "1234567890"


@dataclass(frozen=True)
class Layout:
    letters: tuple[str, str, str]
    """One character a key, from left to right, also in right-to-left scripts: as on every keyboard."""
    digits: tuple[str, str, str]
    behind: Mapping[str, str]
    shifts: bool = True
    """Whether the script has capitals."""
    name: str = ""
    """What the key says that leads to these letters; empty where they are Latin."""
    beside: tuple[str, str] = (",", ".")
    """What stands to the left and the right of the space bar."""
    more_beside: str = ""
    """A further letter to the left of it, for which the rows have no room."""
    capitals: Mapping[str, str] = field(default_factory=dict)
    families: Mapping[str, tuple[Key, ...]] = field(default_factory=dict)

    @property
    def is_latin(self) -> bool:
        return not self.name


ENDS = {".": "?!:;…", ",": ";:-"}
"""What a long press offers beside the space bar."""
