"""Builds a screen for a sample session, checks it and draws it. Needs a display."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from kivy.clock import Clock
from kivy.core.window import Window  # noqa: F401 - makes the graphics context

from appliance.content.text import LANGUAGES
from appliance.session.states import Session
from appliance.session.visit import Display, TextSize
from kivy_ui.look import Look, look_for
from kivy_ui.presenter import display_of, language_of, present
from kivy_ui.router import SCREENS
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.theme import Screen as Panel
from kivy_ui.theme import colour
from tests.ui.capture import save
from tests.ui.layout_check import faults_of
from tests.ui.samples import content, session, situations
from tests.ui.samples_offers import sessions
from tests.ui.samples_sending import sending_sessions

PANELS = {
    "1920x1080": Panel(1920, 1080, 102.0),
    "1280x800": Panel(1280, 800, 149.0),
    "1080x1920": Panel(1080, 1920, 102.0),
}


def look_of(state: Session, panel: Panel) -> Look:
    return look_for(panel, display_of(state), language_of(state))


def build(state: Session, panel: Panel) -> Screen:
    screen = screen_for(present(state, content()), Stage(look_of(state, panel), lambda _event: None))
    screen.place(0, 0, panel.width, panel.height)
    return screen


def screen_for(view: object, stage: Stage) -> Screen:
    return SCREENS[type(view)](stage, view)


def folder_of(panel: str, language: str, display: Display) -> Path:
    return Path(panel, f"{language}-{display.text_size}{'-contrast' if display.high_contrast else ''}")


def keep(screen: Screen, path: Path) -> None:
    save(screen, path, colour(screen.stage.palette.paper))


def all_sessions(language: str, display: Display) -> dict[str, Session]:
    """Return every page there is, by name."""
    states = {name: session(each, language, display) for name, each in situations(language).items()}
    return states | sessions(language, display) | sending_sessions(language, display)


def draw(state: Session, panel: str, target: Path | None) -> list[str]:
    """Build a page, keep its picture if it has a place, and return its faults."""
    screen = build(state, PANELS[panel])
    faults = faults_of(screen, PANELS[panel])
    if target is not None:
        keep(screen, target)
    screen.close()
    Clock.tick()  # without it no texture is ever given back
    return faults


def draw_all(options: argparse.Namespace, target: Path) -> tuple[int, list[str]]:
    faults: list[str] = []
    shots = 0
    for panel, display, language in _looks(options):
        folder = target / folder_of(panel, language, display)
        for name, state in all_sessions(language, display).items():
            if options.screens and name not in options.screens.split(","):
                continue
            picture = None if options.check_only else folder / f"{name}.png"
            place = f"{folder.relative_to(target)}/{name}"
            faults += [f"{place}: {fault}" for fault in draw(state, panel, picture)]
            shots += 1
    return shots, faults


def _looks(options: argparse.Namespace) -> Iterator[tuple[str, Display, str]]:
    languages = options.languages.split(",") if options.languages else LANGUAGES
    contrasts = (False, True) if options.contrast else (False,)
    for panel, size, contrast, language in product(
        options.displays.split(","), options.sizes.split(","), contrasts, languages
    ):
        yield panel, Display(TextSize(size), contrast, options.lowered), language
