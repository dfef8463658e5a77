"""Screens of the offer and of the moments that do something: play, count, search, tell which terminal this is."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest

from appliance.session import states as st
from appliance.session.events import SearchTyped
from appliance.session.states import Session
from appliance.session.visit import Display, TextSize
from tests.ui.samples import session
from tests.ui.samples_offers import sessions

pytestmark = [pytest.mark.ui, pytest.mark.timeout(120)]
HOME = st.AtHome()
_DECODED_WITHIN = 20.0


def placed(state: Session, panel: str = "1920x1080", heard: Any = None) -> Any:
    from kivy_ui.presenter import present
    from kivy_ui.stage import Stage
    from tests.ui.gallery import PANELS, look_of, screen_for
    from tests.ui.samples import content

    size = PANELS[panel]
    screen = screen_for(present(state, content()), Stage(look_of(state, size), heard or (lambda _event: None)))
    screen.place(0, 0, size.width, size.height)
    return screen


def tap(screen: Any, name: str) -> None:
    from tests.ui.layout_check import targets_of

    next(target for target in targets_of(screen) if target.name == name).tap()


@pytest.mark.parametrize("panel", ["1920x1080", "1280x800", "1080x1920"])
@pytest.mark.parametrize("language", ["de", "ar", "ti"])
@pytest.mark.parametrize("size", [TextSize.NORMAL, TextSize.LARGEST])
def test_what_one_situation_can_look_like_fits(panel: str, language: str, size: TextSize) -> None:
    from tests.ui.gallery import PANELS
    from tests.ui.layout_check import faults_of

    faults = []
    for name, state in sessions(language, Display(size)).items():
        faults += [f"{name}: {fault}" for fault in faults_of(placed(state, panel), PANELS[panel])]
    assert faults == []


class Cinema:
    """A video on a screen, and its clock turned by hand."""

    def __init__(self) -> None:
        self.screen = placed(session(st.WatchingVideo("how-to-terminal", HOME), "uk", Display()))

    def passes(self, seconds: float) -> None:
        self.screen._advance(seconds)

    def waits_for_a_picture(self) -> None:
        """Wait until the real decoder has begun to deliver."""
        until = time.monotonic() + _DECODED_WITHIN
        while self.screen._player.at == 0 and time.monotonic() < until:
            self.passes(0.05)
            time.sleep(0.02)
        assert self.screen._player.at > 0, "no picture came"

    def says(self) -> list[str]:
        from kivy_ui.widgets.label import Label

        found, open_ = [], [self.screen.subtitle]
        while open_:
            node = open_.pop(0)
            found += [node.text] if isinstance(node, Label) else []
            open_ += list(node.nodes())
        return found


def test_a_video_plays_with_its_subtitles_and_stops_when_left() -> None:
    from tests.ui.capture import picture_of

    cinema = Cinema()
    screen = cinema.screen
    poster = picture_of(screen).tobytes()
    first = cinema.says()
    tap(screen, "video")
    cinema.waits_for_a_picture()
    assert picture_of(screen).tobytes() != poster
    screen._player.at = 6.0
    cinema.passes(0.05)
    assert len(cinema.says()) == 2
    assert cinema.says() != first
    ticking, frames = screen._clock, screen._player._frames
    screen.close()
    assert not ticking.is_triggered
    assert frames._decoder._process.poll() is not None


def test_a_pause_stops_the_clock() -> None:
    cinema = Cinema()
    tap(cinema.screen, "video")
    cinema.waits_for_a_picture()
    tap(cinema.screen, "video")
    assert cinema.screen._clock is None
    at = cinema.screen._player.at
    cinema.passes(5.0)
    assert cinema.screen._player.at == at
    cinema.screen.close()


def test_the_countdown_takes_the_next_second_in_place() -> None:
    """Nothing is built anew while somebody may have a finger on the button."""
    from kivy_ui.presenter import present
    from tests.ui.samples import content

    state = session(st.AskingStillThere(HOME, wipe_at=130.0), "de", Display())
    screen = placed(state)
    inside = screen.inside
    assert screen.take(present(replace(state, at=110.0), content()))
    assert screen.inside is inside
    assert screen.seconds.text == "20"


def test_another_language_is_another_screen() -> None:
    from kivy_ui.presenter import present
    from tests.ui.samples import content

    screen = placed(session(st.AskingStillThere(HOME, wipe_at=130.0), "de", Display()))
    other = session(st.AskingStillThere(HOME, wipe_at=130.0), "fr", Display())
    assert not screen.take(present(other, content()))


def test_each_letter_is_searched_for_at_once() -> None:
    heard: list[Any] = []
    screen = placed(session(st.Searching(), "de", Display()), heard=heard.append)
    for letter in "sch":
        tap(screen, f"key {letter}")
    assert heard == [SearchTyped("s"), SearchTyped("sc"), SearchTyped("sch")]


def test_results_come_in_under_the_word_that_is_being_typed() -> None:
    from kivy_ui.presenter import present
    from tests.ui.layout_check import targets_of
    from tests.ui.samples import content

    screen = placed(session(st.Searching(), "de", Display()))
    tap(screen, "key w")
    assert screen.take(present(session(st.Searching("w"), "de", Display()), content()))
    names = [target.name for target in targets_of(screen)]
    assert "Wohnungsamt" in names
    assert "key w" in names


def test_which_terminal_this_is_lies_over_every_screen() -> None:
    from kivy.core.window import Window  # noqa: F401 - makes the graphics context

    from kivy_ui.presenter import present
    from kivy_ui.root import Root
    from kivy_ui.router import SCREENS
    from kivy_ui.views_moments import Identity
    from tests.ui.gallery import PANELS, look_of
    from tests.ui.samples import content

    state = session(HOME, "ar", Display())
    look = look_of(state, PANELS["1920x1080"])
    root = Root(lambda _event: None, 20, SCREENS)
    root.size = (1920, 1080)
    root.show(present(state, content()), look)
    root.identify(Identity("b3", "Halle B · Terminal 3"), look)
    banner = root.canvas.after.children[0]
    root.show(present(session(st.BrowsingWorkshops(), "ar", Display()), content()), look)
    assert root.canvas.after.children == [banner]
    root.identify(None, look)
    assert root.canvas.after.children == []
