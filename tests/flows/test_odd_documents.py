"""A document that cannot be read, and one that has expired."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.session import events as ev
from appliance.session import states as st
from hardware.events import ScanFailure
from tests.flows.visit import MORNING, Story


def at_the_reader(tmp_path: Path) -> Story:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("ti"), ev.FormChosen("verlaengerung-aufenthaltserlaubnis"), ev.ScanRequested())
    return story


def test_an_unreadable_document_can_be_tried_again_at_once(tmp_path: Path) -> None:
    story = at_the_reader(tmp_path)
    story.scanner.insert_unreadable()
    story.settle()
    assert story.sees(st.ScanningDocument).failure is ScanFailure.UNREADABLE
    story.scanner.insert_residence_permit()
    story.settle()
    story.sees(st.ConfirmingDocument)


def test_a_document_pulled_out_too_early_is_told_apart(tmp_path: Path) -> None:
    story = at_the_reader(tmp_path)
    story.scanner.pull_out_early()
    story.settle()
    assert story.sees(st.ScanningDocument).failure is ScanFailure.TRUNCATED


def test_an_expired_document_is_accepted(tmp_path: Path) -> None:
    """Who comes to renew a permit often has an expired one: a hint, no refusal."""
    story = at_the_reader(tmp_path)
    story.scanner.insert_expired()
    story.settle()
    document = story.sees(st.ConfirmingDocument).document
    assert document.is_expired(MORNING.date())
    story.does(ev.DocumentAccepted())
    assert story.visit.document == document
    story.answers_everything()
    story.prints()
    story.sees(st.TakingReceipt)


def test_not_mine_leaves_nothing_behind(tmp_path: Path) -> None:
    story = at_the_reader(tmp_path)
    story.scanner.insert_passport()
    story.settle()
    story.does(ev.DocumentDeclined())
    story.sees(st.ScanningDocument)
    assert story.visit.document is None
    assert not story.visit.has_typed


@pytest.mark.parametrize("lever", ["insert_passport", "insert_id_card", "insert_residence_permit"])
def test_each_kind_of_document_fills_in_the_form(tmp_path: Path, lever: str) -> None:
    story = at_the_reader(tmp_path)
    getattr(story.scanner, lever)()
    story.settle()
    story.does(ev.DocumentAccepted())
    assert len(story.visit.answers("verlaengerung-aufenthaltserlaubnis").by_key) >= 4
