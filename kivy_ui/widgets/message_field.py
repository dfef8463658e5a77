"""The field of a message: its text wraps and scrolls inside, and a tap puts the caret where it is touched."""

from __future__ import annotations

from collections.abc import Callable

from appliance.content.text import Localised
from kivy_ui.stage import Stage
from kivy_ui.text_editing import Editing
from kivy_ui.theme import Role
from kivy_ui.widgets import faces
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.scroll import Scroll
from kivy_ui.widgets.target import Act, Target
from kivy_ui.widgets.typed_lines import TypedLines


class MessageField(Target):
    """Takes all the height that it is given; what does not fit is reached by arrows inside."""

    def __init__(
        self,
        stage: Stage,
        language: str,
        words: tuple[Localised, Localised],
        choose: Act,
        moved: Callable[[], None],
        lines: int,
    ) -> None:
        """`words` are the arrows', `lines` the least in sight, `moved` hears of a caret put by touch."""
        theme = stage.theme
        self.editing = Editing()
        self.active = False
        self.wrong = False
        self.typed = TypedLines(stage, language, Role.BODY)
        self.scroll = Scroll(stage, self.typed, *words)
        self.typed.window = self.scroll.window
        self._moved = moved
        self._lines = lines
        super().__init__(
            stage,
            self.scroll,
            faces.field(theme, active=False, wrong=False),
            choose,
            "field value",
            padding=(theme.mm(4 if theme.compact else 6), theme.mm(1.5 if theme.compact else 2)),
            least_height=theme.mm(15.2 if theme.compact else 20),
        )

    def height_for(self, width: int) -> int:
        del width
        # Arrows lie inside: they need the height of a target.
        least = max(self.stage.theme.target, self.typed.line * self._lines)
        return max(self.least_height, least + 2 * self.pad_y)

    def least_width(self) -> int:
        return self.stage.theme.mm(60)

    def natural_width(self) -> int:
        return self.stage.theme.mm(240)

    def edit(self, editing: Editing) -> None:
        """Show another text or caret, in the place the field has."""
        self.editing = editing
        self.refresh()
        if self.width > 1:
            self.place(self.x, self.y, self.width, self.height)

    def refresh(self) -> None:
        self.typed.show(self.editing.text, self.editing.caret if self.active else None)
        self.rest(faces.field(self.stage.theme, active=self.active, wrong=self.wrong and not self.active))

    def place(self, x: int, y: int, width: int, height: int) -> None:
        """Show whole lines only, when it has to be scrolled: what is left over of the height lies around them."""
        Node.place(self, x, y, width, height)
        self.paint()
        room = height - 2 * self.pad_y
        fits = self.typed.height_for(width - 2 * self.pad_x) <= room
        left_over = 0 if fits else room % self.typed.line
        if room - left_over < self.stage.theme.target:
            left_over = 0
        low = y + self.pad_y + left_over // 2
        self.scroll.place(x + self.pad_x, low, width - 2 * self.pad_x, room - left_over)
        if self.active:
            self._show_caret()

    def _show_caret(self) -> None:
        line, window = self.typed.line_box, self.scroll.window
        if line.top > window.top:
            self.scroll.by(window.top - line.top)
        elif line.y < window.y:
            self.scroll.by(window.y - line.y)

    def touched(self, x: float, y: float) -> None:
        at = self.typed.index_at(x, y)
        if self.active:
            self.edit(self.editing.at(at))
            self._moved()
        else:
            self.editing = self.editing.at(at)
            self.tap()

    def beside(self, *, right: bool) -> Editing:
        """Return the caret one step to the side that the arrow points to: the visual order.

        A reader of mixed text sees one line; an arrow that points left and goes right, as the logical order has it
        in Arabic, is taken for broken.
        """
        return self.editing.at(self.typed.beside_caret(right=right))
