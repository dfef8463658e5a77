"""Whatever a terminal reports is said in words, in both languages; what has none stands as it came."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from appliance.session.states import TroubleKind
from appliance.session.trouble import _KIND_BY_KEYWORD
from hardware.document_printer.device_state import BLOCKING, MILD, OFFLINE, QUEUE_MISSING, REJECTING_JOBS
from hardware.document_printer.job_state import JOB_INCOMING
from hardware.events import DeviceRole
from hardware.receipt_printer import status_bytes
from monitor.history_reader import LogEntry
from monitor.log_view import log_lines
from monitor.notices import REMEMBERED
from monitor.rules_devices import KIND_OF_REASON
from monitor.texts_events import EVENTS, REFS
from monitor.texts_reasons import REASONS
from monitor.words import WORDS, Said, Words

ROOT = Path(__file__).parents[3]
GIVEN = re.compile(r'(?:Reason\(|keywords\.append\(|_say\([^()]*JobState\.\w+, \(|ABORTED, \()"([a-z-]+)"')
FIELD = re.compile(r"\{(\w+)\}")
TOLD = re.compile(r'(?:NoteIncident|\.event)\(\s*"(\w+)"')
CHOSEN = re.compile(r'kind = "(\w+)" if .* else "(\w+)"|Store\w+: "(\w+)"')
every_language = pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)


def sources(folder: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.py")))


def receipt_printer_keywords() -> set[str]:
    """Decode every combination of the bits that tell a fault, and silence and absence."""
    bits = ((0x12, 0x1A), (0x12, 0x16, 0x32, 0x52), (0x12, 0x1A, 0x32, 0x16, 0x52), (0x12, 0x1E, 0x72))
    replies = itertools.product(*bits)
    statuses = [status_bytes.decide(status_bytes.read_facts(reply)) for reply in replies]
    statuses += [status_bytes.silent(), status_bytes.absent()]
    return {reason.keyword for status in statuses for reason in status.reasons}


def driver_keywords() -> set[str]:
    written = set(GIVEN.findall(sources("hardware/document_printer") + sources("hardware/receipt_printer")))
    assert {"other", "media-needed", "job-not-found", "document-format-error"} <= written
    decoded = receipt_printer_keywords()
    assert {"timed-out", "media-low", "cover-open", status_bytes.CUTTER_FAILURE, "other"} <= decoded
    waited_for = {keyword for keyword, _ in _KIND_BY_KEYWORD}
    named = {OFFLINE, QUEUE_MISSING, REJECTING_JOBS, JOB_INCOMING}
    return {*BLOCKING, *MILD, *named, *written, *decoded, *waited_for, *KIND_OF_REASON}


def event_kinds() -> set[str]:
    found = set(TOLD.findall(sources("appliance")))
    found |= {kind for groups in CHOSEN.findall(sources("appliance/telemetry")) for kind in groups if kind}
    assert {"device_attached", "device_failed", "refilled", "store_degraded", "machine_fault"} <= found
    return found


@every_language
def test_every_reason_that_a_driver_can_give_has_words(words: Words) -> None:
    without = {keyword for keyword in driver_keywords() if words.reasons([keyword]).raw}
    assert without == set()


@every_language
def test_every_event_that_a_terminal_tells_has_words(words: Words) -> None:
    without = {kind for kind in event_kinds() if not words.event(kind, "a4").text}
    assert without == set()


@every_language
def test_every_device_and_every_trouble_that_an_event_is_about_has_words(words: Words) -> None:
    for kind in TroubleKind:
        assert kind.value in REFS[words.language]
    for role in DeviceRole:
        assert words.device(role.value) != role.value


def test_both_languages_have_words_for_the_same_reports() -> None:
    assert REASONS["de"].keys() == REASONS["en"].keys()
    assert EVENTS["de"].keys() == EVENTS["en"].keys()
    assert REFS["de"].keys() == REFS["en"].keys()
    for kind, text in EVENTS["en"].items():
        assert FIELD.findall(EVENTS["de"][kind]) == FIELD.findall(text), kind


@every_language
def test_every_event_that_the_monitor_remembers_has_words(words: Words) -> None:
    assert {kind for kind in REMEMBERED if not words.event(kind, "a4").text} == set()


def test_a_submission_is_said_by_its_office_with_its_id_for_it_staff() -> None:
    said = WORDS["de"].event("submission_handed_over", "jobcenter/01JUTOPIA")
    assert said == Said("Sendung übergeben: Jobcenter", "01JUTOPIA")
    assert WORDS["en"].event("office_key_unusable", "jobcenter") == Said("Key cannot be used: Jobcenter")


def test_what_has_no_words_stands_as_it_came() -> None:
    assert WORDS["de"].reasons(["media-empty", "com.maker.odd"]) == Said("Papier leer", "com.maker.odd")
    assert WORDS["en"].event("never_heard_of", "a4") == Said("", "never_heard_of a4")
    assert WORDS["en"].event("machine_fault", "KeyError").raw == "KeyError"


def test_the_log_reads_like_sentences() -> None:
    entries = [
        LogEntry(2.0, "print_trouble", "paper_out"),
        LogEntry(1.0, "device", "a4 media-empty,maker-odd", "stopped", "error"),
        LogEntry(0.0, "device_detached", "scanner"),
    ]
    lines = [(line.text, line.raw, line.tone) for line in log_lines(entries, WORDS["de"])]
    assert lines == [
        ("Druck unterbrochen: Papier leer", "", "warning"),
        ("A4-Drucker: steht (Papier leer)", "maker-odd", "bad"),
        ("Ausweisleser getrennt", "", ""),
    ]


@every_language
def test_a_printer_that_gives_no_reason_is_said_in_a_whole_sentence(words: Words) -> None:
    said = words.of_task("printer-other.do", {"device": "a4", "reasons": ""})
    assert REASONS[words.language]["other"] in said
    assert "media" not in words.of_task(
        "printer-other.do", {"device": "a4", "reasons": "media-jam, opc-life-over"}
    )
