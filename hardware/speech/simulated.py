"""The simulated voice: same port; it remembers what was said until it is closed, and has levers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from hardware.speech.espeak_driver import VOICES


@dataclass(frozen=True)
class Utterance:
    text: str = field(repr=False)
    language: str = ""


class SimulatedSpeaker:
    """Implements ports.Speaker."""

    def __init__(self, languages: Collection[str] = tuple(VOICES)) -> None:
        self._languages = frozenset(languages)
        self._plugged = True
        self._closed = False
        self.said: list[Utterance] = []
        self.current: Utterance | None = None
        """What is being said now."""
        self.chimes = 0
        self._sounding = False

    def can_speak(self, language: str) -> bool:
        return self._plugged and language in self._languages

    def say(self, text: str, language: str) -> None:
        self.hush()
        if self.can_speak(language):
            self.current = Utterance(text, language)
            self.said.append(self.current)

    def chime(self) -> None:
        self.hush()
        if not self._closed:
            self.chimes += 1
            self._sounding = True

    def hush(self) -> None:
        self.current = None
        self._sounding = False

    def close(self) -> None:
        self.hush()
        self.said.clear()
        self.chimes = 0
        self._plugged = False
        self._closed = True

    @property
    def speaking(self) -> bool:
        return self.current is not None or self._sounding

    def finish(self) -> None:
        """Say it, or sound, to the end."""
        self.hush()

    def remove_voices(self) -> None:
        """As on a machine without espeak-ng."""
        self.hush()
        self._plugged = False
