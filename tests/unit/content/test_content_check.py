"""`python -m appliance.content`: an editor who breaks several files hears of all of them at once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from appliance.content.__main__ import check, main

SHIPPED = Path(__file__).resolve().parents[3] / "content"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "content"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_shipped_content_is_in_order(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(content)]) == 0
    assert "in order" in capsys.readouterr().out


def test_every_mistake_is_named_with_its_file(content: Path) -> None:
    guide = content / "guides" / "wohnberechtigungsschein"
    video = content / "videos" / "how-to-terminal"
    edit(guide / "guide.yaml", "topics: [wohnen]", "topics: [wohnung]")
    edit(guide / "guide.yaml", "form: wohnberechtigungsschein", "form: wbs")
    edit(guide / "guide.yaml", "office: wohnungsamt", "offce: wohnungsamt")
    (guide / "step-2.png").unlink()
    (guide / "step-3.png").write_text("no picture")
    edit(video / "video.yaml", "seconds: 40", "seconds: 20")
    edit(video / "subtitles" / "ar.vtt", "-->", "->")
    (video / "subtitles" / "ti.vtt").unlink()
    (video / "video.webm").write_bytes(b"no film")
    edit(content / "offices.yaml", "      bg:", "      xx:")
    edit(content / "languages.yaml", "tag: ti", "tag: tt")
    edit(content / "interface" / "ru.yaml", "{seconds}", "")
    edit(content / "receipt" / "uk.yaml", "{days}", "")
    edit(content / "messages" / "nachricht" / "form.yaml", "kind: message", "kind: massage")
    edit(content / "messages" / "gespraech" / "form.yaml", "offices: [wohnungsamt]", "offices: [wohnamt]")
    error = check(content)
    assert error is not None
    found = str(error)
    for expected in (
        "there is no topic `wohnung`",
        "there is no form `wbs`",
        "`offce` is not known here",
        "there is no file step-2.png",
        "step-3.png is not a PNG picture",
        "subtitles/de.vtt go on after the end",
        "ar.vtt:3: a time such as",
        "there are no subtitles/ti.vtt",
        "video.webm is not a WebM video",
        "`what_for` is missing in: bg",
        "`xx` is not known here",
        "`ti` must be in the list exactly once",
        "`timeout.countdown` must contain: {seconds}",
        "`reply.days` must contain: {days}",
        "`massage` is not known as `kind`. Did you mean `message`?",
        "`wohnamt` is not known as `offices`. Did you mean `wohnungsamt`?",
    ):
        assert expected in found, expected


def test_the_check_fails_and_counts(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (content / "topics.yaml").unlink()
    assert main([str(content)]) == 1
    assert "topics.yaml: the file cannot be opened" in capsys.readouterr().out


def test_without_a_directory_it_says_how_it_is_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert main([str(tmp_path / "nothing")]) == 2
    assert "usage" in capsys.readouterr().err
