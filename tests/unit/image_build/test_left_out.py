"""What is left out of packages, and that nothing of it is what our languages need."""

from __future__ import annotations

from pathlib import Path

from appliance.content.languages import load_languages
from hardware.speech.espeak_driver import VOICES
from image_build.python_tree import left_out
from image_build.recipe import load_recipe
from image_build.set_up import IDLE, link_name
from kivy_ui.text_layout import TEXT_FAMILIES

ROOT = Path(__file__).parents[3]
RECIPE = load_recipe(ROOT / "image-build")
BABEL = "/usr/local/lib/python3.13/dist-packages/babel/locale-data"
ESPEAK = "/usr/lib/aarch64-linux-gnu/espeak-ng-data"
NOTO = "/usr/share/fonts/truetype/noto"


def gone(*names: str) -> list[str]:
    return left_out(names, RECIPE.exclude, RECIPE.include)


def test_what_is_included_is_kept_of_what_is_excluded() -> None:
    assert left_out(["/a/b/c.dat", "/a/b/d.dat", "/e"], ["/a/*"], ["/a/*/d.dat"]) == ["/a/b/c.dat"]


def test_babel_keeps_every_language_of_the_terminal() -> None:
    tags = {language.tag.split("-")[0] for language in load_languages(ROOT / "content/languages.yaml")}
    assert len(tags) >= 12
    assert gone(*(f"{BABEL}/{tag}.dat" for tag in tags), f"{BABEL}/root.dat", f"{BABEL}/en_US_POSIX.dat") == []
    assert gone(f"{BABEL}/zu.dat") != []


def test_every_voice_keeps_its_dictionary() -> None:
    names = {voice.split("-")[0] for voice in VOICES.values()}
    assert gone(*(f"{ESPEAK}/{name}_dict" for name in names), f"{ESPEAK}/phondata") == []
    assert gone(f"{ESPEAK}/zu_dict") != []


def test_every_family_of_the_screen_is_there() -> None:
    for family in TEXT_FAMILIES.split(","):
        assert gone(f"{NOTO}/{family.replace(' ', '')}-Regular.ttf") == []
    assert gone(f"{NOTO}/NotoSansLepcha-Regular.ttf") != []


def test_certificates_are_linked_as_debian_names_them() -> None:
    assert link_name("mozilla/Some CA (G2), Ltd.crt") == "Some_CA_=G2=__Ltd.pem"


def test_every_program_that_does_nothing_has_its_reason() -> None:
    assert all(IDLE.values())
