"""The words of the screens, from one file a language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from appliance.content.problems import ContentError, Problem
from appliance.content.text import GERMAN, LANGUAGES, Localised, Text
from appliance.content.yaml_source import Section, open_yaml, placeholders

STAFF_LANGUAGES = (GERMAN, "en")
"""Those of `content/staff`: staff speak German, and English stands beneath."""
_REFERENCE = GERMAN


@dataclass(frozen=True)
class InterfaceTexts:
    texts: Mapping[str, Text]
    drafts: frozenset[str]
    """Languages whose words no human has checked."""

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self.texts)

    def get(self, key: str, language: str, **values: object) -> Localised:
        """Return the words in the visitor's language, with `{name}` filled in.

        Raises KeyError on an unknown key and on a missing value: both are mistakes of ours that a test must see.
        """
        found = self.texts[key].in_language(language)
        return Localised(found.text.format(**values), found.language)

    def german(self, key: str, **values: object) -> str:
        return self.get(key, GERMAN, **values).text


def load_interface(directory: Path, languages: Sequence[str] = LANGUAGES) -> InterfaceTexts:
    """Read `<language>.yaml` of every language. Raises ContentError with everything that is wrong."""
    problems: list[Problem] = []
    texts, drafts = read_interface(directory, problems, languages)
    if problems:
        raise ContentError(problems)
    return InterfaceTexts(texts, drafts)


def read_interface(
    directory: Path, problems: list[Problem], languages: Sequence[str] = LANGUAGES
) -> tuple[dict[str, Text], frozenset[str]]:
    words: dict[str, dict[str, str]] = {}
    sections: dict[str, Section] = {}
    drafts = set()
    for language in languages:
        section = open_yaml(directory / f"{language}.yaml", problems)
        sections[language] = section
        if not section.is_empty and section.flag("draft"):
            drafts.add(language)
        words[language] = {key: section.text(key) for key in section.keys if key != "draft"}
    for language, section in sections.items():
        if not section.is_empty:
            _compare(section, words[language], words[_REFERENCE])
    keys = dict.fromkeys(key for found in words.values() for key in found)
    merged = {key: Text({tag: found[key] for tag, found in words.items() if found.get(key)}) for key in keys}
    return merged, frozenset(drafts)


def _compare(section: Section, words: Mapping[str, str], reference: Mapping[str, str]) -> None:
    for key in reference.keys() - words.keys():
        section.complain(f"`{key}` is missing")
    for key, text in words.items():
        line = section.line_of(key)
        if key not in reference:
            section.complain(f"`{key}` does not exist in {_REFERENCE}.yaml", line)
            continue
        wanted = _names(reference[key])
        found = _names(text)
        if found is None:
            section.complain(f"`{key}` has a brace without its partner", line)
        elif wanted is not None and found != wanted:
            shown = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "no {words in braces}"
            section.complain(f"`{key}` must contain: {shown}", line)


def _names(text: str) -> frozenset[str] | None:
    try:
        return placeholders(text)
    except ValueError:
        return None
