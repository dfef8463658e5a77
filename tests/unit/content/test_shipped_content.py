"""What the terminal ships: complete in all languages, with icons and pictures that exist."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from PIL import Image

from appliance.content.catalogue import Catalogue, load_catalogue
from appliance.content.interface import InterfaceTexts, load_interface
from appliance.content.languages import load_languages
from appliance.content.search import SearchKind
from appliance.content.subtitles import cue_at
from appliance.content.text import LANGUAGES, Text
from appliance.forms.loading import load_forms
from appliance.forms.vocabulary import OFFICES, TOPICS
from appliance.session.states import TroubleKind

CONTENT = Path(__file__).resolve().parents[3] / "content"
ICON_NAMES = Path("/usr/share/fonts-materialdesignicons-webfont/scss/_variables.scss")
SCRIPTS = {"uk": "CYRILLIC", "ru": "CYRILLIC", "bg": "CYRILLIC", "ar": "ARABIC", "fa": "ARABIC", "ti": "ETHIOPIC"}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(CONTENT, {form.id: form for form in load_forms(CONTENT / "forms")})


@pytest.fixture(scope="module")
def interface() -> InterfaceTexts:
    return load_interface(CONTENT / "interface")


def all_texts(catalogue: Catalogue) -> list[Text]:
    texts = [office.what_for for office in catalogue.offices] + [topic.name for topic in catalogue.topics]
    for guide in catalogue.guides:
        texts += [guide.title, *(text for step in guide.steps for text in (step.title, step.text))]
    texts += [video.title for video in catalogue.videos]
    for words in catalogue.workshops.words.values():
        texts += [words.title, words.description]
    return texts


def test_every_text_is_there_in_all_languages(catalogue: Catalogue, interface: InterfaceTexts) -> None:
    for text in (*all_texts(catalogue), *interface.texts.values()):
        assert set(text.by_language) == set(LANGUAGES), text.german


@pytest.mark.parametrize(("language", "script"), SCRIPTS.items())
def test_texts_are_in_the_script_of_their_language(
    catalogue: Catalogue, interface: InterfaceTexts, language: str, script: str
) -> None:
    """A line that slipped into the wrong file shows here."""
    same_everywhere = {"keyboard.digits", "keyboard.letters", "question.item"}
    words = [text for key, text in interface.texts.items() if key not in same_everywhere]
    for text in (*all_texts(catalogue), *words):
        found = text.by_language[language]
        assert any(unicodedata.name(letter, "").startswith(script) for letter in found), found


def test_only_german_claims_to_be_checked(catalogue: Catalogue, interface: InterfaceTexts) -> None:
    unchecked = frozenset(LANGUAGES) - {"de"}
    assert interface.drafts == catalogue.workshops.drafts == unchecked
    drafts = [guide.drafts for guide in catalogue.guides] + [video.drafts for video in catalogue.videos]
    assert set(drafts) == {unchecked}


def test_the_languages_are_in_the_order_of_the_idle_screen() -> None:
    languages = load_languages(CONTENT / "languages.yaml")
    assert tuple(language.tag for language in languages) == LANGUAGES
    assert len({language.name for language in languages}) == len(LANGUAGES)


def test_every_trouble_has_its_words(interface: InterfaceTexts) -> None:
    for kind in TroubleKind:
        for key in (f"trouble.{kind}", f"receipt_trouble.{kind}"):
            assert {f"{key}.what", f"{key}.next"} <= interface.keys


def test_offices_and_topics_are_those_that_forms_may_name(catalogue: Catalogue) -> None:
    assert tuple(office.id for office in catalogue.offices) == OFFICES
    assert tuple(topic.id for topic in catalogue.topics) == TOPICS


@pytest.mark.skipif(not ICON_NAMES.exists(), reason="fonts-materialdesignicons-webfont is not installed")
def test_every_icon_is_in_the_font(catalogue: Catalogue) -> None:
    known = set(re.findall(r'"([a-z0-9-]+)":\s*F', ICON_NAMES.read_text()))
    wanted = {office.icon for office in catalogue.offices} | {topic.icon for topic in catalogue.topics}
    assert len(known) > 1000
    assert wanted <= known


def test_the_guide_has_six_steps_with_pictures_of_one_size(catalogue: Catalogue) -> None:
    guide = catalogue.guide("wohnberechtigungsschein")
    assert guide is not None
    assert len(guide.steps) == 6
    for step in guide.steps:
        with Image.open(step.picture) as picture:
            assert picture.size == (1200, 900)
        assert step.picture.with_suffix(".svg").exists()


def test_the_guide_names_the_buttons_as_they_are_on_the_screen(
    catalogue: Catalogue, interface: InterfaceTexts
) -> None:
    guide = catalogue.guide("wohnberechtigungsschein")
    topic = catalogue.topic("wohnen")
    assert guide is not None
    assert topic is not None
    for language in LANGUAGES:
        assert topic.name.in_language(language).text in guide.steps[1].text.in_language(language).text
        assert interface.get("preview.print", language).text in guide.steps[4].text.in_language(language).text


def test_the_video_is_small_and_spoken_for_in_all_languages(catalogue: Catalogue) -> None:
    video = catalogue.video("how-to-terminal")
    assert video is not None
    assert video.path.stat().st_size < 3_000_000
    assert 30 <= video.seconds <= 60
    assert set(video.subtitles) == set(LANGUAGES)
    assert {len(cues) for cues in video.subtitles.values()} == {8}
    assert all(cue_at(cues, 7.0) is not None for cues in video.subtitles.values())


def test_what_belongs_together_is_found(catalogue: Catalogue) -> None:
    housing = catalogue.by_topic("wohnen")
    assert [form.id for form in housing.forms] == ["wohnberechtigungsschein"]
    assert [guide.id for guide in housing.guides] == ["wohnberechtigungsschein"]
    assert [video.id for video in housing.videos] == ["how-to-terminal"]
    assert [form.id for form in catalogue.by_office("schulamt").forms] == ["schulanmeldung-seiteneinsteiger"]
    assert not catalogue.by_office("schulamt").guides


@pytest.mark.parametrize(
    ("query", "language", "kind", "wanted"),
    [
        ("Wohnberechtigungschein", "ar", SearchKind.FORM, "wohnberechtigungsschein"),
        ("سكن", "ar", SearchKind.TOPIC, "wohnen"),
        ("школа", "uk", SearchKind.TOPIC, "schulbildung"),
        ("sprachcafe", "en", SearchKind.WORKSHOP, "sprachcafe"),
        ("visa", "en", SearchKind.OFFICE, "amt-fuer-migration"),
    ],
)
def test_visitors_find_by_a_word(
    catalogue: Catalogue, query: str, language: str, kind: SearchKind, wanted: str
) -> None:
    assert (kind, wanted) in [(hit.kind, hit.id) for hit in catalogue.search(query, language)]
