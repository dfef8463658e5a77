"""View models of moments around a visit: help, the end, silence, goodbye, and a terminal that serves nobody."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from appliance.content.text import Localised
from kivy_ui.chrome import Chrome
from kivy_ui.words import Words


class HelpState(Enum):
    CALLING = "calling"
    """The number is being drawn."""
    CALLED = "called"
    COMING = "coming"
    DESK = "desk"
    NOT_HEARD = "not_heard"
    """Nobody hears the call: the visitor must go to the counter."""


@dataclass(frozen=True)
class HelpView:
    chrome: Chrome
    state: HelpState
    title: Words
    lines: tuple[Words, ...]
    number: str
    """Empty while there is none."""
    number_label: Localised
    desk: str
    """Where to go, once staff said so."""
    go_on: Localised
    cancel: Localised
    staff: Localised


@dataclass(frozen=True)
class ConfirmingEndView:
    chrome: Chrome
    title: Words
    lost: Words
    stay: Localised
    leave: Localised


@dataclass(frozen=True)
class StillThereView:
    chrome: Chrome
    title: Words
    countdown: Words
    seconds: int
    go_on: Localised
    leave: Localised


@dataclass(frozen=True)
class GoodbyeView:
    chrome: Chrome
    """Its bar is not shown: nobody is being served."""
    title: Words
    deleted: Words
    take: Words
    home: Localised


@dataclass(frozen=True)
class Notice:
    """The same thing said in one language."""

    title: Localised
    message: Localised


@dataclass(frozen=True)
class ClosedView:
    """Out of service or in maintenance: for everybody who passes, so in all languages."""

    icon: str
    german: Notice
    english: Notice
    others: tuple[Localised, ...]
    person: tuple[Localised, ...]
    staff: Localised | None = None
    """The way in for staff; None where there is nothing behind it."""


@dataclass(frozen=True)
class Identity:
    """Which terminal this is, as staff say it."""

    terminal_id: str
    place: str
    site: str = ""
