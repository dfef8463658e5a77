"""The contract of ports.Speaker: the twin, and espeak-ng speaking into a file."""

from __future__ import annotations

import array
import logging
import time
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.speech.espeak_driver import VOICES, EspeakSpeaker
from hardware.speech.simulated import SimulatedSpeaker

Speaking = SimulatedSpeaker | EspeakSpeaker
SENTENCE = "Willkommen im Dienstleistungszentrum. Bitte wählen Sie eine Sprache."
LONG_TEXT = "Eins, zwei, drei, vier, fünf, sechs, sieben, acht, neun, zehn. " * 4000


@pytest.fixture(params=["twin", "espeak"])
def speaker(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Speaking]:
    made: Speaking = SimulatedSpeaker() if request.param == "twin" else EspeakSpeaker(tmp_path / "speech.wav")
    yield made
    made.close()


def finish(speaker: Speaking) -> None:
    if isinstance(speaker, SimulatedSpeaker):
        speaker.finish()
    until_silent(speaker)


def until_silent(speaker: Speaking, seconds: float = 20.0) -> None:
    limit = time.monotonic() + seconds
    while speaker.speaking:
        assert time.monotonic() < limit, "still speaking"
        time.sleep(0.02)


def seconds_of(path: Path) -> float:
    with wave.open(str(path)) as speech:
        # espeak-ng writes the sound before it knows how long it gets: the header is not to be believed.
        bytes_a_second: int = speech.getframerate() * speech.getsampwidth()
    return (path.stat().st_size - 44) / bytes_a_second


def test_it_speaks_all_languages_but_tigrinya(speaker: Speaking) -> None:
    assert all(speaker.can_speak(language) for language in VOICES)
    assert len(VOICES) == 12
    assert not speaker.can_speak("ti")
    assert not speaker.can_speak("xx")


def test_it_speaks_and_comes_to_an_end(speaker: Speaking) -> None:
    speaker.say(SENTENCE, "de")
    finish(speaker)
    assert not speaker.speaking


def test_saying_returns_at_once_and_hush_stops(speaker: Speaking) -> None:
    begun = time.monotonic()
    speaker.say(LONG_TEXT, "de")
    assert time.monotonic() - begun < 0.5
    assert speaker.speaking
    speaker.hush()
    assert not speaker.speaking
    assert time.monotonic() - begun < 2.0


def test_saying_something_else_stops_what_is_being_said(speaker: Speaking) -> None:
    speaker.say(LONG_TEXT, "de")
    speaker.say(SENTENCE, "de")
    finish(speaker)


def test_what_it_cannot_speak_is_silence(speaker: Speaking) -> None:
    speaker.say(LONG_TEXT, "de")
    speaker.say("ሰላም", "ti")
    assert not speaker.speaking


def test_a_chime_needs_no_voice_and_gives_way_to_words(speaker: Speaking) -> None:
    speaker.say(LONG_TEXT, "de")
    begun = time.monotonic()
    speaker.chime()
    assert time.monotonic() - begun < 1.5
    finish(speaker)
    speaker.chime()
    speaker.say(SENTENCE, "de")
    finish(speaker)
    speaker.close()
    speaker.chime()
    assert not speaker.speaking


def test_hush_and_close_may_come_at_any_time(speaker: Speaking) -> None:
    speaker.hush()
    speaker.close()
    speaker.close()
    speaker.say(SENTENCE, "de")
    assert not speaker.speaking


def test_texts_are_not_logged(speaker: Speaking, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        speaker.say(SENTENCE, "de")
        finish(speaker)
    assert "Willkommen" not in caplog.text
    assert "Willkommen" not in repr(speaker) + repr(getattr(speaker, "said", ""))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", SENTENCE),
        ("de-simple", SENTENCE),
        ("en", "Please choose a language."),
        ("uk", "Будь ласка, оберіть мову."),
        ("ru", "Пожалуйста, выберите язык."),
        ("ar", "الرجاء اختيار اللغة."),
        ("fa", "لطفاً زبان را انتخاب کنید."),
        ("tr", "Lütfen bir dil seçin."),
        ("ro", "Vă rugăm să alegeți o limbă."),
        ("bg", "Моля, изберете език."),
        ("pl", "Proszę wybrać język."),
        ("fr", "Veuillez choisir une langue."),
    ],
)
def test_every_voice_is_installed_and_makes_sound(language: str, text: str, tmp_path: Path) -> None:
    speech = tmp_path / "speech.wav"
    speaker = EspeakSpeaker(speech)
    speaker.say(text, language)
    until_silent(speaker)
    speaker.close()
    assert seconds_of(speech) > 1.0


