"""Where staff's words come from: German, with English beneath, whatever language the visitor reads."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.content.interface import InterfaceTexts
from appliance.content.text import GERMAN, Localised
from kivy_ui.words import Words

_ENGLISH = "en"


@dataclass(frozen=True)
class StaffTexts:
    interface: InterfaceTexts

    def own(self, key: str, **values: object) -> Localised:
        return self.interface.get(key, GERMAN, **values)

    def words(self, key: str, **values: object) -> Words:
        """Return the German with the English under it, where it says something else."""
        german = self.own(key, **values)
        english = self.interface.get(key, _ENGLISH, **values).text
        return Words(german, english if english != german.text else "")

    def has(self, key: str) -> bool:
        return key in self.interface.keys

    def ago(self, seconds: float) -> str:
        """Return a length of time in one German figure: `40 s`, `5 min`, `3 h`."""
        for unit, length in (("days", 86_400), ("hours", 3600), ("minutes", 60)):
            if seconds >= 2 * length:
                return self.own(f"time.{unit}", count=int(seconds // length)).text
        return self.own("time.seconds", count=int(seconds)).text

    def joined(self, *parts: str) -> Localised:
        return Localised(" · ".join(part for part in parts if part), GERMAN)
