"""Whole visits that send: real offices behind OpenSSH, SMTP and HTTPS, broker, paper, monitor; two terminals."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.status_code import qr_text
from appliance.session import states as st
from appliance.session.visit import Delivery
from tests.demo.sample_papers import stick_files
from tests.peers.three_offices import HOUSING, MIGRATION, SCHOOLS, ThreeOffices
from tests.system.real_sending import FIRST_NEWS_S, SendingStory, assert_valid, code_on
from tests.system.real_terminal import Hall, text_of

pytestmark = [pytest.mark.system, pytest.mark.timeout(90)]

FORMS = {
    MIGRATION: "verlaengerung-aufenthaltserlaubnis",
    HOUSING: "wohnberechtigungsschein",
    SCHOOLS: "schulanmeldung-seiteneinsteiger",
}
GERMAN = {MIGRATION: "Aufenthaltserlaubnis", HOUSING: "Wohnberechtigungsschein", SCHOOLS: "Schul"}
"""What stands on the application."""


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with Hall(tmp_path_factory.mktemp("hall")) as made:
        yield made


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeOffices]:
    made = ThreeOffices(tmp_path_factory.mktemp("offices"))
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def settings(offices: ThreeOffices, tmp_path: Path) -> Path:
    path = tmp_path / "offices.toml"
    path.write_text(offices.settings(), encoding="utf-8")
    return path


@pytest.fixture
def story(hall: Hall, settings: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SendingStory]:
    hall.restore()
    made = SendingStory(hall, tmp_path / "here", terminal_id(request, "here"), settings)
    try:
        made.until_ready()
        yield made
    finally:
        made.close()


@pytest.fixture
def elsewhere(hall: Hall, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SendingStory]:
    """Another terminal, which has sent nothing."""
    made = SendingStory(hall, tmp_path / "there", terminal_id(request, "there"), prints_receipts=False)
    try:
        made.until_ready()
        yield made
    finally:
        made.close()


def terminal_id(request: pytest.FixtureRequest, where: str) -> str:
    return f"{where}-{abs(hash(request.node.nodeid)) % 10**12}"


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
    note = elsewhere.is_told(code)
    assert (note.office, note.form_id, note.stage) == (office, FORMS[office], Stage.HANDED_OVER)


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
    note = elsewhere.is_told(qr_text(sent.status_code))
    assert (note.stage, note.answer) == (stage, answer)
    elsewhere.sees(st.Goodbye)
