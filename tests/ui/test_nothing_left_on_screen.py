"""After a visit nothing that was typed is left in the screen's memory: no label, no texture, no cache."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

import pytest

from appliance.forms.answers import Entry
from appliance.session import events as ev
from appliance.session import states as st
from tests.flows.visit import Story

pytestmark = pytest.mark.ui
MARK = "Qxjzvkwortmarke"


def holders() -> list[str]:
    """Return the kinds of live objects that hold the mark, but for this file's own name for it."""
    gc.collect()
    return sorted(type(each).__name__ for each in gc.get_objects() if _holds(each))


def _holds(each: object) -> bool:
    if each is globals() or each is sys.modules[__name__]:
        return False
    if isinstance(each, dict):
        kept = list(each.values())
    elif isinstance(each, list | tuple | set):
        kept = list(each)
    else:
        try:
            kept = list(vars(each).values())
        except Exception:  # noqa: BLE001 - some libraries' objects do not like to be looked at
            return False
    return any(isinstance(value, str | bytes) and _found(value) for value in kept)


def _found(value: str | bytes) -> bool:
    return MARK.encode() in value if isinstance(value, bytes) else MARK in value


def test_what_was_typed_and_drawn_is_gone_with_the_visit(tmp_path: Path) -> None:
    from kivy_ui.root import Root
    from kivy_ui.screens.preview import page_texture
    from kivy_ui.service import TerminalService

    story = Story(tmp_path)
    root = Root(story.terminal.bus.publish, 20)
    root.size = (1920, 1080)
    service = TerminalService(story.terminal, root)
    story.begins("de", "wohnberechtigungsschein")
    while story.question.type.value != "name":
        story._answers_somehow()
    story.does(ev.EntryChanged(Entry({"value": MARK})))
    service.turn()
    story.does(ev.AnswerGiven(Entry({"value": MARK})))
    service.turn()
    while isinstance(story.situation, st.AnsweringQuestion):
        story._answers_somehow()
    service.turn()
    story.does(ev.PreviewRequested())
    service.turn()
    assert {"Label", "Paragraph", "TextAnswer"} & set(holders()), "the mark was never on the screen"

    story.does(ev.EndTapped(), ev.EndConfirmed())
    service.turn()
    story.sees(st.Goodbye)
    assert page_texture.cache_info().currsize == 0
    story.waits(10)
    service.turn()
    assert holders() == []
