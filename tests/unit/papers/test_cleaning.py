"""What a hostile file may do to the process that reads it, and what the terminal notices: a reason, in time."""

from __future__ import annotations

import resource
import threading
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from appliance.papers.cleaning import clean
from appliance.papers.paper import CleanPaper, PaperLimits, PaperRefused, Refusal
from tests.unit.papers import hostile
from tests.unit.papers.drawn import difference, drawn_pdf, pictures

LIMITS = PaperLimits()


def refusal(pdf: bytes, limits: PaperLimits = LIMITS) -> Refusal:
    with pytest.raises(PaperRefused) as caught:
        clean(pdf, limits)
    return caught.value.reason


def test_a_paper_comes_back_clean() -> None:
    paper = clean(drawn_pdf(3))
    assert paper.pages == 3
    before, after = pictures(drawn_pdf(3)), pictures(paper.pdf)
    assert [difference(one, other) for one, other in zip(before, after, strict=True)] == [0.0] * 3


@pytest.mark.parametrize("junk", [b"", b"hello", b"\x89PNG\r\n", b"<html>%PDF</html>", b"x" * 2000 + b"%PDF-1.7"])
def test_what_is_no_pdf_is_refused(junk: bytes) -> None:
    assert refusal(junk) is Refusal.NOT_A_PDF


@pytest.mark.parametrize("junk", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", drawn_pdf()[:2000], drawn_pdf()[:100]])
def test_what_is_only_a_beginning_is_refused(junk: bytes) -> None:
    assert refusal(junk) is Refusal.BROKEN


@pytest.mark.parametrize("user", ["", "secret"])
def test_encrypted_papers_are_refused_with_and_without_a_password_to_open_them(user: str) -> None:
    assert refusal(hostile.encrypted(user)) is Refusal.ENCRYPTED


def test_thirty_pages_are_enough() -> None:
    assert clean(hostile.many_pages(30)).pages == 30
    assert refusal(hostile.many_pages(31)) is Refusal.TOO_MANY_PAGES
    assert refusal(hostile.many_pages(5000)) is Refusal.TOO_MANY_PAGES


def test_a_paper_that_is_too_large_is_refused_before_and_after() -> None:
    pdf = drawn_pdf(2)
    assert refusal(pdf, replace(LIMITS, file_bytes=len(pdf) - 1)) is Refusal.TOO_LARGE
    blown_up = clean(hostile.bomb(3_000_000), LIMITS)
    assert refusal(hostile.bomb(3_000_000), replace(LIMITS, unpacked_bytes=2_000_000)) is Refusal.TOO_LARGE
    assert blown_up.pages == 1


@pytest.mark.parametrize("name", list(hostile.ENDLESS))
def test_what_would_never_end_or_fill_the_memory_ends_in_time(name: str) -> None:
    pdf = hostile.ENDLESS[name]()
    begun, peak = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        outcome: CleanPaper | Refusal = clean(pdf)
    except PaperRefused as refused:
        outcome = refused.reason
    if "bomb" in name:
        assert outcome is Refusal.TOO_LARGE
    assert time.monotonic() - begun < LIMITS.seconds + 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 40_000, "kilobytes of our own process"


def test_a_photograph_that_lies_about_its_size_is_found_below_other_packing() -> None:
    assert refusal(hostile.photograph_bomb(wrapped=True)) is Refusal.TOO_LARGE


def test_a_paper_that_takes_too_long_is_given_up() -> None:
    begun = time.monotonic()
    assert refusal(drawn_pdf(), replace(LIMITS, seconds=0.05)) is Refusal.TOOK_TOO_LONG
    assert time.monotonic() - begun < 2
    assert refusal(hostile.bomb(60_000_000), replace(LIMITS, cpu_seconds=0)) is Refusal.TOOK_TOO_LONG


def test_too_little_memory_is_a_refusal_and_no_crash() -> None:
    little = replace(LIMITS, memory_bytes=100_000_000)
    assert refusal(hostile.bomb(60_000_000), little) is Refusal.TOO_LARGE


def test_neither_processes_nor_files_are_left_behind() -> None:
    children = psutil.Process().children()
    files, threads = len(list(Path("/proc/self/fd").iterdir())), threading.active_count()
    clean(drawn_pdf())
    refusal(b"%PDF-1.7")
    refusal(drawn_pdf(), replace(LIMITS, seconds=0.05))
    assert len(list(Path("/proc/self/fd").iterdir())) == files
    assert threading.active_count() == threads
    assert psutil.Process().children() == children


def test_a_paper_shows_nothing_in_a_log() -> None:
    assert "PDF" not in repr(clean(drawn_pdf()))
