"""All answers in order, for "check your answers" and for the printed application."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from appliance.content.text import GERMAN, Localised
from appliance.forms.answers import Answers, ChoiceAnswer
from appliance.forms.conditions import holds
from appliance.forms.definition import Attachment, FormDefinition
from appliance.forms.path import QuestionRef, asked, fitting_answer, visible
from appliance.forms.values import value_text


@dataclass(frozen=True, repr=False)
class SummaryRow:
    key: str
    """The answer's key: to change it, go to the question with this key."""
    label: Localised
    german_term: str
    value: str
    """In the visitor's language where it is a choice; dates and sums the German way."""
    german_value: str
    on_paper: bool = True
    """False for "add another?": the visitor may change it, the office need not read it."""


@dataclass(frozen=True)
class SummarySection:
    """A heading and its rows. Each item of a group is a section of its own ("Child 2")."""

    id: str
    title: Localised
    german_title: str
    rows: tuple[SummaryRow, ...]
    group_id: str | None = None
    index: int | None = None


_Heading = tuple[str, str | None, int | None]


def summary(form: FormDefinition, answers: Answers, language: str) -> tuple[SummarySection, ...]:
    """Return what is answered and on the path. Questions not answered yet are left out."""
    found = (
        _section(form, heading, tuple(_rows(refs, answers, language)), language)
        for heading, refs in groupby(visible(form, answers), key=_heading)
    )
    return tuple(section for section in found if section.rows)


def attachments(form: FormDefinition, answers: Answers) -> tuple[Attachment, ...]:
    """Return what must be handed in with these answers."""
    live = asked(form, answers)
    return tuple(attachment for attachment in form.attachments if holds(attachment.show_if, live))


def _heading(ref: QuestionRef) -> _Heading:
    return ref.section_id, ref.group_id if ref.index is not None else None, ref.index


def _section(
    form: FormDefinition, heading: _Heading, rows: tuple[SummaryRow, ...], language: str
) -> SummarySection:
    section_id, group_id, index = heading
    title = next(section.title for section in form.sections if section.id == section_id)
    number = ""
    if group_id is not None and index is not None:
        title = next(question.item_term for question in form.questions if question.id == group_id)
        number = f" {index + 1}"
    local = title.in_language(language)
    german = title.in_language(GERMAN).text
    shown = Localised(f"{local.text}{number}", local.language)
    return SummarySection(section_id, shown, f"{german}{number}", rows, group_id, index)


def _rows(refs: Iterable[QuestionRef], answers: Answers, language: str) -> Iterator[SummaryRow]:
    for ref in refs:
        answer = fitting_answer(ref, answers)
        if answer is None:
            continue
        yield SummaryRow(
            key=ref.key,
            label=ref.question.label.in_language(language),
            german_term=ref.question.german_term,
            value=value_text(ref.question, answer, language),
            german_value=value_text(ref.question, answer),
            on_paper=not ref.is_add_another or (ref.index is None and answer == ChoiceAnswer("no")),
        )
