"""Text in several languages, and which one a reader gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

GERMAN = "de"
LANGUAGES = ("de", "de-simple", "en", "uk", "ru", "ar", "fa", "tr", "ro", "bg", "pl", "fr", "ti")
"""BCP 47 tags; `de-simple` is our own for plain German (Einfache Sprache)."""
RIGHT_TO_LEFT = frozenset({"ar", "fa"})
_FALLBACKS = {"de-simple": ("de",), "de": ("de-simple",)}


def is_right_to_left(language: str) -> bool:
    return language in RIGHT_TO_LEFT


@dataclass(frozen=True)
class Localised:
    """A text in the language it was really found in, which decides direction, font and voice."""

    text: str
    language: str

    @property
    def right_to_left(self) -> bool:
        return is_right_to_left(self.language)


@dataclass(frozen=True)
class Text:
    by_language: Mapping[str, str]

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_language", MappingProxyType(dict(self.by_language)))

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_language.items())))

    def __bool__(self) -> bool:
        return any(self.by_language.values())

    @property
    def german(self) -> str:
        return self.in_language(GERMAN).text

    def in_language(self, language: str) -> Localised:
        """Return the wanted language, else English, else German, else any: told apart by `Localised.language`."""
        for tag in (language, *_FALLBACKS.get(language, ()), "en", GERMAN):
            if self.by_language.get(tag):
                return Localised(self.by_language[tag], tag)
        return next((Localised(text, tag) for tag, text in self.by_language.items()), Localised("", language))


NO_TEXT = Text({})
