"""One file for all offices: a message or a conversation sheet becomes one form for each office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from appliance.content.text import Text
from appliance.forms.definition import FormDefinition, FormKind, Question, Section
from appliance.forms.errors import FormError
from appliance.forms.loading import FILE_NAME, check_forms

APPLICATIONS, MESSAGES = "forms", "messages"
"""The two folders of `content/`."""
OFFICE_NAME = "{office}"
"""Stands in titles and summaries where the office's name belongs."""


def check_all_forms(
    content_dir: Path, office_names: Mapping[str, str]
) -> tuple[tuple[FormDefinition, ...], tuple[FormError, ...]]:
    """Load applications, and messages and conversation sheets once for each office (id -> official name)."""
    applications, errors = check_forms(content_dir / APPLICATIONS)
    shared, more = check_forms(content_dir / MESSAGES)
    misplaced = [
        *(_misplaced(content_dir / APPLICATIONS, form) for form in applications if _is_shared(form)),
        *(_misplaced(content_dir / MESSAGES, form) for form in shared if not _is_shared(form)),
    ]
    forms = [form for form in applications if not _is_shared(form)]
    for form in filter(_is_shared, shared):
        forms += [for_office(form, id_, name) for id_, name in office_names.items()]
    return tuple(forms), (*errors, *more, *misplaced)


def for_office(form: FormDefinition, office_id: str, office_name: str) -> FormDefinition:
    """Return the shared form as that of one office: `nachricht` -> `nachricht-jobcenter`."""
    return replace(
        form,
        id=f"{form.id}-{office_id}",
        office=office_id,
        title=_named(form.title, office_name),
        german_title=form.german_title.replace(OFFICE_NAME, office_name),
        summary=_named(form.summary, office_name),
        sections=tuple(_section_at(section, office_id) for section in form.sections),
    )


def _section_at(section: Section, office_id: str) -> Section:
    return replace(section, questions=tuple(_question_at(question, office_id) for question in section.questions))


def _question_at(question: Question, office_id: str) -> Question:
    offered = tuple(choice for choice in question.choices if not choice.offices or office_id in choice.offices)
    return replace(question, choices=offered)


def _named(text: Text, office_name: str) -> Text:
    return Text({tag: words.replace(OFFICE_NAME, office_name) for tag, words in text.by_language.items()})


def _is_shared(form: FormDefinition) -> bool:
    return form.kind is not FormKind.APPLICATION


def _misplaced(directory: Path, form: FormDefinition) -> FormError:
    wanted = MESSAGES if _is_shared(form) else APPLICATIONS
    path = directory / form.id / FILE_NAME
    return FormError(path, 1, f"A form of kind {form.kind} belongs in the folder `{wanted}`.")
