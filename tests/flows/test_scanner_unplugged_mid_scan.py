"""The document reader is pulled out while a document is asked for, and comes back."""

from __future__ import annotations

from pathlib import Path

from appliance.session import events as ev
from appliance.session import states as st
from hardware.events import DeviceRole
from tests.flows.visit import Story


def test_it_is_seen_and_the_next_document_is_read(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("en", "wohnberechtigungsschein")
    story.does(ev.ScanRequested())
    story.scanner.unplug()
    story.settle()
    story.sees(st.ScanningDocument)
    assert not story.terminal.session.surroundings.works(DeviceRole.SCANNER)

    story.scanner.plug_in()
    story.scanner.insert_id_card()
    story.settle()
    story.sees(st.ConfirmingDocument)


def test_the_visitor_types_instead_and_finds_what_was_typed(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.begins("en", "wohnberechtigungsschein")
    before = story.sees(st.AnsweringQuestion)
    story.does(ev.ScanRequested())
    story.scanner.unplug()
    story.does(ev.BackTapped())
    assert story.sees(st.AnsweringQuestion) == before


def test_a_document_shown_when_none_was_asked_for_is_seen_by_nobody(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(ev.LanguageChosen("en"))
    story.scanner.insert_passport()
    story.settle()
    story.sees(st.AtHome)
    story.does(ev.FormChosen("wohnberechtigungsschein"), ev.ScanRequested())
    story.sees(st.ScanningDocument)
    assert story.visit.document is None
