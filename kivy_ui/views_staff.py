"""View models of staff at the terminal: the sign-in, and the self-test. All else is rows and messages."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.content.text import Localised
from kivy_ui.chrome import Chrome
from kivy_ui.views_page import Action, Mood
from kivy_ui.words import Words


@dataclass(frozen=True)
class Told:
    """What came of the last try, or that one is being judged."""

    icon: str
    words: Words
    mood: Mood


@dataclass(frozen=True)
class StaffSignInView:
    chrome: Chrome
    title: Words
    parked: Words | None
    """Said where a visit lies beneath."""
    badge: Words
    reader_works: bool
    number: Words
    pin: Words
    submit: Localised
    told: Told | None
    open: bool
    """Whether a PIN would be looked at now."""


@dataclass(frozen=True)
class Check:
    """One line of the self-test."""

    icon: str
    label: Words
    told: Words
    done: bool | None
    """None: not known yet."""


@dataclass(frozen=True)
class SelfTestView:
    chrome: Chrome
    title: Words
    corners_hint: Words
    corner: Localised
    touched: frozenset[int]
    checks: tuple[Check, ...]
    actions: tuple[Action, ...]
