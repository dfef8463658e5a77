"""The words of the screens: what is missing or wrong in a file is named with its line, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.content.interface import load_interface
from appliance.content.problems import ContentError
from appliance.content.text import LANGUAGES, Localised

GOOD = "draft: true\n\na.greeting: Hello {name}\na.bye: Bye\n"


@pytest.fixture
def words(tmp_path: Path) -> Path:
    for language in LANGUAGES:
        (tmp_path / f"{language}.yaml").write_text(GOOD)
    return tmp_path


def problems(directory: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_interface(directory)
    return [f"{Path(p.path).name}:{p.line} {p.message}" for p in caught.value.problems]


def test_words_are_filled_in_and_say_their_language(words: Path) -> None:
    texts = load_interface(words)
    assert texts.get("a.greeting", "uk", name="Ada {0}") == Localised("Hello Ada {0}", "uk")
    assert texts.german("a.bye") == "Bye"
    assert texts.keys == {"a.greeting", "a.bye"}


def test_the_drafts_are_known(words: Path) -> None:
    (words / "de.yaml").write_text(GOOD.replace("true", "false"))
    assert load_interface(words).drafts == set(LANGUAGES) - {"de"}


def test_an_unknown_key_or_a_missing_value_raises(words: Path) -> None:
    texts = load_interface(words)
    with pytest.raises(KeyError):
        texts.get("a.unknown", "de")
    with pytest.raises(KeyError):
        texts.get("a.greeting", "de")


def test_all_mistakes_of_all_files_come_together_with_their_lines(words: Path) -> None:
    (words / "uk.yaml").write_text("draft: true\n\na.greeting: Привіт\n")
    (words / "fr.yaml").write_text(GOOD + "a.more: Encore\n")
    (words / "tr.yaml").write_text(GOOD.replace("{name}", "{nom}").replace("true", "maybe"))
    (words / "pl.yaml").write_text(GOOD + "a.bye: Pa\n")
    (words / "ro.yaml").write_text(GOOD.replace("{name}", "{name"))
    (words / "ti.yaml").unlink()
    assert problems(words) == [
        "fr.yaml:5 `a.more` does not exist in de.yaml",
        "pl.yaml:5 `a.bye` stands here twice",
        "ro.yaml:3 `a.greeting` has a brace without its partner",
        "ti.yaml:0 the file cannot be opened",
        "tr.yaml:1 `draft` should be true or false",
        "tr.yaml:3 `a.greeting` must contain: {name}",
        "uk.yaml:1 `a.bye` is missing",
        "uk.yaml:3 `a.greeting` must contain: {name}",
    ]


def test_broken_yaml_names_the_line(words: Path) -> None:
    (words / "bg.yaml").write_text("draft: true\na.bye: 'open\n")
    found = problems(words)
    assert len(found) == 1
    assert found[0].startswith("bg.yaml:3 not valid YAML")


def test_words_that_yaml_takes_for_something_else_stay_words(words: Path) -> None:
    for language in LANGUAGES:
        (words / f"{language}.yaml").write_text("draft: true\na.no: No\na.digits: 123\na.off: off\n")
    texts = load_interface(words)
    assert [texts.get(key, "en").text for key in ("a.no", "a.digits", "a.off")] == ["No", "123", "off"]
