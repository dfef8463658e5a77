"""Days later, at another terminal, with nothing but the receipt."""

from __future__ import annotations

from pathlib import Path

from appliance.forms.answers import Entry
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.status_code import grouped, qr_text
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import states as st
from appliance.session.sending_states import LookupFailure
from tests.flows.sending import OFFICE, SendingStory
from tests.flows.visit import Story


def sent_at(story: SendingStory) -> str:
    """Send an application, end the visit, and return the code of the receipt."""
    story.is_asked_how("ar")
    code = story.sends().status_code
    story.network_works()
    story.does(ev.EndConfirmed())
    return code


def share_broker(one: Story, other: Story) -> None:
    """What the first terminal laid at the broker the second one can find."""
    for topic, payload in one.link.retained.items():
        if "/status/" in topic:
            other.link.lay_down(topic, payload)


def asks(story: Story, code: str) -> st.ShowingStatus | st.LookingUpStatus:
    story.does(ev.LanguageChosen("uk"), es.StatusOpened())
    story.scanner.show_code(qr_text(code))
    story.settle()
    situation = story.situation
    assert isinstance(situation, st.ShowingStatus | st.LookingUpStatus)
    return situation


def test_the_same_terminal_knows(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    code = sent_at(story)
    note = asks(story, code).note  # type: ignore[union-attr]
    assert note is not None
    assert (note.stage, note.office) == (Stage.HANDED_OVER, OFFICE)


def test_another_terminal_knows_with_nothing_but_the_receipt(tmp_path: Path) -> None:
    here, there = SendingStory(tmp_path / "here"), Story(tmp_path / "there")
    code = sent_at(here)
    (submission,) = here.office.office.packages
    here.office.answers(submission, OfficeAnswer.PAPERS_NEEDED)
    here.network_works(3600)
    share_broker(here, there)
    shown = asks(there, code)
    assert isinstance(shown, st.ShowingStatus)
    assert shown.note is not None
    assert shown.note.answer is OfficeAnswer.PAPERS_NEEDED


def test_the_code_can_be_typed(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    code = sent_at(story)
    story.does(ev.LanguageChosen("de"), es.StatusOpened(), ev.AnswerGiven(Entry({"value": grouped(code).lower()})))
    assert story.sees(st.ShowingStatus).note is not None


def test_what_lies_at_the_broker_says_nothing_to_others(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    code = sent_at(story)
    notes = {topic: payload for topic, payload in story.link.retained.items() if "/status/" in topic}
    assert len(notes) == 1
    for topic, payload in notes.items():
        assert code.lower() not in topic
        assert OFFICE.encode() not in payload
        assert b"wohnberechtigungsschein" not in payload


def test_a_code_that_never_was_is_unknown_after_a_moment(tmp_path: Path) -> None:
    story, other = SendingStory(tmp_path / "a"), SendingStory(tmp_path / "b")
    code = sent_at(other)
    asks(story, code)
    story.waits(10)
    assert story.sees(st.ShowingStatus).failure is LookupFailure.UNKNOWN


def test_without_a_network_it_says_that_it_cannot_look(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    code = sent_at(story)
    story.link.cut()
    assert asks(story, code).failure is LookupFailure.OFFLINE  # type: ignore[union-attr]


def test_nothing_of_it_is_left_for_the_next_visitor(tmp_path: Path) -> None:
    story = SendingStory(tmp_path)
    asks(story, sent_at(story))
    story.does(ev.EndTapped())
    assert story.terminal.session.visit is None
    assert story.link.watched == set()
