"""A message in the visitor's own script: what can be printed is taken, the rest is refused with a plain reason."""

from __future__ import annotations

import subprocess
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.forms.answers import Entry, TextAnswer
from appliance.forms.definition import QuestionType
from appliance.forms.own_text import MOST_LINES, is_printable, parse_own_text, tidied
from appliance.forms.problem import Problem
from appliance.forms.validation import entry_for, parse
from appliance.printing.pango import FAMILIES
from tests.unit.forms.specimens import TODAY, ask


def taken(text: str, most: int = 1000) -> str:
    answer = parse_own_text(text, most)
    assert isinstance(answer, TextAnswer), answer
    return answer.text


def refused(text: str, most: int = 1000) -> Problem:
    problem = parse_own_text(text, most)
    assert isinstance(problem, Problem), problem
    return problem


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag, ich möchte bitte einen Termin.",
        "Добрий день, об’єкт і ґанок!",
        "Здравейте, ѝ",
        "السلام عليكم، أين المكتب؟",
        "می‌خواهم وقت بگیرم، پنجرهٔ ۲",
        "İyi günler, ışık ğüşöç",
        "ሰላም። ቋንቋ፣ ጽሕፈት፡ ፩",
        "Bună ziua, țara și șirul",
        "Zażółć gęślą jaźń",
        "Où ça ? Cœur – « été », 5 €",
        "بريدي anna@example.org، شكرًا",
        "سلام\nAnna Maria Eriksson\n\nشكرًا",
    ],
)
def test_a_text_of_each_language_is_taken_as_it_is(text: str) -> None:
    assert taken(text) == text


def test_one_kind_of_newline_single_spaces_and_one_empty_line_at_most() -> None:
    assert taken("\n a  b\t c \r\n\r\n\r\n\u2028d\r\n ") == "a b c\n\nd"


def test_letters_with_loose_marks_are_put_together() -> None:
    assert taken("Mu\u0308ller й") == "Müller й"


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "\u200c", "\u200c\n\u200d "])
def test_a_text_of_which_nothing_is_seen_is_blank(text: str) -> None:
    assert refused(text) == Problem("required")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a\u202eb", "U+202E"),
        ("a\u2066b", "U+2066"),
        ("\u200fa", "U+200F"),
        ("a\x00b", "U+0000"),
        ("a\x1bb", "U+001B"),
        ("\ue000", "U+E000"),
        ("a\ufeff", "U+FEFF"),
        ("a\ud800", "U+D800"),
        ("a\u0378", "U+0378"),
        ("Danke 🙂", "🙂"),
        ("\u2028x\u2620", "\u2620"),
    ],
)
def test_what_cannot_be_seen_or_printed_is_named(text: str, named: str) -> None:
    assert refused(text) == Problem("name_characters", values=(named,))


@pytest.mark.parametrize("text", ["你好", "привет ᏣᎳᎩ", "สวัสดี", "नमस्ते", "გამარჯობა"])
def test_a_script_without_printed_font_is_refused(text: str) -> None:
    assert refused(text) == Problem("own_text_script")


def test_marks_cannot_be_heaped_over_the_neighbouring_lines() -> None:
    assert taken("Nguye\u0302\u0303n مُدَرِّس") == "Nguyễn مُدَرِّس"
    assert refused("a" + "\u0316" * 5).code == "name_characters"


def test_length_counts_code_points_after_putting_together() -> None:
    assert taken("u\u0308" * 20, most=20) == "ü" * 20
    assert refused("ü" * 21, most=20) == Problem("too_long", values=("20",))


def test_newlines_are_limited() -> None:
    assert taken("\n".join("a" * MOST_LINES)).count("\n") == MOST_LINES - 1
    assert refused("\n".join("a" * (MOST_LINES + 1))) == Problem("too_many_lines", values=(str(MOST_LINES),))


def test_the_question_takes_it_and_gives_it_back_for_a_change() -> None:
    question = ask("q", QuestionType.OWN_TEXT)
    answer = parse(question, Entry({"value": "ሰላም።\n\nAnna"}), TODAY)
    assert answer == TextAnswer("ሰላም።\n\nAnna")
    assert entry_for(question, TextAnswer("ሰላም።\n\nAnna")) == Entry({"value": "ሰላም።\n\nAnna"})
    assert parse(question, Entry({"value": "x" * 1001}), TODAY) == Problem("too_long", values=("1000",))


@given(st.text(max_size=60) | st.text(alphabet="ab \n\r\u2028\u200c\u202e\u0308 ـàአґ🙂\x00", max_size=60))
def test_any_text_is_answered_and_what_is_taken_stays_as_it_is(text: str) -> None:
    answer = parse_own_text(text, 40)
    if isinstance(answer, TextAnswer):
        assert parse_own_text(answer.text, 40) == answer
        assert unicodedata.is_normalized("NFC", answer.text)
        assert len(answer.text) <= 40
    assert tidied(tidied(text)) == tidied(text)


def test_the_printed_fonts_have_every_character_that_is_taken() -> None:
    codes = [code for code in range(0x21, 0x30000) if is_printable(chr(code))]
    printed = frozenset().union(*(_charset(family) for family in FAMILIES.split(",")))
    assert len(codes) > 1800
    assert [f"U+{code:04X}" for code in codes if code not in printed] == []


def _charset(family: str) -> frozenset[int]:
    """Ask fontconfig, not Pango: Pango would take whatever other font the machine has."""
    found = subprocess.run(
        ["fc-match", "--format=%{family[0]}|%{charset}", f"{family}:style=Regular"],
        capture_output=True,
        text=True,
        check=True,
    )
    name, _, ranges = found.stdout.partition("|")
    assert name == family
    ends = [piece.split("-") for piece in ranges.split()]
    return frozenset(code for each in ends for code in range(int(each[0], 16), int(each[-1], 16) + 1))
