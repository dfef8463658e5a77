"""Views of a form's questions: which fields, which keyboard, which words."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from appliance.content.text import GERMAN, Localised
from appliance.forms import countries
from appliance.forms.definition import FormDefinition, Question, QuestionType
from appliance.forms.own_text import MOST_LINES
from appliance.forms.path import QuestionRef, find, progress
from appliance.forms.problems import problem_text
from appliance.forms.validation import MAX_LENGTHS, max_length
from appliance.session.states import AnsweringQuestion, Session
from hardware.events import DeviceRole
from kivy_ui.chrome import Chrome
from kivy_ui.content_port import Content
from kivy_ui.keyboard_layouts import KeyboardKind
from kivy_ui.presenter_start import chrome
from kivy_ui.texts import Texts
from kivy_ui.views_form import (
    Asked,
    Capitals,
    ChoiceOption,
    ChoiceQuestionView,
    CountryName,
    CountryQuestionView,
    FieldSpec,
    MessageQuestionView,
    TypedQuestionView,
)
from kivy_ui.words import Words, with_term

QuestionView = TypedQuestionView | MessageQuestionView | ChoiceQuestionView | CountryQuestionView
FIRST_COUNTRIES = ("SYR", "UKR", "TUR", "ROU", "BGR", "POL", "AFG", "IRQ", "IRN", "ERI", "MAR", "DEU")
"""The most frequent nationalities of those who come, before anything is typed."""
_KEYBOARDS = {
    QuestionType.NUMBER: KeyboardKind.DIGITS,
    QuestionType.MONEY: KeyboardKind.DECIMAL,
    QuestionType.PHONE: KeyboardKind.PHONE,
    QuestionType.IBAN: KeyboardKind.IBAN,
    QuestionType.EMAIL: KeyboardKind.EMAIL,
    QuestionType.DATE: KeyboardKind.DIGITS,
}
_CAPITALS = {
    QuestionType.NAME: Capitals.WORDS,
    QuestionType.TEXT: Capitals.SENTENCES,
    QuestionType.LONG_TEXT: Capitals.SENTENCES,
}
_WIDTHS_MM = {QuestionType.NUMBER: 50, QuestionType.MONEY: 70, QuestionType.PHONE: 130, QuestionType.IBAN: 190}
_WIDE_MM = 240
_LONGEST = 200
_NEAR_THE_LIMIT = 10
"""The last tenth of what can be written: from there on it is said how much is left."""


def present_question(content: Content, texts: Texts, session: Session, page: AnsweringQuestion) -> QuestionView:
    """Raises LookupError when the question is not on the path: a mistake of the machine's."""
    form = content.forms[page.form_id]
    answers = session.visit.answers(page.form_id) if session.visit else None
    ref = find(form, answers, page.key) if answers is not None else None
    if ref is None:
        raise LookupError("question is not on the path")
    asked = _asked(texts, session, form, page, ref)
    bar = chrome(content, texts, spoken=spoken(asked))
    kind = ref.question.type
    if kind in (QuestionType.CHOICE, QuestionType.CHOICES, QuestionType.YES_NO):
        several = kind is QuestionType.CHOICES
        hint = texts.own("question.choose_several" if several else "question.choose_one")
        return ChoiceQuestionView(bar, asked, _options(texts, ref.question), several, hint)
    if kind in (QuestionType.COUNTRY, QuestionType.NATIONALITY):
        names = country_names(kind, texts.language)
        return CountryQuestionView(bar, asked, texts.own("question.search_country"), names, FIRST_COUNTRIES)
    if kind is QuestionType.OWN_TEXT:
        return _message(texts, bar, asked, ref.question)
    return _typed(texts, bar, asked, ref.question)


def _asked(
    texts: Texts, session: Session, form: FormDefinition, page: AnsweringQuestion, ref: QuestionRef
) -> Asked:
    question = ref.question
    visit = session.visit
    position, total = progress(form, visit.answers(form.id), page.key) if visit else (1, 1)
    fillable = question.known is not None and visit is not None and visit.document is None
    scan = fillable and session.surroundings.works(DeviceRole.SCANNER)
    return Asked(
        key=page.key,
        form=Localised(_item(form, ref), GERMAN),
        progress=texts.own("question.progress", position=position, total=total),
        position=position,
        total=total,
        label=with_term(question.label.in_language(texts.language), question.german_term),
        help=_help(texts, question),
        where_title=texts.own("question.where"),
        where=texts.of(question.where) if question.where else None,
        scan=texts.own("question.scan") if scan else None,
        problem=problem_text(page.problem, texts.language) if page.problem else None,
        problem_part=page.problem.part if page.problem else "",
        submit=texts.own("question.continue"),
        skip=None if question.required else texts.own("question.skip"),
        entry=page.entry,
    )


