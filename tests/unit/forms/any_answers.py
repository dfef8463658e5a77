"""Any right answers to any form, drawn by hypothesis: typed into the fields and taken by the real check."""

from __future__ import annotations

import datetime as dt
import string

from hypothesis import strategies as st

from appliance.forms import countries
from appliance.forms.answers import Answer, Answers, Entry
from appliance.forms.definition import FormDefinition, Question, QuestionType
from appliance.forms.own_text import is_printable
from appliance.forms.path import next_unanswered
from appliance.forms.problem import Problem
from appliance.forms.validation import max_length, parse

TODAY = dt.date(2026, 3, 2)
IBANS = ("DE89370400440532013000", "RO49AAAA1B31007593840000", "BG80BNBG96611020345678")
NAMES = ("ERIKSSON", "Șerban", "O'Neill-Łukasz", "Đặng Thị", "Ǥüņț", "D̂ K̂")
OWN_WORDS = (
    "لدي سؤال عن طلبي رقم 12",
    "ኣብ ጥቓ ቤት ትምህርቲ",
    "Добрий день!\n\nПитання:",
    'a "b" \\ {}',
)
PRINTABLE = ["\n", *(chr(code) for code in range(0x20, 0x3000) if is_printable(chr(code)))]
MOST_QUESTIONS = 400


def any_answers(form: FormDefinition, data: st.DataObject) -> Answers:
    """Return answers from the first question to the last."""
    answers = Answers()
    for _ in range(MOST_QUESTIONS):
        ref = next_unanswered(form, answers)
        if ref is None:
            return answers
        answers = answers.with_answer(ref.key, any_answer(ref.question, data))
    raise AssertionError(f"{form.id} does not end")


def any_answer(question: Question, data: st.DataObject) -> Answer:
    left_empty = not question.required and data.draw(st.booleans())
    found = parse(question, Entry() if left_empty else data.draw(entries(question)), TODAY)
    if isinstance(found, Problem):
        raise AssertionError(f"{question.id}: {found.code}")
    return found


def entries(question: Question) -> st.SearchStrategy[Entry]:
    match question.type:
        case QuestionType.DATE:
            first = TODAY if question.past is False else dt.date(1901, 1, 1)
            last = TODAY if question.past else dt.date(2090, 12, 31)
            return dates(first, last, partial=question.partial_date)
        case QuestionType.CHOICES:
            return chosen(tuple(choice.id for choice in question.choices))
        case QuestionType.ADDRESS:
            return addresses()
        case _:
            return values(question).map(lambda text: Entry({"value": text}))


def values(question: Question) -> st.SearchStrategy[str]:
    limit = question.max_length or 60
    match question.type:
        case QuestionType.YES_NO:
            return st.sampled_from(["yes", "no", "no"])
        case QuestionType.CHOICE:
            return st.sampled_from([choice.id for choice in question.choices])
        case QuestionType.COUNTRY | QuestionType.NATIONALITY:
            return st.sampled_from(sorted(countries.codes(question.type)))
        case QuestionType.NUMBER:
            return st.integers(question.minimum or 0, question.maximum or 9999).map(str)
        case QuestionType.MONEY:
            euros = st.decimals(question.minimum or 0, question.maximum or 99_999, places=2)
            return euros.map(lambda each: f"{each:.2f}".replace(".", ","))
        case QuestionType.NAME:
            return st.sampled_from(NAMES)
        case QuestionType.IBAN:
            return st.sampled_from(IBANS)
        case QuestionType.PHONE:
            return st.sampled_from(
                ["0231 5012345", "+380 44 2345678", "+49 151 23456789", "+1 212 555 0123 ext. 9"]
            )
        case QuestionType.EMAIL:
            return st.sampled_from(["anna@example.org", "a.b+c@sub.example.org"])
        case _:
            own = question.type is QuestionType.OWN_TEXT
            letters = st.sampled_from(PRINTABLE) if own else st.characters(exclude_categories=["Cs"])
            typed = st.text(letters, max_size=min(limit, max_length(question)))
            words = st.sampled_from([words[:limit].strip() for words in OWN_WORDS])
            taken = (words | typed).filter(
                lambda text: not isinstance(parse(question, Entry({"value": text}), TODAY), Problem)
            )
            return taken.filter(str.strip)


@st.composite
def dates(draw: st.DrawFn, first: dt.date, last: dt.date, *, partial: bool) -> Entry:
    day = draw(st.dates(first, last))
    known = draw(st.integers(1, 3)) if partial else 3
    parts = {"year": str(day.year), "month": str(day.month), "day": str(day.day)}
    return Entry(dict(list(parts.items())[:known]))


@st.composite
def chosen(draw: st.DrawFn, ids: tuple[str, ...]) -> Entry:
    alone = "none" in ids and draw(st.booleans())
    some = draw(st.sets(st.sampled_from([id_ for id_ in ids if id_ != "none"]), min_size=1))
    return Entry({"choices": "none" if alone else " ".join(sorted(some))})


@st.composite
def addresses(draw: st.DrawFn) -> Entry:
    number = draw(st.sampled_from(["1", "12a", "7-9"]))
    postcode = f"{draw(st.integers(1001, 99998)):05d}"
    city = draw(st.text(string.ascii_letters, min_size=1, max_size=50))
    return Entry({"street": "Musterstraße", "house_number": number, "postcode": postcode, "city": city})
