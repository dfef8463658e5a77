"""Where a presenter finds its words: the interface texts in one visitor's language, each with its German."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.content.interface import InterfaceTexts
from appliance.content.text import GERMAN, Localised, Text
from kivy_ui.words import Words, pair, words_of


@dataclass(frozen=True)
class Texts:
    interface: InterfaceTexts
    language: str

    def own(self, key: str, **values: object) -> Localised:
        return self.interface.get(key, self.language, **values)

    def words(self, key: str, **values: object) -> Words:
        """Return words with the German under them. Values that are words themselves must be the same in both."""
        return pair(self.own(key, **values), self.interface.german(key, **values), self.language)

    def plain(self, key: str, **values: object) -> Words:
        """Return words without their German: for what nobody meets again on paper."""
        return Words(self.own(key, **values))

    def of(self, text: Text) -> Words:
        return words_of(text, self.language)

    def of_kind(self, kind: str, key: str) -> str:
        """Return the key for this kind of form, where that has words of its own: a message is no application."""
        return f"{kind}.{key}" if f"{kind}.{key}" in self.interface.texts else key

    def german(self, key: str, **values: object) -> Localised:
        return Localised(self.interface.german(key, **values), GERMAN)
