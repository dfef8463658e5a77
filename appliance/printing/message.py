"""A message to an office as it goes on paper: what the cover says in German, and the visitor's own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from appliance.content.text import GERMAN
from appliance.forms.answers import Answers, TextAnswer
from appliance.forms.definition import FormDefinition, QuestionType
from appliance.forms.path import relevant, visible
from appliance.forms.summary import SummarySection, summary
from appliance.printing import phrases
from appliance.printing.application import Addressee, Row
from appliance.printing.direction import is_in_script_of


@dataclass(frozen=True)
class Message:
    reference: str
    form_id: str
    form_version: str
    title: str
    addressee: Addressee
    rows: tuple[Row, ...]
    """In German: from whom, topic, wish, contact."""
    text: str
    """In the visitor's own words."""
    language: str
    """The visitor's."""
    date: dt.date
    legal_basis: str = ""

    def __repr__(self) -> str:
        """Leave what was written out: this may get into a traceback."""
        return f"Message({self.form_id}, {self.reference})"


def message(
    form: FormDefinition, answers: Answers, *, reference: str, addressee: Addressee, language: str, date: dt.date
) -> Message:
    """Return what goes on paper: the answers on the visitor's path, the own words apart from the rest."""
    return Message(
        reference=reference,
        form_id=form.id,
        form_version=form.version,
        title=form.german_title,
        addressee=addressee,
        rows=tuple(_rows(form, answers)),
        text=own_words(form, answers),
        language=language,
        date=date,
    )


def written_in(text: str, language: str) -> tuple[str, ...]:
    """Return what the cover says about the language, a sentence each.

    The visitor's language is known, what was really written is not: so another script is said to be one.
    """
    adjective = phrases.ADJECTIVES.get(language, language)
    if is_in_script_of(text, language):
        said = phrases.WRITTEN_IN.format(f"{adjective}er")
        return (said,) if language.startswith(GERMAN) else (said, phrases.NOT_TRANSLATED)
    return (phrases.OTHER_SCRIPT.format(f"{adjective}e"), phrases.NOT_TRANSLATED)


def own_words(form: FormDefinition, answers: Answers) -> str:
    """Return all answers in the visitor's own words, one below the other."""
    on_path = relevant(form, answers)
    found = [on_path.get(ref.key) for ref in visible(form, answers) if ref.question.type is QuestionType.OWN_TEXT]
    return "\n".join(answer.text for answer in found if isinstance(answer, TextAnswer))


def _rows(form: FormDefinition, answers: Answers) -> Iterator[Row]:
    """Who writes comes first: the section with what a scan tells."""
    own = {question.id for question in form.questions if question.type is QuestionType.OWN_TEXT}
    personal = {section.id for section in form.sections if any(question.known for question in section.questions)}

    def after(section: SummarySection) -> bool:
        return section.id not in personal

    for section in sorted(summary(form, answers, GERMAN), key=after):
        for row in section.rows:
            if row.on_paper and row.key not in own:
                yield Row(row.german_term, row.german_value)
