"""What is read beside a video, large, with the German below it. Keeps room for its longest text: nothing jumps."""

from __future__ import annotations

from collections.abc import Sequence

from appliance.content.subtitles import Cue, cue_at
from appliance.content.text import GERMAN, Localised
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.node import Node


class Subtitle(Node):
    def __init__(self, stage: Stage, cues: Sequence[Cue], language: str, german: Sequence[Cue]) -> None:
        super().__init__()
        self._gap = stage.theme.mm(2)
        compact = stage.theme.compact
        role, below = (Role.BODY, Role.SMALL) if compact else (Role.HEADING, Role.BODY)
        self._own = _Line(stage, cues, language, role, stage.palette.ink, bold=True)
        self._german = _Line(stage, german, GERMAN, below, stage.palette.quiet)
        self.add_widget(self._own)
        self.add_widget(self._german)

    def show(self, seconds: float) -> bool:
        """Show what is to be read at a moment; True when that is another text than before."""
        changed = [line.show(seconds) for line in (self._own, self._german)]
        return any(changed)

    def least_width(self) -> int:
        return max(self._own.least_width(), self._german.least_width())

    def natural_width(self) -> int:
        return max(self._own.natural_width(), self._german.natural_width())

    def height_for(self, width: int) -> int:
        return self._own.height_for(width) + self._gap + self._german.height_for(width)

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        own = self._own.needed(width)
        german = self._german.needed(width)
        top = y + height
        self._own.place(x, top - own, width, own)
        self._german.place(x, top - own - self._gap - german, width, german)

    def again(self) -> None:
        """Lay out anew within the same box after the text changed."""
        self.place(int(self.x), int(self.y), int(self.width), int(self.height))


class _Line(Node):
    """One language of the subtitles: all its labels, of which at most one is seen."""

    def __init__(
        self, stage: Stage, cues: Sequence[Cue], language: str, role: Role, ink: str, *, bold: bool = False
    ) -> None:
        super().__init__()
        self._cues = tuple(cues)
        self._labels = [
            Label(stage.look, Localised(cue.text, language), role, ink=ink, bold=bold) for cue in self._cues
        ]
        self._shown: Label | None = None
        self.show(self._cues[0].start if self._cues else 0.0)

    def show(self, seconds: float) -> bool:
        cue = cue_at(self._cues, seconds)
        label = self._labels[self._cues.index(cue)] if cue is not None else None
        if label is self._shown:
            return False
        self.clear_widgets()
        self._shown = label
        if label is not None:
            self.add_widget(label)
        return True

    def least_width(self) -> int:
        return max((label.least_width() for label in self._labels), default=0)

    def natural_width(self) -> int:
        return max((label.natural_width() for label in self._labels), default=0)

    def height_for(self, width: int) -> int:
        return max((label.height_for(width) for label in self._labels), default=0)

    def needed(self, width: int) -> int:
        """Return the height of what is shown."""
        return self._shown.height_for(width) if self._shown is not None else 0

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        if self._shown is not None:
            self._shown.place(x, y, width, height)