def _item(form: FormDefinition, ref: QuestionRef) -> str:
    """Return the form's name, and for a repeated group which item this is about."""
    title = form.title.german
    if ref.index is None or ref.group_id is None:
        return title
    group = next(question for question in form.questions if question.id == ref.group_id)
    return f"{title} · {group.item_term.german} {ref.index + 1}"


def _help(texts: Texts, question: Question) -> Localised | None:
    if question.help:
        return question.help.in_language(texts.language)
    if question.type is QuestionType.NAME:
        return texts.own("question.latin_letters")
    if question.type is QuestionType.OWN_TEXT:
        return texts.own("question.own_language")
    return texts.own("question.optional") if not question.required else None


def spoken(asked: Asked) -> Localised:
    """Return what is read aloud: the question and its help, in one language."""
    own = asked.label.own
    parts = [own.text, *(each.text for each in (asked.help,) if each and each.language == own.language)]
    return Localised(". ".join(parts), own.language)


def _typed(texts: Texts, bar: Chrome, asked: Asked, question: Question) -> TypedQuestionView:
    keyboard = _KEYBOARDS.get(question.type, KeyboardKind.TEXT)
    unit = texts.own("question.euro") if question.type is QuestionType.MONEY else None
    if question.type is QuestionType.DATE:
        return TypedQuestionView(bar, asked, keyboard, _date_fields(texts), None, _unknown(texts, question))
    if question.type is QuestionType.ADDRESS:
        return TypedQuestionView(bar, asked, keyboard, _address_fields(texts))
    length = question.max_length or MAX_LENGTHS.get(question.type, _LONGEST)
    capitals = _CAPITALS.get(question.type, Capitals.NOTHING)
    spec = FieldSpec("value", None, _WIDTHS_MM.get(question.type, _WIDE_MM), length, capitals=capitals)
    return TypedQuestionView(bar, asked, keyboard, (spec,), unit)


def _message(texts: Texts, bar: Chrome, asked: Asked, question: Question) -> MessageQuestionView:
    most = max_length(question)
    left = max(0, most - len(unicodedata.normalize("NFC", asked.entry.get())))
    near = most // _NEAR_THE_LIMIT
    said = texts.own("question.characters_left", count=left) if left <= near else None
    widest = texts.own("question.characters_left", count=near)
    return MessageQuestionView(bar, asked, texts.language, most, MOST_LINES, said, widest)


def _date_fields(texts: Texts) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("day", texts.own("question.day"), 34, 2, full_at=2),
        FieldSpec("month", texts.own("question.month"), 34, 2, full_at=2),
        FieldSpec("year", texts.own("question.year"), 52, 4),
    )


def _unknown(texts: Texts, question: Question) -> tuple[tuple[str, Localised], ...]:
    if not question.partial_date:
        return ()
    return (
        ("day", texts.own("question.unknown_day")),
        ("day month", texts.own("question.unknown_month")),
    )


def _address_fields(texts: Texts) -> tuple[FieldSpec, ...]:
    return (
        FieldSpec("street", texts.own("question.street"), 150, 100, capitals=Capitals.WORDS),
        FieldSpec("house_number", texts.own("question.house_number"), 48, 12),
        FieldSpec("postcode", texts.own("question.postcode"), 56, 5, full_at=5),
        FieldSpec("city", texts.own("question.city"), 130, 80, capitals=Capitals.WORDS),
    )


def _options(texts: Texts, question: Question) -> tuple[ChoiceOption, ...]:
    if question.type is QuestionType.YES_NO:
        return ChoiceOption("yes", texts.words("common.yes")), ChoiceOption("no", texts.words("common.no"))
    return tuple(ChoiceOption(choice.id, texts.of(choice.label)) for choice in question.choices)


@lru_cache(maxsize=4)
def country_names(kind: QuestionType, language: str) -> tuple[CountryName, ...]:
    """Return all countries in the order of their names. Always the same object, so that views compare fast."""
    found = []
    for code, name in countries.country_list(kind, language):
        german, english = countries.country_name(code, GERMAN), countries.country_name(code, "en")
        found.append(CountryName(code, Localised(name, language), german, (name, german, english)))
    return tuple(found)


def chosen_words(country: CountryName) -> Words:
    return Words(country.own, "" if country.own.text == country.german else country.german)
