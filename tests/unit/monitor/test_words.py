"""Both languages say the same things, and every task there can be has its words."""

from __future__ import annotations

import re

import pytest

from monitor import texts_de, texts_sending, texts_update
from monitor.rules_devices import CARRY, KIND_OF_REASON, RECEIPT_KINDS
from monitor.texts_names import LANGUAGES, TOPICS
from monitor.words import TEXTS, WORDS, Words, choose_language

FIELD = re.compile(r"\{(\w+)\}")
GENERAL_KINDS = (
    *("queue-held", "printer-other", "device-unknown", "device-stopped", "a4-absent", "receipt-absent"),
    *("scanner-absent", "touch-absent", "undervoltage", "hot", "throttled", "disk-low", "disk-full"),
    *(
        *("outbox-old", "outbox-old-many", "outbox-stuck", "outbox-stuck-many", "outbox-full"),
        *("submission-lost", "submission-lost-unknown", "outbox-degraded", "staff-locked"),
        *("site-settings-wrong", "site-settings-wrong-many"),
        *("office-key-unusable", "office-key-unusable-many"),
        *("update-fell-back", "update-fell-back-many", "update-failed", "update-failed-many"),
        "out-of-service",
        "switched-off",
        "switched-off-many",
        "terminal-lost",
        "terminal-stale",
        "network-lost",
    ),
    *("help-open", "help-coming", "help-desk"),
)


def test_both_languages_have_the_same_texts_with_the_same_fields() -> None:
    german, english = TEXTS["de"], TEXTS["en"]
    assert german.keys() == english.keys()
    for key, text in german.items():
        assert sorted(FIELD.findall(text)) == sorted(FIELD.findall(english[key])), key
    assert not texts_de.TEXTS.keys() & texts_sending.DE.keys()
    assert not (texts_de.TEXTS.keys() | texts_sending.DE.keys()) & texts_update.DE.keys()
    assert LANGUAGES["de"].keys() == LANGUAGES["en"].keys()
    assert TOPICS["de"].keys() == TOPICS["en"].keys()


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_every_kind_of_task_says_what_and_what_to_do(words: Words) -> None:
    a4 = {f"a4-{kind}" for kind in KIND_OF_REASON.values() if kind != "queue-held"}
    receipt = {f"receipt-{kind}" for kind in RECEIPT_KINDS}
    for kind in {*a4, *receipt, *GENERAL_KINDS}:
        assert words.has(f"{kind}.what"), kind
        assert words.has(f"{kind}.do"), kind
    assert all(words.has(key) for key in CARRY.values())


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "0 s"), (59.9, "59 s"), (60, "1 min"), (7300, "2 h"), (-3, "0 s")]
)
def test_ages_are_short(seconds: float, text: str) -> None:
    assert WORDS["de"].age(seconds) == text


def test_one_job_and_several() -> None:
    assert WORDS["de"]("note.held_jobs", jobs="1") == "Drucker bereit, 1 Auftrag angehalten"
    assert WORDS["en"]("note.held_jobs", jobs="2") == "Printer ready, 2 jobs held"


@pytest.mark.parametrize(
    ("chosen", "accept", "language"),
    [
        (None, "", "de"),
        (None, "tr,en-GB;q=0.8,de;q=0.5", "en"),
        (None, "en;q=0.3, de-AT;q=0.9", "de"),
        (None, "uk", "de"),
        (None, "en;q=lots", "en"),
        ("en", "de", "en"),
        ("xx", "en", "en"),
    ],
)
def test_the_language_is_what_was_chosen_else_what_the_browser_prefers(
    chosen: str | None, accept: str, language: str
) -> None:
    assert choose_language(chosen, accept) == language
