"""Whole visits that send: real offices behind OpenSSH, SMTP and HTTPS, broker, paper, monitor; two terminals."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.status_code import qr_text
from appliance.session import events as ev
from appliance.session.visit import Delivery
from tests.demo.sample_papers import stick_files
from tests.peers.three_offices import HOUSING, MIGRATION, SCHOOLS, ThreeOffices
from tests.system.real_sending import FIRST_NEWS_S, FORMS, SendingStory, assert_valid, code_on, terminal_id
from tests.system.real_terminal import Hall, text_of

pytestmark = [pytest.mark.system, pytest.mark.timeout(90)]

GERMAN = {MIGRATION: "Aufenthaltserlaubnis", HOUSING: "Wohnberechtigungsschein", SCHOOLS: "Schul"}
"""What stands on the application."""


@pytest.mark.parametrize(("office", "language"), [(MIGRATION, "ar"), (HOUSING, "de"), (SCHOOLS, "ar")])
def test_a_good_day(
    office: str, language: str, story: SendingStory, elsewhere: SendingStory, hall: Hall, offices: ThreeOffices
) -> None:
    """Print and send in one go; the office opens the German application, its data, and the cleaned papers."""
    printed, receipts, before = len(hall.cups.printed()), len(hall.receipts()), len(offices.arrived(office))
    story.is_asked_how(language, FORMS[office])
    sent = story.sends(Delivery.BOTH, papers=stick_files())
    application = story.visit.application
    assert application is not None
    story.until_stage(sent.id, Stage.HANDED_OVER)

    (received,) = offices.arrived(office)[before:]
    assert received.id == sent.id
    assert received.pdf == application.pdf
    assert_valid(received.data)
    assert sorted(len(pikepdf.open(io.BytesIO(paper)).pages) for paper in received.papers) == [1, 2]
    assert not any(b"JavaScript" in paper or b"OpenAction" in paper for paper in received.papers)
    (paper,) = hall.cups.printed()[printed:]
    assert sent.reference in text_of(paper)
    assert GERMAN[office] in text_of(paper)

    (receipt,) = hall.receipts()[receipts:]
    code = code_on(receipt)
    assert code == qr_text(sent.status_code)
    story.ends()
    note = elsewhere.is_told_in_the_end(story, code, Stage.HANDED_OVER)
    assert (note.office, note.form_id) == (office, FORMS[office])


@pytest.mark.parametrize(
    ("office", "answer", "stage"),
    [
        (HOUSING, OfficeAnswer.PAPERS_NEEDED, Stage.CONFIRMED),
        (MIGRATION, OfficeAnswer.RECEIVED, Stage.CONFIRMED),
        (MIGRATION, OfficeAnswer.REFUSED, Stage.REFUSED),
    ],
)
def test_the_office_answers_and_another_terminal_shows_it(
    office: str,
    answer: OfficeAnswer,
    stage: Stage,
    story: SendingStory,
    elsewhere: SendingStory,
    offices: ThreeOffices,
) -> None:
    story.is_asked_how("de", FORMS[office])
    sent = story.sends()
    story.until_stage(sent.id, Stage.HANDED_OVER)
    story.ends()
    offices.answers(office, sent.id, answer)
    story.time_passes(FIRST_NEWS_S)
    story.until_answer(sent.id, answer)
    note = elsewhere.is_told_in_the_end(story, qr_text(sent.status_code), stage)
    assert note.answer is answer


def test_two_terminals_send_to_the_same_office_at_the_same_time(
    story: SendingStory,
    hall: Hall,
    offices: ThreeOffices,
    settings: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    before, name = len(offices.arrived(HOUSING)), terminal_id(request.node.nodeid, "other")
    other = SendingStory(hall, tmp_path / "other", name, settings, prints_receipts=False)
    try:
        other.until_ready()
        both = (story, other)
        for each in both:
            each.is_asked_how("en", FORMS[HOUSING])
            each.agrees_to(Delivery.SEND)
        for each in both:
            each.does(ev.PrintConfirmed())
        sent = [each.until_sent() for each in both]
        for each, sent_id in zip(both, sent, strict=True):
            each.until_stage(sent_id, Stage.HANDED_OVER)
    finally:
        other.close()
    assert sorted(each.id for each in offices.arrived(HOUSING)[before:]) == sorted(sent)
