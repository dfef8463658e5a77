"""Illustrated instructions: a few steps, one picture each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from appliance.content.problems import Problem
from appliance.content.text import LANGUAGES, Text
from appliance.content.yaml_source import Section, open_yaml

FILE_NAME = "guide.yaml"
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class GuideStep:
    title: Text
    text: Text
    picture: Path
    """A PNG, 4:3; never with text in it."""


@dataclass(frozen=True)
class Guide:
    id: str
    title: Text
    office: str
    """An office id, or empty."""
    topics: tuple[str, ...]
    form: str
    """The form that can be started from here, or empty."""
    steps: tuple[GuideStep, ...]
    drafts: frozenset[str] = frozenset()


def read_guides(directory: Path, problems: list[Problem]) -> tuple[Guide, ...]:
    """Read `<id>/guide.yaml` of every guide, by id."""
    return tuple(_read_guide(path, problems) for path in sorted(directory.glob(f"*/{FILE_NAME}")))


def _read_guide(path: Path, problems: list[Problem]) -> Guide:
    source = open_yaml(path, problems)
    guide = Guide(
        id=source.text("id"),
        title=source.translations("title"),
        office=source.text("office", ""),
        topics=source.words("topics"),
        form=source.text("form", ""),
        steps=tuple(_read_step(step, path.parent) for step in source.sections("steps")),
        drafts=frozenset(source.words("drafts", LANGUAGES)),
    )
    if guide.id and guide.id != path.parent.name:
        source.complain(f"`id` is `{guide.id}`, but the folder is `{path.parent.name}`", source.line_of("id"))
    source.finish()
    return guide


def _read_step(section: Section, folder: Path) -> GuideStep:
    step = GuideStep(section.translations("title"), section.translations("text"), folder / section.text("picture"))
    section.finish()
    if step.picture != folder:
        check_picture(section, "picture", step.picture)
    return step


def check_picture(section: Section, key: str, picture: Path) -> None:
    line = section.line_of(key)
    if not picture.is_file():
        section.complain(f"`{key}`: there is no file {picture.name} beside this file", line)
        return
    with picture.open("rb") as file:
        if file.read(len(_PNG_SIGNATURE)) != _PNG_SIGNATURE:
            section.complain(f"`{key}`: {picture.name} is not a PNG picture", line)
