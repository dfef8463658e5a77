"""Papers from a USB stick: nothing is touched unasked, nothing is taken unchecked."""

from __future__ import annotations

from appliance.outbox.submission import Paper
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import sending_states as ss
from appliance.session.papers import MOST_BYTES, MOST_PAPERS
from appliance.session.sending_commands import CleanPaper, LookAtStick, ReadStickFile, ReleaseStick
from hardware.events import (
    StickFailed,
    StickFailure,
    StickFile,
    StickFileRead,
    StickInserted,
    StickListed,
    StickRemoved,
)
from tests.unit.session.sending import FORM, Bench

FILES = tuple(StickFile(f"f{number}", f"scan {number}.pdf", 1000) for number in range(MOST_PAPERS + 1))


def looking() -> Bench:
    bench = Bench(ss.AddingPapers(FORM)).with_stick()
    bench.tell(es.StickLookRequested(), StickListed(FILES))
    return bench


def adding(bench: Bench, file_id: str, size: int = 4) -> None:
    bench.tell(es.PaperPicked(file_id), StickFileRead(file_id, "scan.pdf", b"%PDF"))
    page = bench.sees(ss.AddingPapers)
    number = len(bench.visit.papers) + 1
    bench.tell(es.PaperCleaned(page.request, Paper(f"unterlage-{number}.pdf", 2, b"%" * size)))


def page_of(bench: Bench) -> ss.AddingPapers:
    return bench.sees(ss.AddingPapers)


def test_a_stick_is_looked_at_only_when_asked() -> None:
    bench = Bench(ss.AddingPapers(FORM))
    assert bench.tell(StickInserted()) == ()
    assert bench.tell(es.StickLookRequested()) == (LookAtStick(),)
    assert bench.tell(es.StickLookRequested()) == ()


def test_asking_without_a_stick_says_so() -> None:
    bench = Bench(ss.AddingPapers(FORM))
    assert bench.tell(es.StickLookRequested()) == ()
    assert page_of(bench).problem is ss.PaperProblem.NO_STICK


def test_a_picked_file_is_read_rewritten_and_only_then_taken() -> None:
    bench = looking()
    assert bench.tell(es.PaperPicked("f1")) == (ReadStickFile("f1"),)
    (command,) = bench.tell(StickFileRead("f1", "pass anna.pdf", b"%PDF-1.7"))
    assert isinstance(command, CleanPaper)
    assert (command.name, bench.visit.papers) == ("unterlage-1.pdf", ())
    bench.tell(es.PaperCleaned(command.request, Paper(command.name, 3, b"%PDF")))
    assert [paper.pages for paper in bench.visit.papers] == [3]
    assert page_of(bench).taken == ("f1",)


def test_what_cannot_be_taken_is_said_and_not_taken() -> None:
    bench = looking()
    bench.tell(es.PaperPicked("f1"), StickFileRead("f1", "x.pdf", b"%PDF"))
    bench.tell(es.PaperNotTaken(page_of(bench).request, ss.PaperProblem.ENCRYPTED))
    assert (page_of(bench).problem, bench.visit.papers) == (ss.PaperProblem.ENCRYPTED, ())


def test_one_file_at_a_time_and_none_twice() -> None:
    bench = looking()
    bench.tell(es.PaperPicked("f1"))
    assert bench.tell(es.PaperPicked("f2")) == ()
    bench = looking()
    adding(bench, "f1")
    assert bench.tell(es.PaperPicked("f1")) == ()


def test_a_file_that_was_never_listed_is_not_read() -> None:
    assert looking().tell(es.PaperPicked("../../etc/shadow")) == ()


def test_there_is_a_limit_in_number_and_in_size() -> None:
    bench = looking()
    for number in range(MOST_PAPERS):
        adding(bench, f"f{number}")
    assert bench.tell(es.PaperPicked(f"f{MOST_PAPERS}")) == ()
    assert page_of(bench).problem is ss.PaperProblem.TOO_MANY
    bench = looking()
    adding(bench, "f1", MOST_BYTES)
    adding(bench, "f2", 1)
    assert len(bench.visit.papers) == 1
    assert page_of(bench).problem is ss.PaperProblem.TOO_LARGE_TOGETHER


def test_a_paper_can_be_taken_out_and_its_number_is_free_again() -> None:
    bench = looking()
    for number in (1, 2):
        adding(bench, f"f{number}")
    bench.tell(es.PaperDropped("unterlage-1.pdf"))
    assert [paper.name for paper in bench.visit.papers] == ["unterlage-2.pdf"]
    (command,) = bench.tell(es.PaperPicked("f1"), StickFileRead("f1", "x.pdf", b"%PDF"))
    assert isinstance(command, CleanPaper)
    assert command.name == "unterlage-1.pdf"


def test_a_stick_pulled_out_keeps_what_was_added() -> None:
    bench = looking()
    adding(bench, "f1")
    bench.tell(es.PaperPicked("f2"), StickRemoved())
    assert (page_of(bench).files, page_of(bench).problem) == ((), ss.PaperProblem.FILE_GONE)
    assert len(bench.visit.papers) == 1


def test_a_stick_that_cannot_be_read_does_not_block_the_way() -> None:
    bench = Bench(ss.AddingPapers(FORM)).with_stick()
    bench.tell(es.StickLookRequested(), StickFailed(StickFailure.NO_PDF))
    assert page_of(bench).problem is ss.PaperProblem.NO_PDF
    bench.tell(es.PapersDone())
    assert bench.situation == ss.ConsentingToSend(FORM)


def test_leaving_the_page_lets_go_of_the_stick() -> None:
    assert ReleaseStick() in looking().tell(es.PapersDone())
    assert ReleaseStick() in looking().tell(ev.BackTapped())


def test_a_menu_over_the_page_does_not_let_go() -> None:
    assert ReleaseStick() not in looking().tell(ev.LanguageMenuOpened())
