"""Every code has its words in all languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from appliance.content.text import LANGUAGES
from appliance.forms.problem import Problem
from appliance.forms.problems import load_words, problem_text

SOURCES = Path("appliance/forms")
CODES = {
    code
    for path in SOURCES.glob("*.py")
    for code in re.findall(r'Problem\(\s*f?"([a-z_{}]+)"', path.read_text(encoding="utf-8"))
}
WORDS = load_words()


def test_the_codes_in_the_sources_are_found() -> None:
    assert {"required", "date_incomplete", "iban_checksum", "{kind}_range"} <= CODES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words_in_every_language(language: str) -> None:
    known = {key for key, text in WORDS.items() if language in text.by_language}
    assert known == set(WORDS)
    for code in CODES - {"{kind}_range"} | {"number_range", "money_range"}:
        assert code in known or {f"{code}.day", f"{code}.month", f"{code}.year"} <= known, code


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_german_words(language: str) -> None:
    for key, text in WORDS.items():
        german, other = (re.findall(r"\{\d\}", text.by_language[tag]) for tag in ("de", language))
        assert sorted(german) == sorted(other), key


def test_words_for_the_part_come_first_and_values_are_filled_in() -> None:
    assert problem_text(Problem("required", "street"), "de").text == "Bitte geben Sie die Straße an."
    assert problem_text(Problem("required", "day"), "de").text == "Bitte beantworten Sie diese Frage."
    assert problem_text(Problem("iban_length", values=("22", "8")), "en").text == (
        "A German IBAN has 22 characters. This one has 8."
    )
    assert problem_text(Problem("letters"), "ar").right_to_left


def test_typed_braces_are_shown_as_typed() -> None:
    assert problem_text(Problem("name_characters", values=("{1} {",)), "en").text.endswith("{1} {")


def test_a_code_without_words_still_says_something() -> None:
    assert problem_text(Problem("no_such_code"), "de").text == "Bitte beantworten Sie diese Frage."


def test_missing_words_fall_back_to_english(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("required: Please answer.\n", encoding="utf-8")
    found = problem_text(Problem("required"), "ti", tmp_path)
    assert (found.text, found.language) == ("Please answer.", "en")
