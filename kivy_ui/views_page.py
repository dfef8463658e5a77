"""View models of pages that are read: messages, rows, introductions, the preview."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from appliance.content.text import Localised
from appliance.session.events import Intent
from kivy_ui.chrome import Chrome
from kivy_ui.words import Words


class Mood(Enum):
    PLAIN = "plain"
    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


class Weight(Enum):
    """How much an action is the one to take."""

    MAIN = "main"
    TINTED = "tinted"
    PLAIN = "plain"


@dataclass(frozen=True)
class Action:
    words: Localised
    intent: Intent
    weight: Weight = Weight.TINTED
    icon: str = ""
    forward: bool = False


@dataclass(frozen=True)
class Note:
    """A chip: an icon and words in the colour of a mood."""

    icon: str
    words: Localised
    mood: Mood


@dataclass(frozen=True)
class PageMark:
    """One sheet of a print job."""

    number: int
    done: bool


@dataclass(frozen=True)
class Picture:
    """The card beside a message: an icon, sheets, and one thing to remember."""

    icon: str
    sheets: tuple[PageMark, ...] = ()
    label: Localised | None = None
    remember: str = ""
    """Set large: a number, a reference, seconds left."""


@dataclass(frozen=True)
class MessageView:
    """What happened, that nothing is lost, what happens next."""

    kind: str
    chrome: Chrome
    title: Words
    paragraphs: tuple[Words, ...]
    picture: Picture
    note: Note | None = None
    actions: tuple[Action, ...] = ()
    steps: tuple[Words, ...] = ()
    """A numbered list."""


@dataclass(frozen=True)
class IntroductionView:
    chrome: Chrome
    title: Words
    about_title: Localised
    about: Words
    facts: tuple[tuple[str, Localised], ...]
    """Icon and words."""
    need_title: Words
    needs: tuple[Words, ...]
    privacy_title: Localised
    privacy: Localised
    result: Localised
    draft: Localised | None
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class LineView:
    label: Words
    value: Localised
    change: Intent | None = None
    change_words: Localised | None = None


@dataclass(frozen=True)
class LineGroup:
    title: Words | None
    lines: tuple[LineView, ...]


@dataclass(frozen=True)
class RowsView:
    """Labels and values in a card: checking answers, a read document, a workshop."""

    kind: str
    chrome: Chrome
    title: Words
    hint: Localised | None
    groups: tuple[LineGroup, ...]
    notes: tuple[Note, ...]
    actions: tuple[Action, ...]


@dataclass(frozen=True)
class PreviewView:
    chrome: Chrome
    title: Words
    pdf: bytes
    page: int
    pages: int
    where: Localised
    previous: Action | None
    next: Action | None
    actions: tuple[Action, ...]

    def __repr__(self) -> str:
        return f"PreviewView({self.page}/{self.pages})"
