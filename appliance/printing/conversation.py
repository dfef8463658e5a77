"""A sheet to lay on the desk: what a person wants at the office, in German and in their language, on one page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from appliance.content.interface import InterfaceTexts
from appliance.content.languages import LanguageName
from appliance.content.text import GERMAN, Localised
from appliance.forms.answers import Answers, Skipped, TextAnswer, chosen_ids
from appliance.forms.definition import FormDefinition, Question, QuestionType
from appliance.forms.path import relevant, visible
from appliance.forms.values import choice_text
from appliance.printing.application import Addressee
from appliance.printing.bilingual import Pair, pair_of

INTERPRETER = "interpreter"
"""The choice id whose phrase is completed with the visitor's language: "I need an interpreter: Arabic"."""


@dataclass(frozen=True)
class Topic:
    """A heading, the phrases chosen below it, or the visitor's own words."""

    heading: Pair
    phrases: tuple[Pair, ...] = ()
    own_words: str = ""


@dataclass(frozen=True)
class Conversation:
    form_id: str
    form_version: str
    title: str
    heading: Pair
    addressee: Addressee
    name_label: Pair
    name: str
    language_label: Pair
    speaks: Pair
    topics: tuple[Topic, ...]
    language: str
    date: dt.date
    reference: str = ""
    legal_basis: str = ""

    def __repr__(self) -> str:
        """Leave name and words out: this may get into a traceback."""
        return f"Conversation({self.form_id})"


def conversation(
    form: FormDefinition,
    answers: Answers,
    *,
    addressee: Addressee,
    language: LanguageName,
    words: InterfaceTexts,
    date: dt.date,
) -> Conversation:
    """Return what stands on the sheet: the answers on the visitor's path, each in both languages."""
    tag = language.tag
    own_name = None if tag.startswith(GERMAN) else Localised(language.name, tag)
    return Conversation(
        form_id=form.id,
        form_version=form.version,
        title=form.german_title,
        heading=pair_of(form.title, tag),
        addressee=addressee,
        name_label=pair_of(words.texts["conversation.name"], tag),
        name=_name(form, answers),
        language_label=pair_of(words.texts["conversation.language"], tag),
        speaks=Pair(language.german, own_name),
        topics=tuple(_topics(form, answers, language)),
        language=tag,
        date=date,
    )


def _name(form: FormDefinition, answers: Answers) -> str:
    """Return all names given, in the order of the form: family name first, as in the passport."""
    on_path = relevant(form, answers)
    found = [on_path.get(ref.key) for ref in visible(form, answers) if ref.question.type is QuestionType.NAME]
    return " ".join(answer.text for answer in found if isinstance(answer, TextAnswer))


def _topics(form: FormDefinition, answers: Answers, language: LanguageName) -> Iterator[Topic]:
    on_path = relevant(form, answers)
    for ref in visible(form, answers):
        question, answer = ref.question, on_path.get(ref.key)
        if question.type is QuestionType.NAME or answer is None or isinstance(answer, Skipped):
            continue
        own = question.label.in_language(language.tag)
        heading = Pair(question.german_term, None if language.tag.startswith(GERMAN) else own)
        if question.type is QuestionType.OWN_TEXT and isinstance(answer, TextAnswer):
            yield Topic(heading, own_words=" ".join(answer.text.split()))
        else:
            yield Topic(heading, tuple(_phrase(question, choice, language) for choice in chosen_ids(answer)))


def _phrase(question: Question, choice: str, language: LanguageName) -> Pair:
    german = choice_text(question, choice, GERMAN)
    if language.tag.startswith(GERMAN):
        return Pair(german)
    own = choice_text(question, choice, language.tag)
    if choice == INTERPRETER:
        german, own = f"{german.rstrip('.')}: {language.german}", f"{own.rstrip('.።')}: {language.name}"
    return Pair(german, Localised(own, language.tag))
