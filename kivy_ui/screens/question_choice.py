"""A question that is answered by choosing: one of several, several, or yes and no."""

from __future__ import annotations

from appliance.forms.answers import Entry
from appliance.session.events import AnswerGiven, EntryChanged
from kivy_ui.screens import question_parts as parts
from kivy_ui.screens.asked import AskedScreen
from kivy_ui.stage import Stage
from kivy_ui.theme import Role
from kivy_ui.views_form import ChoiceOption, ChoiceQuestionView
from kivy_ui.widgets import button, faces
from kivy_ui.widgets.bilingual import bilingual
from kivy_ui.widgets.label import Icon, Label
from kivy_ui.widgets.node import Node
from kivy_ui.widgets.page import Page, footer
from kivy_ui.widgets.stack import Column, Grid, Row
from kivy_ui.widgets.target import Act, Target

_BOXES = ("checkbox-marked", "checkbox-blank-outline")
_RADIOS = ("radiobox-marked", "radiobox-blank")


class ChoiceQuestionScreen(AskedScreen):
    view: ChoiceQuestionView

    def __init__(self, stage: Stage, view: ChoiceQuestionView) -> None:
        super().__init__(stage, view)
        self._build()

    def _build(self) -> None:
        stage, asked, theme = self.stage, self.view.asked, self.stage.theme
        cards = [self._card(option) for option in self.view.options]
        body: list[Node] = [parts.error(stage, asked.problem)] if asked.problem is not None else []
        body += [
            *parts.helping(stage, asked),
            Label(stage.look, self.view.hint, Role.SMALL, ink=stage.palette.quiet),
            Grid(stage.direction, cards, 1 if theme.compact else 2, theme.gap),
        ]
        card = parts.where_card(stage, asked)
        body += [card] if card is not None else []
        submit = button.primary(stage, asked.submit, lambda: stage.publish(AnswerGiven(self._entry)), forward=True)
        self.page = Page(
            stage,
            self.view.chrome,
            Column(body, theme.mm(4)),
            heading=parts.heading(stage, asked),
            footer=footer(stage, [*parts.skipping(stage, asked), submit]),
            listen=self.listen,
        )
        self.fill(self.page)

    def _chosen(self) -> list[str]:
        return self._entry.get(self._part).split()

    @property
    def _part(self) -> str:
        return "choices" if self.view.several else "value"

    def _card(self, option: ChoiceOption) -> Target:
        stage, theme = self.stage, self.stage.theme
        chosen = option.id in self._chosen()
        marks = _BOXES if self.view.several else _RADIOS
        face = faces.chosen(theme) if chosen else faces.card(theme)
        inside = Row(
            stage.direction,
            [
                Icon(stage.look, marks[0 if chosen else 1], theme.em(Role.HEADING), stage.palette.primary),
                bilingual(stage.look, option.words, Role.BODY, bold=chosen),
            ],
            theme.mm(4),
            (0, 1),
        )
        return Target(
            stage,
            inside,
            face,
            self._chooser(option.id),
            option.words.text,
            padding=(theme.mm(4 if theme.compact else 7), theme.mm(2)),
            least_height=theme.mm(18 if theme.compact else 24),
        )

    def _chooser(self, option_id: str) -> Act:
        def choose() -> None:
            self._entry = Entry({self._part: self._with(option_id)})
            self.stage.publish(EntryChanged(self._entry))
            self._rebuild_in_place()

        return choose

    def _with(self, option_id: str) -> str:
        if not self.view.several:
            return option_id
        chosen = self._chosen()
        if option_id in chosen:
            return " ".join(each for each in chosen if each != option_id)
        return " ".join([*chosen, option_id])

    def _rebuild_in_place(self) -> None:
        offset = self.page.scroll.offset
        self._build()
        self.page.scroll.by(offset)
        self.moved()
