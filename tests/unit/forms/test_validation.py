"""Entries as visitors type them: what is taken, what is refused, and with which code."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.forms.answers import (
    AddressAnswer,
    Answer,
    ChoiceAnswer,
    ChoicesAnswer,
    DateAnswer,
    Entry,
    MoneyAnswer,
    NumberAnswer,
    Skipped,
    TextAnswer,
)
from appliance.forms.definition import Question, QuestionType
from appliance.forms.validation import Problem, answer_fits, entry_for, parse
from tests.unit.forms.specimens import TODAY, ask

T = QuestionType


def typed(question: Question, text: str) -> Answer | Problem:
    return parse(question, Entry({"value": text}), TODAY)


def code(result: Answer | Problem) -> str:
    assert isinstance(result, Problem), result
    return f"{result.code}.{result.part}" if result.part else result.code


@pytest.mark.parametrize("kind", [kind for kind in T if kind is not T.GROUP])
def test_empty_is_a_problem_only_where_an_answer_is_required(kind: QuestionType) -> None:
    empty = Entry({"value": "  ", "day": "", "street": " "})
    assert parse(ask("q", kind), empty, TODAY) == Problem("required")
    assert parse(ask("q", kind, required=False), empty, TODAY) == Skipped()


@pytest.mark.parametrize(
    "name",
    [
        "Șerban",
        "Łukasz",
        "Nguyễn Thị Ánh",
        "O’Brien",
        "al-Ḥasan",
        "Müller-Lüdenscheidt",
        "Çelik",
        "ERIKSSON",
        "K\u035fhan",
    ],
)
def test_names_with_the_letters_of_din_91379(name: str) -> None:
    assert typed(ask("q", T.NAME), name) == TextAnswer(name)


def test_a_name_is_composed_and_tidied() -> None:
    assert typed(ask("q", T.NAME), "  Mu\u0308ller \t Lu\u0308  ") == TextAnswer("Müller Lü")


@pytest.mark.parametrize("name", ["Шевченко", "محمد", "ገብረ", "Παπαδόπουλος", "Mаria"])
def test_a_name_in_another_script_is_to_be_written_as_in_the_passport(name: str) -> None:
    assert code(typed(ask("q", T.NAME), name)) == "letters"


@pytest.mark.parametrize(
    ("name", "strange"), [("R2D2", "2"), ("Ann@", "@"), ("b\u0330ob", "b\u0330"), ("--", "--")]
)
def test_a_character_that_no_name_has_is_named(name: str, strange: str) -> None:
    assert typed(ask("q", T.NAME), name) == Problem("name_characters", values=(strange,))


def test_a_long_name_is_refused_with_its_limit() -> None:
    assert typed(ask("q", T.NAME, max_length=5), "Abcdef") == Problem("too_long", values=("5",))


def date(
    day: str, month: str, year: str, *, past: bool | None = None, partial_date: bool = False
) -> Answer | Problem:
    entry = Entry({"day": day, "month": month, "year": year})
    return parse(ask("q", T.DATE, past=past, partial_date=partial_date), entry, TODAY)


def test_dates_are_read_in_every_kind_of_digits() -> None:
    assert date("24", "8", "1991") == DateAnswer(1991, 8, 24)
    assert date("٢٤", "٠٨", "١٩٩١") == DateAnswer(1991, 8, 24)
    assert date("29", "2", "2024") == DateAnswer(2024, 2, 29)


@pytest.mark.parametrize(
    ("day", "month", "year", "expected"),
    [
        ("", "8", "1991", "date_incomplete.day"),
        ("24", "", "1991", "date_incomplete.month"),
        ("24", "8", "", "date_incomplete.year"),
        ("00", "8", "1991", "date_incomplete.day"),
        ("24", "13", "1991", "date_month.month"),
        ("30", "2", "1991", "date_impossible.day"),
        ("29", "2", "2023", "date_impossible.day"),
        ("24", "8", "91", "date_year.year"),
        ("24", "8", "1370", "date_too_early.year"),
        ("24", "8", "2570", "date_too_late.year"),
        ("24", "Aug", "1991", "date_digits.month"),
        ("-1", "8", "1991", "date_digits.day"),
        ("024", "8", "1991", "date_digits.day"),
    ],
)
def test_dates_that_are_not_on_the_calendar(day: str, month: str, year: str, expected: str) -> None:
    assert code(date(day, month, year)) == expected


def test_past_and_future_are_counted_from_today_today_included() -> None:
    assert date("2", "3", "2026", past=True) == DateAnswer(2026, 3, 2)
    assert date("2", "3", "2026", past=False) == DateAnswer(2026, 3, 2)
    assert code(date("3", "3", "2026", past=True)) == "date_in_future"
    assert code(date("1", "3", "2026", past=False)) == "date_in_past"


def test_a_birth_date_may_lack_day_or_month_where_the_question_allows() -> None:
    assert date("", "8", "1991", partial_date=True) == DateAnswer(1991, 8)
    assert date("00", "00", "1991", partial_date=True) == DateAnswer(1991)
    assert code(date("24", "", "1991", partial_date=True)) == "date_incomplete.month"
    assert code(date("24", "8", "", partial_date=True)) == "date_incomplete.year"
    assert date("", "", "2026", partial_date=True, past=True) == DateAnswer(2026)
    assert code(date("", "4", "2026", partial_date=True, past=True)) == "date_in_future"


@pytest.mark.parametrize(
    ("text", "euros"),
    [
        ("1.850,00", "1850.00"),
        ("1850", "1850.00"),
        ("1850.5", "1850.50"),
        ("1850,5", "1850.50"),
        ("1.850", "1850.00"),
        ("1 850,00 €", "1850.00"),
        ("1,850.00", "1850.00"),
        ("1.234.567,89", "1234567.89"),
        ("1850,-", "1850.00"),
        ("EUR 12", "12.00"),
        ("0", "0.00"),
        ("١٨٥٠", "1850.00"),
        ("١٬٨٥٠٫٥٠", "1850.50"),
    ],
)
def test_money_as_people_write_it(text: str, euros: str) -> None:
    assert typed(ask("q", T.MONEY), text) == MoneyAnswer(Decimal(euros))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,850", "money_ambiguous"),
        ("0.500", "money_ambiguous"),
        ("12.34.56", "money_format"),
        ("1.85.0", "money_format"),
        ("12,345.678", "money_format"),
        ("-5", "money_format"),
        ("tausend", "money_format"),
        ("€", "money_format"),
        ("999999999", "money_range"),
    ],
)
def test_money_that_can_be_read_two_ways_or_none_is_refused(text: str, expected: str) -> None:
    assert code(typed(ask("q", T.MONEY), text)) == expected


def test_numbers_and_their_limits() -> None:
    rooms = ask("q", T.NUMBER, minimum=1, maximum=2000)
    assert typed(rooms, "3") == NumberAnswer(3)
    assert typed(rooms, "1.850") == NumberAnswer(1850)
    assert typed(rooms, "٣") == NumberAnswer(3)
    assert typed(rooms, "0") == Problem("number_range", values=("1", "2.000"))
    assert code(typed(rooms, "-3")) == "number_range"
    assert code(typed(rooms, "2,5")) == "number_whole"
    assert code(typed(rooms, "2.5")) == "number_whole"
    assert code(typed(rooms, "drei")) == "number_format"


def address(**parts: str) -> Answer | Problem:
    return parse(ask("q", T.ADDRESS), Entry(parts), TODAY)


GOOD_ADDRESS = {"street": "Musterstraße", "house_number": "12 a", "postcode": "44137", "city": "Dortmund"}


def test_an_address() -> None:
    assert address(**GOOD_ADDRESS) == AddressAnswer("Musterstraße", "12 a", "44137", "Dortmund")
    arabic = address(**{**GOOD_ADDRESS, "postcode": "٤٤١٣٧"})
    assert isinstance(arabic, AddressAnswer)
    assert arabic.postcode == "44137"


@pytest.mark.parametrize(
    ("part", "text", "expected"),
    [
        ("postcode", "4413", "postcode.postcode"),
        ("postcode", "01000", "postcode.postcode"),
        ("postcode", "99999", "postcode.postcode"),
        ("postcode", "", "required.postcode"),
        ("house_number", "", "required.house_number"),
        ("house_number", "a", "house_number.house_number"),
        ("street", "", "required.street"),
        ("street", "Вулиця", "letters.street"),
        ("city", "x" * 51, "too_long.city"),
    ],
)
def test_an_address_with_a_wrong_part_names_the_part(part: str, text: str, expected: str) -> None:
    assert code(address(**{**GOOD_ADDRESS, part: text})) == expected


@pytest.mark.parametrize("postcode", ["01001", "01067", "99998"])
def test_postcodes_at_the_edges(postcode: str) -> None:
    assert isinstance(address(**{**GOOD_ADDRESS, "postcode": postcode}), AddressAnswer)


def test_an_iban_is_checked_and_grouped() -> None:
    account = ask("q", T.IBAN)
    assert typed(account, "de89370400440532013000") == TextAnswer("DE89 3704 0044 0532 0130 00")
    assert typed(account, "GB29 NWBK 6016 1331 9268 19") == TextAnswer("GB29 NWBK 6016 1331 9268 19")
    assert code(typed(account, "DE89 3704 0044 0532 0130 01")) == "iban_checksum"
    assert typed(account, "DE89 3704") == Problem("iban_length", values=("22", "8"))
    assert code(typed(account, "1234567")) == "iban_format"
    assert code(typed(account, "ZZ68539007547034")) in {"iban_format", "iban_checksum"}


def test_a_phone_number_is_german_unless_it_says_otherwise() -> None:
    phone = ask("q", T.PHONE)
    assert typed(phone, "0231 50123") == TextAnswer("+49 231 50123")
    assert typed(phone, "00380 44 2791234") == TextAnswer("+380 44 279 1234")
    assert code(typed(phone, "123")) == "phone"
    assert code(typed(phone, "abc")) == "phone"


def test_an_email_address_is_checked_without_a_network() -> None:
    email = ask("q", T.EMAIL)
    assert typed(email, " Erika@Example.ORG ") == TextAnswer("Erika@example.org")
    for wrong in ("erika", "erika@", "erika@example", "a b@example.org"):
        assert code(typed(email, wrong)) == "email"


def test_choices_come_back_in_the_order_of_the_form() -> None:
    question = ask("q", T.CHOICES, choices=("one", "two", "three"))
    assert parse(question, Entry({"choices": "three one"}), TODAY) == ChoicesAnswer(("one", "three"))
    assert code(parse(question, Entry({"choices": "four"}), TODAY)) == "choice"
    assert code(parse(question, Entry({"value": "one"}), TODAY)) == "choice"
    none = ask("q", T.CHOICES, choices=("one", "none"))
    assert code(parse(none, Entry({"choices": "none one"}), TODAY)) == "choice_conflict"
    assert parse(none, Entry({"choices": "none"}), TODAY) == ChoicesAnswer(("none",))
    assert typed(ask("q", T.CHOICE, choices=("one",)), "one") == ChoiceAnswer("one")
    assert code(typed(ask("q", T.CHOICE, choices=("one",)), "two")) == "choice"
    assert typed(ask("q", T.YES_NO), "no") == ChoiceAnswer("no")


def test_countries_and_nationalities() -> None:
    assert typed(ask("q", T.NATIONALITY), "UKR") == ChoiceAnswer("UKR")
    assert typed(ask("q", T.NATIONALITY), "XXA") == ChoiceAnswer("XXA")
    assert typed(ask("q", T.NATIONALITY), "XKX") == ChoiceAnswer("XKX")
    assert code(typed(ask("q", T.COUNTRY), "XXA")) == "choice"
    assert code(typed(ask("q", T.COUNTRY), "Ukraine")) == "choice"


def test_notes_keep_their_script_and_lines() -> None:
    note = ask("q", T.LONG_TEXT, max_length=20)
    assert typed(note, " أحتاج  مصعدًا \n\n غرفة ") == TextAnswer("أحتاج مصعدًا\n\nغرفة")
    assert code(typed(note, "x" * 21)) == "too_long"
    assert typed(ask("q", T.TEXT), "a\x00b\nc") == TextAnswer("a b c")


QUESTIONS = [
    ask("q", kind, choices=("one", "two", "three"), partial_date=True) for kind in T if kind is not T.GROUP
]
PARTS = ("value", "day", "month", "year", "street", "house_number", "postcode", "city", "choices")
ENTRIES = st.dictionaries(
    st.sampled_from(PARTS),
    st.one_of(
        st.text(max_size=12),
        st.text("0123456789.,- €٣", max_size=9),
        st.sampled_from(["one", "two one", "yes", "UKR", "12", "1991", "44137", "DE89370400440532013000"]),
    ),
    max_size=5,
).map(Entry)


@given(st.sampled_from(QUESTIONS), ENTRIES)
def test_any_entry_gives_a_problem_or_an_answer_that_survives_editing(question: Question, entry: Entry) -> None:
    result = parse(question, entry, TODAY)
    if not isinstance(result, Problem):
        assert answer_fits(question, result) or result == Skipped()
        assert parse(question, entry_for(question, result), TODAY) == result


@given(st.decimals(min_value=0, max_value=99_999_999, places=2))
def test_every_amount_survives_editing(euros: Decimal) -> None:
    question = ask("q", T.MONEY)
    assert parse(question, entry_for(question, MoneyAnswer(euros)), TODAY) == MoneyAnswer(euros)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)))
def test_every_day_of_the_calendar_is_read(day: dt.date) -> None:
    assert date(str(day.day), str(day.month), str(day.year)) == DateAnswer(day.year, day.month, day.day)


def test_a_problem_never_shows_what_was_typed_in_its_repr() -> None:
    problem = typed(ask("q", T.NAME), "Geheim7")
    assert "7" not in repr(problem)
