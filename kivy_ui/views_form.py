"""View models of a form: its introduction, its questions, the document, checking the answers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from appliance.content.text import Localised
from appliance.forms.answers import Entry
from kivy_ui.chrome import Chrome
from kivy_ui.keyboard_layouts import KeyboardKind
from kivy_ui.words import Words


@dataclass(frozen=True)
class Asked:
    """What all questions have in common."""

    key: str
    form: Localised
    progress: Localised
    position: int
    total: int
    """0: it is no question of a form, and there is no progress to show."""
    label: Words
    """The question, and the official term as its German."""
    help: Localised | None
    where_title: Localised
    where: Words | None
    scan: Localised | None
    """Offers the document reader, where it can fill this in."""
    problem: Localised | None
    problem_part: str
    submit: Localised
    skip: Localised | None
    entry: Entry


class Capitals(Enum):
    """What begins with a capital by itself."""

    NOTHING = "nothing"
    WORDS = "words"
    SENTENCES = "sentences"


@dataclass(frozen=True)
class FieldSpec:
    part: str
    label: Localised | None
    width_mm: int
    max_length: int | None = None
    full_at: int | None = None
    """So many characters fill it, and the caret goes on to the next field."""
    capitals: Capitals = Capitals.NOTHING


@dataclass(frozen=True)
class TypedQuestionView:
    chrome: Chrome
    asked: Asked
    keyboard: KeyboardKind
    fields: tuple[FieldSpec, ...]
    unit: Localised | None = None
    """Stands behind the field: Euro."""
    unknown: tuple[tuple[str, Localised], ...] = ()
    """Dates of which parts may be unknown: the parts to empty, separated by spaces, and what the button says."""


@dataclass(frozen=True)
class MessageQuestionView:
    """A text in the visitor's own language and script."""

    chrome: Chrome
    asked: Asked
    language: str
    """Of the keyboard, and of the direction before anything is typed."""
    max_length: int
    most_lines: int
    left: Localised | None
    """How many characters more, said when it gets near the limit."""
    widest_left: Localised
    """The longest that this may become."""


@dataclass(frozen=True)
class ChoiceOption:
    id: str
    words: Words


@dataclass(frozen=True)
class ChoiceQuestionView:
    chrome: Chrome
    asked: Asked
    options: tuple[ChoiceOption, ...]
    several: bool
    hint: Localised


@dataclass(frozen=True)
class CountryName:
    code: str
    own: Localised
    german: str
    also: tuple[str, ...]
    """All the spellings to find it by."""


@dataclass(frozen=True)
class CountryQuestionView:
    chrome: Chrome
    asked: Asked
    search: Localised
    countries: tuple[CountryName, ...]
    first: tuple[str, ...]
    """Codes that are offered before anything is typed."""