def test_it_speaks_slower_than_usual(tmp_path: Path) -> None:
    """28 words: 175 words a minute would take 9.6 s by the book."""
    speech = tmp_path / "speech.wav"
    speaker = EspeakSpeaker(speech)
    speaker.say("Bitte lesen Sie die Frage in Ruhe durch. " * 4, "de")
    until_silent(speaker)
    slow = seconds_of(speech)
    speaker.close()
    assert slow > 9.6


def test_the_text_is_no_argument_of_the_program(tmp_path: Path) -> None:
    speaker = EspeakSpeaker(tmp_path / "speech.wav")
    speaker.say(LONG_TEXT, "de")
    process = speaker._speech
    assert process is not None
    arguments = b""
    while not arguments:  # a new program's arguments appear a moment after its process
        assert process.poll() is None
        arguments = Path(f"/proc/{process.pid}/cmdline").read_bytes()
    speaker.close()
    assert b"espeak" in arguments
    assert b"Eins" not in arguments


def test_hush_ends_the_program(tmp_path: Path) -> None:
    speaker = EspeakSpeaker(tmp_path / "speech.wav")
    speaker.say(LONG_TEXT, "de")
    process = speaker._speech
    assert process is not None
    speaker.hush()
    assert process.poll() is not None


def test_without_the_program_it_stays_silent() -> None:
    speaker = EspeakSpeaker(program="no-such-program")
    assert not speaker.can_speak("de")
    speaker.say(SENTENCE, "de")
    assert not speaker.speaking
    speaker.close()


def test_without_a_sound_card_nothing_breaks() -> None:
    speaker = EspeakSpeaker()
    speaker.say("Hallo", "de")
    until_silent(speaker)
    speaker.close()


def test_the_chime_is_a_sound_of_less_than_a_second_that_neither_clicks_nor_clips(tmp_path: Path) -> None:
    sound = tmp_path / "chime.wav"
    EspeakSpeaker(sound, program="no-such-program").chime()
    with wave.open(str(sound)) as chime:
        samples = array.array("h", chime.readframes(chime.getnframes()))
        assert 0.4 < chime.getnframes() / chime.getframerate() < 1.0
    loudest = max(abs(sample) for sample in samples)
    assert 5_000 < loudest < 20_000
    assert max(abs(samples[at]) for at in (0, -1)) < 100


def test_the_player_takes_the_chime_and_is_ended_by_hush() -> None:
    """Where there is no sound card it ends by itself, with nothing to be heard; the driver does not mind."""
    speaker = EspeakSpeaker()
    speaker.chime()
    process = speaker._speech
    assert process is not None, "aplay is missing: see debian-packages.txt"
    assert "aplay" in str(process.args)
    speaker.hush()
    assert process.poll() is not None


def test_without_the_player_it_stays_silent() -> None:
    speaker = EspeakSpeaker(player="no-such-program")
    speaker.chime()
    assert not speaker.speaking


def test_the_twin_remembers_what_was_said_until_it_is_closed() -> None:
    twin = SimulatedSpeaker()
    twin.say("eins", "de")
    twin.say("two", "en")
    assert [(said.text, said.language) for said in twin.said] == [("eins", "de"), ("two", "en")]
    twin.remove_voices()
    assert not twin.can_speak("de")
    twin.chime()
    assert (twin.chimes, twin.speaking) == (1, True)
    twin.finish()
    assert not twin.speaking
    twin.close()
    assert twin.said == []
