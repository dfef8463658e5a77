"""What stands on a receipt, in which order and in which languages."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from appliance.content.interface import InterfaceTexts
from appliance.content.text import LANGUAGES, Text
from appliance.printing.receipt import (
    CheckList,
    Detail,
    Heading,
    Note,
    Number,
    Receipt,
    ReceiptKind,
    Reference,
    StatusCode,
    Title,
    blocks_of,
    both_languages,
    filled,
    load_receipt_words,
    printed_at,
)

WORDS = Path(__file__).parents[3] / "content" / "receipt"
NOW = dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)
FORM = Text({"de": "Wohnberechtigungsschein", "en": "Housing certificate"})


@pytest.fixture(scope="module")
def words() -> InterfaceTexts:
    return load_receipt_words(WORDS)


def test_every_language_has_every_word(words: InterfaceTexts) -> None:
    for key in words.keys:
        assert set(words.texts[key].by_language) == set(LANGUAGES), key


def test_unchecked_languages_are_drafts(words: InterfaceTexts) -> None:
    assert words.drafts == set(LANGUAGES) - {"de"}


def test_an_application_receipt(words: InterfaceTexts) -> None:
    item = Text({"de": "Reisepass"})
    receipt = Receipt(
        ReceiptKind.APPLICATION, "en", NOW, FORM, "MD-7K4Q-2XF9", "Wohnungsamt", done=(item,), bring=(item,)
    )
    kinds = [type(block) for block in blocks_of(receipt, words)]
    assert kinds == [Heading, Title, Reference, Detail, CheckList, CheckList, Note, Note]


def test_what_has_nothing_to_say_is_left_out(words: InterfaceTexts) -> None:
    kinds = [type(block) for block in blocks_of(Receipt(ReceiptKind.APPLICATION, "en", NOW), words)]
    assert kinds == [Heading, Note, Note]


def test_a_proof_says_what_how_and_how_to_ask(words: InterfaceTexts) -> None:
    receipt = Receipt(
        ReceiptKind.SUBMISSION,
        "en",
        NOW,
        FORM,
        "MD-7K4Q-2XF9",
        "Wohnungsamt",
        heading=words.texts["sending.application"],
        way=words.texts["way.waiting"],
        pages=3,
        reply=filled(words.texts["reply.days"], days="20"),
        status_code="7K4Q",
        ask_until=filled(words.texts["status.until"], date="31.05.2026"),
    )
    blocks = blocks_of(receipt, words)
    kinds = [type(block) for block in blocks]
    assert kinds == [Heading, Title, Detail, Detail, Detail, Detail, Detail, StatusCode, Note]
    said = [block.text.german for block in blocks if isinstance(block, Detail)]
    assert said[:4] == ["Wohnungsamt", "MD-7K4Q-2XF9", "3", "Liegt versiegelt bereit und wird gesendet"]
    assert not any(isinstance(block, Reference) for block in blocks), "its QR code would be the second one"


def test_what_is_filled_in_keeps_its_own_direction(words: InterfaceTexts) -> None:
    until = filled(words.texts["status.until"], date="31.05.2026")
    assert until.by_language["ar"] == "هذا ممكن حتى \u206631.05.2026\u2069."
    assert set(until.by_language) == set(LANGUAGES)


def test_a_help_slip_shows_its_number(words: InterfaceTexts) -> None:
    assert Number(27) in blocks_of(Receipt(ReceiptKind.HELP, "tr", NOW, number=27), words)


def test_german_stands_below_other_languages_only() -> None:
    chosen, german = both_languages(FORM, "en")
    assert chosen.text == "Housing certificate"
    assert german is not None
    assert german.text == "Wohnberechtigungsschein"
    assert both_languages(FORM, "de")[1] is None
    assert both_languages(Text({"en": "Hello"}), "ar")[1] is None


def test_the_time_is_dortmunds() -> None:
    assert printed_at(Receipt(ReceiptKind.HELP, "de", NOW)) == "02.07.2026, 00:30 Uhr"
