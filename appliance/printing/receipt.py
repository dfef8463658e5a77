"""What stands on a receipt, and in which order. Pure; no personal data ever gets in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from appliance.content.interface import InterfaceTexts, load_interface
from appliance.content.text import GERMAN, NO_TEXT, Localised, Text

CITY = "Stadt Dortmund"
SERVICE = "MigraDo Self-Service-Center"
COFUNDED = "Kofinanziert von der Europäischen Union"
_LOCAL_TIME = ZoneInfo("Europe/Berlin")


class ReceiptKind(StrEnum):
    APPLICATION = "application"
    SUBMISSION = "submission"
    """Proof that an application or a message was sent, with the code to ask about it."""
    WORKSHOP = "workshop"
    HELP = "help"


@dataclass(frozen=True)
class Receipt:
    kind: ReceiptKind
    language: str
    printed_at: dt.datetime
    """With its time zone; printed in Dortmund's time."""
    title: Text = NO_TEXT
    """Of the form or the workshop; for a help slip the topic."""
    reference: str = ""
    """`MD-7K4Q-2XF9`; the QR code holds it and nothing else."""
    office: str = ""
    """The official German name, as on the door."""
    done: tuple[Text, ...] = ()
    bring: tuple[Text, ...] = ()
    when: Text = NO_TEXT
    place: str = ""
    number: int | None = None
    """The number of a help call."""
    to_sign: bool = True
    heading: Text = NO_TEXT
    """Of a submission: whether it is being sent, or has been."""
    way: Text = NO_TEXT
    """How far a submission is."""
    pages: int = 0
    reply: Text = NO_TEXT
    """How long the office usually takes, where that is known."""
    status_code: str = ""
    """24 characters, see `appliance.outbox.status_code`."""
    ask_until: Text = NO_TEXT


class Mark(StrEnum):
    DONE = "done"
    TO_DO = "to_do"


@dataclass(frozen=True)
class Heading:
    text: Text


@dataclass(frozen=True)
class Title:
    text: Text


@dataclass(frozen=True)
class Detail:
    """A small label, and below it what it is."""

    label: Text
    text: Text


@dataclass(frozen=True)
class Reference:
    label: Text
    reference: str


@dataclass(frozen=True)
class StatusCode:
    """The code to ask about a submission: for people in groups, for terminals as a QR code."""

    label: Text
    code: str
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class Number:
    number: int


@dataclass(frozen=True)
class CheckList:
    label: Text
    mark: Mark
    items: tuple[Text, ...]


@dataclass(frozen=True)
class Note:
    text: Text


Block: TypeAlias = Heading | Title | Detail | Reference | StatusCode | Number | CheckList | Note


def load_receipt_words(directory: Path) -> InterfaceTexts:
    """Read the fixed words of all languages from `content/receipt`. Raises ContentError."""
    return load_interface(directory)


def blocks_of(receipt: Receipt, words: InterfaceTexts) -> tuple[Block, ...]:
    """Return what is printed, from top to bottom."""
    phrase = words.texts
    match receipt.kind:
        case ReceiptKind.APPLICATION:
            return _present(
                Heading(phrase["application.heading"]),
                Title(receipt.title),
                Reference(phrase["reference.label"], receipt.reference),
                Detail(phrase["office.label"], german(receipt.office)),
                CheckList(phrase["done.label"], Mark.DONE, receipt.done),
                CheckList(phrase["bring.label"], Mark.TO_DO, receipt.bring),
                *([Note(phrase["application.sign"])] if receipt.to_sign else []),
                Note(phrase["keep"]),
            )
        case ReceiptKind.SUBMISSION:
            return _of_submission(receipt, words)
        case ReceiptKind.WORKSHOP:
            return _present(
                Heading(phrase["workshop.heading"]),
                Title(receipt.title),
                Detail(phrase["workshop.when"], receipt.when),
                Detail(phrase["workshop.place"], german(receipt.place)),
                CheckList(phrase["bring.label"], Mark.TO_DO, receipt.bring),
                Note(phrase["keep"]),
            )
        case ReceiptKind.HELP:
            return _present(
                Heading(phrase["help.heading"]),
                *([Number(receipt.number)] if receipt.number is not None else []),
                Title(receipt.title),
                Note(phrase["help.wait"]),
            )


def _of_submission(receipt: Receipt, words: InterfaceTexts) -> tuple[Block, ...]:
    phrase = words.texts
    return _present(
        Heading(receipt.heading),
        Title(receipt.title),
        Detail(phrase["office.label"], german(receipt.office)),
        Detail(phrase["reference.label"], german(receipt.reference)),
        Detail(phrase["pages.label"], german(str(receipt.pages or ""))),
        Detail(phrase["way.label"], receipt.way),
        CheckList(phrase["done.label"], Mark.DONE, receipt.done),
        CheckList(phrase["bring.label"], Mark.TO_DO, receipt.bring),
        Detail(phrase["reply.label"], receipt.reply),
        StatusCode(phrase["status.label"], receipt.status_code, (phrase["status.how"], receipt.ask_until)),
        Note(phrase["status.secret"]),
    )


def filled(text: Text, **values: str) -> Text:
    """Return a text with `{name}` filled in; what is filled in runs from left to right in every language."""
    isolated = {name: f"\u2066{value}\u2069" for name, value in values.items()}
    return Text({tag: words.format(**isolated) for tag, words in text.by_language.items()})


def both_languages(text: Text, language: str) -> tuple[Localised, Localised | None]:
    """Return the visitor's words, and the German ones below them where those differ."""
    chosen = text.in_language(language)
    in_german = text.in_language(GERMAN)
    same = in_german.language != GERMAN or in_german.text == chosen.text
    return chosen, None if same else in_german


def printed_at(receipt: Receipt) -> str:
    return moment(receipt.printed_at)


def moment(time: dt.datetime) -> str:
    """Return the moment as everyone here writes it, in digits: `02.03.2026, 10:00 Uhr`."""
    return time.astimezone(_LOCAL_TIME).strftime("%d.%m.%Y, %H:%M Uhr")


def german(text: str) -> Text:
    return Text({GERMAN: text} if text else {})


def _present(*blocks: Block) -> tuple[Block, ...]:
    """Leave out what has nothing to say."""
    return tuple(block for block in blocks if _says_something(block))


def _says_something(block: Block) -> bool:
    match block:
        case Reference():
            return bool(block.reference)
        case StatusCode():
            return bool(block.code)
        case CheckList():
            return bool(block.items)
        case Number():
            return True
    return bool(block.text)
