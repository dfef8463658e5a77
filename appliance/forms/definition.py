"""What a form is, after loading: frozen data, nothing of YAML left."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from appliance.content.text import NO_TEXT, Text


class QuestionType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    OWN_TEXT = "own_text"
    """In the visitor's own language and script; never printed as if it were German."""
    NAME = "name"
    """Latin letters of DIN 91379, data type A."""
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    ADDRESS = "address"
    COUNTRY = "country"
    NATIONALITY = "nationality"
    IBAN = "iban"
    PHONE = "phone"
    EMAIL = "email"
    GROUP = "group"
    """A repeated group of questions, such as one set for each child."""


class FormKind(StrEnum):
    """What becomes of the answers."""

    APPLICATION = "application"
    MESSAGE = "message"
    """A letter to an office, in the visitor's own words behind a German cover."""
    CONVERSATION = "conversation"
    """A sheet for a visit to an office. Only printed, never sent."""


class KnownFact(StrEnum):
    """What a scan tells, so that no question asks for it again."""

    FAMILY_NAME = "family_name"
    GIVEN_NAMES = "given_names"
    BIRTH_DATE = "birth_date"
    SEX = "sex"
    NATIONALITY = "nationality"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_EXPIRY = "document_expiry"
    DOCUMENT_TYPE = "document_type"
    PERMIT_EXPIRY = "permit_expiry"
    """From a residence permit; DOCUMENT_NUMBER and DOCUMENT_EXPIRY are those of a passport or identity card."""


class Operator(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    INCLUDES = "includes"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    ANSWERED = "answered"


@dataclass(frozen=True)
class Condition:
    """`question operator value`. Inside a group a name means that group item's question first.

    `value` of IS, IS_NOT and INCLUDES may name several choices, separated by spaces: any one of them.
    A question that is not asked, or not answered yet, makes every condition on it fail.
    """

    question: str
    operator: Operator
    value: str = ""


@dataclass(frozen=True)
class Choice:
    id: str
    label: Text
    offices: tuple[str, ...] = ()
    """In a form shared by all offices: where this one is offered; empty: at all of them."""


@dataclass(frozen=True)
class Question:
    id: str
    type: QuestionType
    label: Text
    german_term: str
    """The official term, as it stands on the paper."""
    help: Text = NO_TEXT
    where: Text = NO_TEXT
    """Where to find it: "in your passport, first line"."""
    required: bool = True
    show_if: tuple[Condition, ...] = ()
    """All must hold."""
    choices: tuple[Choice, ...] = ()
    known: KnownFact | None = None
    """Filled from a scanned document."""
    reuse: str = ""
    """Offers the answer of an earlier question (its id) as the starting value."""
    minimum: int | None = None
    maximum: int | None = None
    max_length: int | None = None
    past: bool | None = None
    """Dates: True must lie in the past (or today), False in the future (or today)."""
    partial_date: bool = False
    items: tuple[Question, ...] = ()
    """The questions of a group."""
    item_term: Text = NO_TEXT
    """What one item of a group is called: "child"."""
    another: Text = NO_TEXT
    """What is asked after an item of a group: "Is there another child?"."""


@dataclass(frozen=True)
class Section:
    """A page of the form on paper: a heading and its questions."""

    id: str
    title: Text
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Attachment:
    label: Text
    show_if: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class TemplateField:
    """Where one value goes in an official PDF."""

    pdf_field: str
    question: str
    """A question id, `group[0].question`, or a part of it: `address.postcode`."""
    on_state: str = ""
    """Check boxes: tick when the answer is `when`."""
    when: str = ""


@dataclass(frozen=True)
class Template:
    path: Path
    fields: tuple[TemplateField, ...]


@dataclass(frozen=True)
class FormDefinition:
    id: str
    version: str
    title: Text
    german_title: str
    office: str
    topics: tuple[str, ...]
    summary: Text
    minutes: int
    """How long it takes to fill in, for the introduction."""
    sections: tuple[Section, ...]
    attachments: tuple[Attachment, ...]
    declarations: tuple[Text, ...]
    """What the applicant signs for, printed above the signature line."""
    legal_basis: str
    signatures: tuple[Text, ...]
    drafts: frozenset[str] = frozenset()
    """Languages that no human has checked."""
    template: Template | None = None
    languages: tuple[str, ...] = ()
    """The languages that every text of the form is in."""
    kind: FormKind = FormKind.APPLICATION

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(question for section in self.sections for question in section.questions)
