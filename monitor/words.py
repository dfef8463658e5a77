"""The words of one language for the pages: texts with their values, ages, names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Literal, TypeAlias

from monitor import texts_de, texts_en, texts_sending, texts_update
from monitor.texts_events import EVENTS, REFS
from monitor.texts_names import LANGUAGES, TOPICS
from monitor.texts_reasons import REASONS

Language: TypeAlias = Literal["de", "en"]
TEXTS: Mapping[Language, Mapping[str, str]] = {
    "de": {**texts_de.TEXTS, **texts_sending.DE, **texts_update.DE},
    "en": {**texts_en.TEXTS, **texts_sending.EN, **texts_update.EN},
}


@dataclass(frozen=True)
class Said:
    """What a terminal reported, as people say it."""

    text: str
    raw: str = ""
    """Ids for which there are no words, as they came: nothing is hidden from IT."""


class Words:
    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = TEXTS[language]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text; its `.many` form, if it has one, where the figure it begins with is other than one."""
        text, many = self._texts[key], self._texts.get(f"{key}.many")
        if many is not None and str(values.get(_first_field(text), "")) not in {"", "1"}:
            text = many
        return text.format_map(_Blank(values))

    def has(self, key: str) -> bool:
        return key in self._texts

    def age(self, seconds: float) -> str:
        """Say a span of time as shortly as is still useful; the browser does the same (monitor.js)."""
        seconds = max(0, int(seconds))
        if seconds < 60:
            return self("ago.s", n=seconds)
        if seconds < 3600:
            return self("ago.min", n=seconds // 60)
        if seconds < 86_400:
            return self("ago.h", n=seconds // 3600)
        return self("ago.d", n=seconds // 86_400)

    def number(self, value: float) -> str:
        """Write a measured figure as shortly as is still useful."""
        text = f"{value:.1f}" if abs(value) < 100 else f"{value:.0f}"
        return text.replace(".", ",") if self.language == "de" else text

    def visitor_language(self, tag: str) -> str:
        return LANGUAGES[self.language].get(tag, tag)

    def topic(self, identifier: str) -> str:
        return TOPICS[self.language].get(identifier, identifier)

    def device(self, name: str) -> str:
        return self(f"device.{name}") if self.has(f"device.{name}") else name

    def reasons(self, keywords: Iterable[str]) -> Said:
        """Say IPP keywords in words, in their order."""
        known, told = REASONS[self.language], [keyword for keyword in keywords if keyword]
        words = dict.fromkeys(known[keyword] for keyword in told if keyword in known)
        return Said(", ".join(words), ", ".join(keyword for keyword in told if keyword not in known))

    def update_error(self, keyword: str) -> str:
        """Say why an update does not get on; a keyword without words stands as it came."""
        key = f"update.error.{keyword}"
        return self(key) if self.has(key) else keyword or REASONS[self.language]["other"]

    def event(self, kind: str, ref: str) -> Said:
        """Say an event; its `ref` is a device, a kind of trouble, an office, `office/id` or an error's name."""
        text = EVENTS[self.language].get(kind)
        if text is None:
            return Said("", f"{kind} {ref}".strip())
        if "{office}" in text:
            office, _, rest = ref.partition("/")
            return Said(text.format(office=self.topic(office) or "–"), rest)
        if "{ref}" not in text:
            return Said(text, ref)
        return Said(text.format(ref=REFS[self.language].get(ref) or self.device(ref) or "–"))

    def of_task(self, key: str, values: Mapping[str, str]) -> str:
        """Say something of a task or an incident, whose values are ids and figures."""
        reasons = self.reasons(values.get("reasons", "").split(", "))
        told = ", ".join(filter(None, [reasons.text, reasons.raw])) or REASONS[self.language]["other"]
        names = {
            "device_name": self.device(values.get("device", "")),
            "office_name": self.topic(values.get("office", "")),
            "reasons": told,
            "why": self.update_error(values.get("error", "")),
        }
        return self(key, **{**values, **names})


def _first_field(text: str) -> str:
    return next((name for _, name, _, _ in Formatter().parse(text) if name), "")


class _Blank(dict[str, object]):
    """A figure that is not known is left out, never shown as a placeholder."""

    def __missing__(self, key: str) -> str:
        return "–"


WORDS: Mapping[Language, Words] = {"de": Words("de"), "en": Words("en")}


def choose_language(chosen: str | None, accept: str) -> Language:
    """Return the chosen language, else the browser's first that there is (RFC 9110 12.5.4), else German."""
    language = _known(chosen or "")
    if language:
        return language
    ranges = [_range(part) for part in accept.split(",") if part.strip()]
    for tag, _quality in sorted(ranges, key=lambda r: -r[1]):
        language = _known(tag.split("-")[0])
        if language:
            return language
    return "de"


def _known(tag: str) -> Language | None:
    return next((language for language in WORDS if language == tag), None)


def _range(part: str) -> tuple[str, float]:
    tag, _, parameters = part.partition(";")
    try:
        quality = float(parameters.strip().removeprefix("q=")) if parameters else 1.0
    except ValueError:
        quality = 0.0
    return tag.strip().lower(), quality
