"""The check itself: each kind of fault is found, and a sound page has none."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.ui


def _stage() -> Any:
    from kivy_ui.look import Look
    from kivy_ui.stage import Stage
    from kivy_ui.theme import LIGHT, Theme
    from tests.ui.gallery import PANELS

    return Stage(Look(Theme(PANELS["1920x1080"], LIGHT), "de"), lambda _event: None)


def _faults(node: Any) -> list[str]:
    from tests.ui.gallery import PANELS
    from tests.ui.layout_check import faults_of

    return faults_of(node, PANELS["1920x1080"])


def _column(*texts: str) -> Any:
    from kivy_ui.widgets.label import Label
    from kivy_ui.widgets.stack import Column

    return Column([Label(_stage().look, text) for text in texts])


def test_a_sound_column_has_no_faults() -> None:
    column = _column("Guten Tag", "Auf Wiedersehen")
    column.place(0, 0, 600, column.height_for(600))
    assert _faults(column) == []


def test_text_in_too_low_a_box_is_cut() -> None:
    column = _column("Guten Tag")
    column.place(0, 0, 600, 200)
    next(column.nodes()).place(0, 0, 600, 10)
    assert [fault.split(":")[0] for fault in _faults(column)] == ["text cut"]


def test_what_runs_out_of_its_parent_is_found() -> None:
    column = _column("Guten Tag")
    column.place(0, 0, 600, 60)
    next(column.nodes()).place(400, 0, 400, 60)
    assert [fault.split(":")[0] for fault in _faults(column)] == ["runs out sideways"]


def test_text_over_text_is_found() -> None:
    column = _column("Guten Tag", "Auf Wiedersehen")
    column.place(0, 0, 600, 200)
    for label in column.nodes():
        label.place(0, 0, 600, 60)
    assert [fault.split(":")[0] for fault in _faults(column)] == ["overlap"]


def test_a_target_of_less_than_15_mm_is_found() -> None:
    from appliance.content.text import Localised
    from appliance.session.events import HomeTapped
    from kivy_ui.widgets import button

    stage = _stage()
    target = button.tinted(stage, Localised("OK", "de"), HomeTapped())
    target.place(0, 0, 200, stage.theme.mm(14))
    assert any("too small" in fault for fault in _faults(target))


def test_a_page_that_is_too_high_has_arrows_and_one_that_fits_has_none() -> None:
    from appliance.content.text import Localised
    from kivy_ui.widgets.scroll import Scroll

    words = Localised("Nach oben", "de"), Localised("Nach unten", "de")
    for count, arrows in ((3, 0), (60, 2)):
        scroll = Scroll(_stage(), _column(*["Guten Tag"] * count), *words)
        scroll.place(0, 0, 1000, 600)
        assert len(scroll.arrows) == arrows
        assert _faults(scroll) == []
