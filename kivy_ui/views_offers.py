"""View models of what is on offer: lists, search, guides, videos, workshops."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from appliance.content.subtitles import Cue
from appliance.content.text import Localised
from appliance.session.events import Intent
from appliance.session.states import ReceiptProgress
from kivy_ui.chrome import Chrome
from kivy_ui.views import Item
from kivy_ui.words import Words


@dataclass(frozen=True)
class Offered:
    """One thing on a shelf, with the picture that shows what it is, if there is one."""

    item: Item
    picture: Path | None = None


@dataclass(frozen=True)
class Shelf:
    """Things of one kind, under their heading."""

    title: Words
    offers: tuple[Offered, ...]


@dataclass(frozen=True)
class BrowsingView:
    chrome: Chrome
    title: Words
    icon: str
    """Empty for the lists that belong to no office and no topic."""
    about: Localised | None
    forms: tuple[Shelf, ...]
    shelves: tuple[Shelf, ...]
    """What else there is; shelves stand beside each other where there is room."""
    nothing: Localised | None
    below_each_other: bool = False
    """A choice of few: one a line, read from top to bottom."""


@dataclass(frozen=True)
class SearchView:
    chrome: Chrome
    title: Words
    hint: Localised
    query: str
    submit: Localised
    found: tuple[Item, ...]
    nothing: Localised | None
    """Said when something was typed and nothing fits."""
    instead_title: Words
    instead: tuple[Item, ...]
    """What can be touched before anything is typed."""


@dataclass(frozen=True)
class GuideView:
    chrome: Chrome
    progress: Localised
    step: int
    """From 0."""
    steps: int
    title: Words
    text: Words
    picture: Path
    previous: Localised | None
    previous_intent: Intent
    go_on: Localised
    go_on_intent: Intent


@dataclass(frozen=True)
class VideoView:
    chrome: Chrome
    title: Words
    path: Path
    poster: Path
    seconds: int
    fps: int
    cues: tuple[Cue, ...]
    cue_language: str
    german_cues: tuple[Cue, ...]
    """Read under the others; empty for who reads German and where there are no others."""
    play: Localised
    pause: Localised
    again: Localised
    failed: Localised
    no_sound: Localised


@dataclass(frozen=True)
class WorkshopEntry:
    id: str
    begin: str
    end: str
    title: Words
    place: str
    notes: tuple[tuple[str, Localised], ...]
    """Icon and words of what must be known before coming: costs, registration."""
    intent: Intent


@dataclass(frozen=True)
class WorkshopDay:
    title: Words
    entries: tuple[WorkshopEntry, ...]


@dataclass(frozen=True)
class WorkshopsView:
    chrome: Chrome
    title: Words
    days: tuple[WorkshopDay, ...]
    nothing: Localised | None


@dataclass(frozen=True)
class Fact:
    """One line of what there is to know about a workshop."""

    icon: str
    words: Words


@dataclass(frozen=True)
class Slip:
    """How the printing of the slip stands."""

    words: Localised
    progress: ReceiptProgress


@dataclass(frozen=True)
class WorkshopView:
    chrome: Chrome
    title: Words
    description: Words
    facts: tuple[Fact, ...]
    slip: Slip | None
    """None: none was asked for, and one can be."""
    print_slip: Localised | None
    """Offered where a slip can be printed now."""
    done: Localised
