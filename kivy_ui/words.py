"""Words as they stand on the screen: in the visitor's language, with the German beside them."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.content.text import GERMAN, Localised, Text

_READS_GERMAN = ("de", "de-simple")


@dataclass(frozen=True)
class Words:
    own: Localised
    german: str = ""
    """Empty where it would say the same again."""

    @property
    def text(self) -> str:
        return self.own.text


NO_WORDS = Words(Localised("", GERMAN))


def words_of(text: Text, language: str) -> Words:
    """Return a content text with its German."""
    return pair(text.in_language(language), text.german, language)


def pair(own: Localised, german: str, language: str) -> Words:
    if language in _READS_GERMAN or own.language in _READS_GERMAN or own.text == german:
        return Words(own)
    return Words(own, german)


def with_term(own: Localised, term: str) -> Words:
    """Return words with an official term, which is shown to those who read German too."""
    return Words(own, "" if own.text.strip() == term.strip() else term)
