"""The application as it goes on paper: German, complete, and free of layout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TypeAlias

from appliance.content.text import GERMAN
from appliance.forms.answers import Answers
from appliance.forms.definition import FormDefinition
from appliance.forms.summary import SummarySection, attachments, summary
from appliance.printing import phrases


@dataclass(frozen=True)
class Row:
    """A term and its answer. An answer may run over several lines and hold any script."""

    term: str
    value: str


@dataclass(frozen=True)
class GroupHeading:
    """Begins one item of a repeated group: "Kind 2"."""

    text: str


Entry: TypeAlias = Row | GroupHeading


@dataclass(frozen=True)
class PaperSection:
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Addressee:
    """The office that the application goes to."""

    office: str
    address: tuple[str, ...] = ()
    """All lines as they stand in a window envelope; empty: the city and the office's name."""


@dataclass(frozen=True)
class Application:
    reference: str
    form_id: str
    form_version: str
    title: str
    legal_basis: str
    addressee: Addressee
    sections: tuple[PaperSection, ...]
    attachments: tuple[str, ...]
    declarations: tuple[str, ...]
    signatures: tuple[str, ...]
    place: str
    date: dt.date

    def __repr__(self) -> str:
        """Leave the answers out: this may get into a traceback."""
        return f"Application({self.form_id}, {self.reference})"


def application(
    form: FormDefinition, answers: Answers, *, reference: str, addressee: Addressee, place: str, date: dt.date
) -> Application:
    """Return what goes on paper: the answers on the visitor's path, in German, with what belongs to them."""
    by_section = groupby(summary(form, answers, GERMAN), key=lambda section: section.id)
    titles = {section.id: section.title.german for section in form.sections}
    return Application(
        reference=reference,
        form_id=form.id,
        form_version=form.version,
        title=form.german_title,
        legal_basis=form.legal_basis,
        addressee=addressee,
        sections=tuple(PaperSection(titles[id_], tuple(_entries(parts))) for id_, parts in by_section),
        attachments=tuple(attachment.label.german for attachment in attachments(form, answers)),
        declarations=tuple(declaration.german for declaration in form.declarations),
        signatures=tuple(signature.german for signature in form.signatures),
        place=place,
        date=date,
    )


def _entries(parts: Iterable[SummarySection]) -> Iterator[Entry]:
    """Yield a section's rows; what follows a group gets a heading too, or it would seem part of the last item."""
    in_group = False
    for part in parts:
        rows = tuple(Row(row.german_term, row.german_value) for row in part.rows if row.on_paper)
        if rows and part.group_id is not None:
            yield GroupHeading(part.german_title)
        elif rows and in_group:
            yield GroupHeading(phrases.FURTHER_ANSWERS)
        in_group = part.group_id is not None
        yield from rows
