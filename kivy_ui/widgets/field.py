"""A field that is typed into: the text in Latin letters, left to right, and the caret while it is active."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kivy.graphics import Color, Rectangle

from appliance.content.text import GERMAN, Localised
from kivy_ui.stage import Stage
from kivy_ui.text_editing import Editing
from kivy_ui.text_layout import caret
from kivy_ui.theme import TEXT_FACTOR, Role, colour
from kivy_ui.widgets import faces
from kivy_ui.widgets.label import Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.stack import Column
from kivy_ui.widgets.target import Target
from kivy_ui.widgets.typed_lines import TypedLines


class TypedText(Label):
    """What has been typed, with a caret when one is to be seen."""

    def __init__(self, stage: Stage, text: str) -> None:
        super().__init__(stage.look, Localised(text, GERMAN), Role.HEADING, latin=True)
        self._ink_of_caret = stage.palette.primary
        self._caret_px = max(3, stage.theme.mm(0.8))
        self.caret_at: int | None = None

    def show(self, text: str, caret_at: int | None) -> None:
        self.paragraph = replace(self.paragraph, text=text)
        self.caret_at = caret_at

    def height_for(self, width: int) -> int:
        return max(super().height_for(width), self._line())

    def _line(self) -> int:
        return int(self.paragraph.em * 1.37)

    def least_width(self) -> int:
        return self.paragraph.em

    def place(self, x: int, y: int, width: int, height: int) -> None:
        super().place(x, y, width, height)
        if self.caret_at is None:
            return
        fitted = self._fitted(width)
        across, down, tall = caret(fitted, self.caret_at) if fitted.text else (0, 0, self._line())
        left = min(x + across, x + width - self._caret_px)
        with self.canvas:
            Color(*colour(self._ink_of_caret))
            Rectangle(pos=(left, y + height - down - tall), size=(self._caret_px, tall))


class Field(Column):
    """A label, if there are several fields, over the box."""

    def __init__(
        self,
        stage: Stage,
        part: str,
        label: Localised | None,
        text: str,
        wide_mm: int,
        choose: Callable[[], None],
        language: str = "",
    ) -> None:
        """With a language the text may be in its script and direction, else it is Latin."""
        self.part = part
        self.editing = Editing.at_end(text)
        self.active = False
        self.wrong = False
        self._stage = stage
        self._wide = stage.theme.mm(wide_mm * TEXT_FACTOR[stage.theme.text_size])
        self.typed: TypedText | TypedLines = TypedLines(stage, language) if language else TypedText(stage, text)
        theme = stage.theme
        self.box = Target(
            stage,
            self.typed,
            faces.field(theme, active=False, wrong=False),
            choose,
            f"field {part}",
            padding=(theme.mm(4 if theme.compact else 6), theme.mm(2)),
            least_height=theme.mm(15.2 if theme.compact else 20),
        )
        parts: list[Node] = [Label(stage.look, label, Role.SMALL, bold=True)] if label else []
        super().__init__([*parts, self.box], theme.mm(1))

    def natural_width(self) -> int:
        return max(self._wide, super().least_width())

    def least_width(self) -> int:
        return max(min(self._wide, self._stage.theme.mm(30)), super().least_width())

    def edit(self, editing: Editing) -> None:
        self.editing = editing

    @property
    def shown(self) -> str:
        return self.editing.text

    def beside(self, *, right: bool) -> Editing:
        """Return the caret one step to the side that the arrow points to, whatever the direction of the text."""
        if isinstance(self.typed, TypedLines):
            return self.editing.at(self.typed.beside_caret(right=right))
        return self.editing.right() if right else self.editing.left()

    def refresh(self) -> None:
        """Show the present text and state; the caller places it again."""
        self.typed.show(self.shown, self.editing.caret if self.active else None)
        self.box.rest(faces.field(self._stage.theme, active=self.active, wrong=self.wrong and not self.active))


class MaskedField(Field):
    """A field for a PIN: it shows how much was typed and nothing else, to nobody who looks over a shoulder."""

    @property
    def shown(self) -> str:
        return "\u2022" * len(self.editing.text)
