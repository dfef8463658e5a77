"""View models: all that a screen shows, with its words resolved. Frozen and comparable; no Kivy, no session."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.content.text import Localised
from appliance.session.events import Intent
from kivy_ui.chrome import Chrome
from kivy_ui.words import Words


@dataclass(frozen=True)
class LanguageTile:
    tag: str
    name: str
    german: str


@dataclass(frozen=True)
class Greeting:
    """The welcome in one language; the idle screen shows one after the other."""

    welcome: Localised
    touch: Localised


@dataclass(frozen=True)
class IdleView:
    languages: tuple[LanguageTile, ...]
    greetings: tuple[Greeting, ...]
    others: str
    """The other welcomes in one line."""
    touch_german: Localised
    touch_english: Localised
    listen: Localised
    headphones: Localised
    aloud: bool
    """The welcome is being spoken, in one language after the other."""
    voices: frozenset[str]
    cofunded: Localised
    help: Localised
    staff: Localised


@dataclass(frozen=True)
class LanguageMenuView:
    chrome: Chrome
    title: Words
    hint: Words
    languages: tuple[LanguageTile, ...]
    current: str


@dataclass(frozen=True)
class Option:
    """Something that is on or off, or one of several."""

    words: Words
    intent: Intent
    chosen: bool
    icon: str = ""


@dataclass(frozen=True)
class DisplayMenuView:
    chrome: Chrome
    title: Words
    size: Words
    sizes: tuple[Option, ...]
    contrast: Words
    contrasts: tuple[Option, ...]
    reach: Words
    reach_hint: Words
    reaches: tuple[Option, ...]
    done: Localised
    done_intent: Intent


@dataclass(frozen=True)
class Item:
    """One thing to choose from a list."""

    words: Words
    icon: str
    intent: Intent
    detail: str = ""


@dataclass(frozen=True)
class HomeView:
    chrome: Chrome
    title: Words
    tiles: tuple[Item, ...]
    by_topic: Words
    topics: tuple[Item, ...]
    by_office: Words
    offices: tuple[Item, ...]
    search: Words
