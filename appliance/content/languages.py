"""How each language is called, for the language buttons."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from appliance.content.problems import ContentError, Problem
from appliance.content.text import LANGUAGES
from appliance.content.yaml_source import open_yaml


@dataclass(frozen=True)
class LanguageName:
    tag: str
    name: str
    """The endonym: what its speakers call it."""
    german: str
    welcome: str


def load_languages(path: Path) -> tuple[LanguageName, ...]:
    """Return all languages in the order of the file. Raises ContentError."""
    problems: list[Problem] = []
    languages = read_languages(path, problems)
    if problems:
        raise ContentError(problems)
    return languages


def read_languages(path: Path, problems: list[Problem]) -> tuple[LanguageName, ...]:
    source = open_yaml(path, problems)
    found = []
    for item in source.sections("languages"):
        tag = item.one_of("tag", LANGUAGES)
        found.append(LanguageName(tag, item.text("name"), item.text("german"), item.text("welcome")))
        item.finish()
    for tag in LANGUAGES:
        if not source.is_empty and sum(language.tag == tag for language in found) != 1:
            source.complain(f"`{tag}` must be in the list exactly once")
    source.finish()
    return tuple(found)
