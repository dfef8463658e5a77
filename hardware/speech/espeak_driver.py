"""Speech by espeak-ng, a separate program: its licence and its crashes stay outside of ours."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import threading
from pathlib import Path

from hardware.speech.chime import chime_wave

VOICES = {
    "de": "de",
    "de-simple": "de",
    "en": "en-gb",
    "uk": "uk",
    "ru": "ru",
    "ar": "ar",
    "fa": "fa",
    "tr": "tr",
    "ro": "ro",
    "bg": "bg",
    "pl": "pl",
    "fr": "fr-fr",
}
"""Our language to espeak-ng's voice. It has none for Tigrinya."""
WORDS_A_MINUTE = 140
"""espeak-ng's own 175 is hard to follow for people who learn the language."""
_STOP_SECONDS = 1.0

log = logging.getLogger(__name__)


class EspeakSpeaker:
    """Implements ports.Speaker. Without a sound card it stays silent; texts are never logged.

    With `wave_file` the sound goes there and not to the sound card.
    """

    def __init__(self, wave_file: Path | None = None, program: str = "espeak-ng", player: str = "aplay") -> None:
        self._program = shutil.which(program)
        self._player = shutil.which(player)
        self._wave_file = wave_file
        self._output = [] if wave_file is None else ["-w", str(wave_file)]
        self._lock = threading.Lock()
        self._speech: subprocess.Popen[bytes] | None = None
        self._closed = False

    def can_speak(self, language: str) -> bool:
        return self._program is not None and language in VOICES

    def say(self, text: str, language: str) -> None:
        with self._lock:
            self._stop()
            if self._closed or self._program is None or language not in VOICES:
                return
            espeak = [self._program, "-v", VOICES[language], "-s", str(WORDS_A_MINUTE), "-b", "1", "--stdin"]
            self._speech = self._begin([*espeak, *self._output], text.encode())

    def chime(self) -> None:
        with self._lock:
            self._stop()
            if self._closed:
                return
            if self._wave_file is not None:
                self._wave_file.write_bytes(chime_wave())
            elif self._player is not None:
                self._speech = self._begin([self._player, "--quiet", "-"], chime_wave())

    def hush(self) -> None:
        with self._lock:
            self._stop()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._stop()

    @property
    def speaking(self) -> bool:
        with self._lock:
            return self._speech is not None and self._speech.poll() is None

    def _begin(self, program: list[str], fed: bytes) -> subprocess.Popen[bytes] | None:
        # The text goes in as a file without a name: an argument is there for every user of the machine to
        # read, and a pipe would make us wait for a program that reads slowly.
        memory = os.memfd_create("speech")
        try:
            with os.fdopen(memory, "r+b") as words:
                words.write(fed)
                words.seek(0)
                return subprocess.Popen(program, stdin=words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        except OSError as error:
            log.warning("no speech: %s", type(error).__name__)
            return None

    def _stop(self) -> None:
        speech, self._speech = self._speech, None
        if speech is None:
            return
        speech.kill()
        try:
            speech.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            log.warning("a program that speaks does not end")
