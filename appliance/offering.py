"""Everything that a terminal offers, loaded once: forms, catalogue, words. What is broken is left out and said."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from appliance.content.catalogue import Catalogue, read_catalogue, read_offices
from appliance.content.interface import STAFF_LANGUAGES, InterfaceTexts, load_interface
from appliance.content.languages import LanguageName, load_languages
from appliance.content.problems import ContentError, Problem
from appliance.forms.definition import FormDefinition
from appliance.forms.office_forms import check_all_forms
from appliance.printing.acroform import TemplateRefused, check_template
from appliance.printing.receipt import load_receipt_words
from appliance.session.step import Offer

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Offering:
    forms: Mapping[str, FormDefinition]
    catalogue: Catalogue
    interface: InterfaceTexts
    languages: tuple[LanguageName, ...]
    receipt_words: InterfaceTexts
    staff_words: InterfaceTexts
    version: str
    """Of the content, for the monitor."""

    def office_name(self, office_id: str) -> str:
        """Return the official German name; the id for an office that the content does not know."""
        office = self.catalogue.office(office_id)
        return office.name if office else office_id

    def language(self, tag: str) -> LanguageName:
        """Return how a language is called. Raises LookupError."""
        found = next((language for language in self.languages if language.tag == tag), None)
        if found is None:
            raise LookupError(tag)
        return found

    def for_machine(self) -> Offer:
        return Offer(self.forms, {guide.id: len(guide.steps) for guide in self.catalogue.guides})


def load_offering(directory: Path) -> Offering:
    """Load `content/`. What has errors is left out and logged; the words must be whole.

    Raises ContentError where the terminal could say nothing at all.
    """
    forms = {form.id: form for form in _sound_forms(directory)}
    return Offering(
        forms=forms,
        catalogue=_sound_catalogue(directory, forms),
        interface=load_interface(directory / "interface"),
        languages=load_languages(directory / "languages.yaml"),
        receipt_words=load_receipt_words(directory / "receipt"),
        staff_words=load_interface(directory / "staff", STAFF_LANGUAGES),
        version=_version(directory),
    )


def _sound_forms(directory: Path) -> tuple[FormDefinition, ...]:
    offices = read_offices(directory / "offices.yaml", [])
    forms, errors = check_all_forms(directory, {office.id: office.name for office in offices})
    for error in errors:
        log.error("form left out: %s", error)
    return tuple(form for form in forms if _template_is_sound(form))


def _sound_catalogue(directory: Path, forms: Mapping[str, FormDefinition]) -> Catalogue:
    """Return what can be read: one guide that names a form left out must not close the terminal."""
    problems: list[Problem] = []
    catalogue = read_catalogue(directory, forms, problems)
    for problem in problems:
        log.error("content: %s", problem)
    if not catalogue.offices or not catalogue.topics:
        raise ContentError(problems)
    return catalogue


def _template_is_sound(form: FormDefinition) -> bool:
    if form.template is None:
        return True
    try:
        check_template(form.template)
    except TemplateRefused as refusal:
        log.error("form %s left out: %s", form.id, refusal)
        return False
    return True


def _version(directory: Path) -> str:
    try:
        return (directory / "VERSION").read_text(encoding="utf-8").strip()
    except OSError:
        return "unknown"
