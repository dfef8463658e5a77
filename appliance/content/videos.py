"""How-to videos with their subtitles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from appliance.content.guides import check_picture
from appliance.content.problems import Problem
from appliance.content.subtitles import Cue, SubtitleError, parse_webvtt
from appliance.content.text import LANGUAGES, Text
from appliance.content.yaml_source import Section, open_yaml

FILE_NAME = "video.yaml"
_EBML_SIGNATURE = b"\x1a\x45\xdf\xa3"
"""Matroska and WebM files begin so (RFC 8794)."""


@dataclass(frozen=True)
class Video:
    id: str
    title: Text
    office: str
    topics: tuple[str, ...]
    path: Path
    poster: Path
    seconds: int
    fps: int
    subtitles: Mapping[str, tuple[Cue, ...]] = field(hash=False)
    """By language."""
    drafts: frozenset[str] = frozenset()


def read_videos(directory: Path, problems: list[Problem]) -> tuple[Video, ...]:
    """Read `<id>/video.yaml` of every video, by id."""
    return tuple(_read_video(path, problems) for path in sorted(directory.glob(f"*/{FILE_NAME}")))


def _read_video(path: Path, problems: list[Problem]) -> Video:
    source, folder = open_yaml(path, problems), path.parent
    video = Video(
        id=source.text("id"),
        title=source.translations("title"),
        office=source.text("office", ""),
        topics=source.words("topics"),
        path=folder / source.text("video"),
        poster=folder / source.text("poster"),
        seconds=source.whole_number("seconds"),
        fps=source.whole_number("fps"),
        subtitles=_read_subtitles(folder / "subtitles", source, problems),
        drafts=frozenset(source.words("drafts", LANGUAGES)),
    )
    if video.id and video.id != folder.name:
        source.complain(f"`id` is `{video.id}`, but the folder is `{folder.name}`", source.line_of("id"))
    if not source.is_empty:
        check_picture(source, "poster", video.poster)
        _check_film(source, video.path)
        _check_ends(source, video)
    source.finish()
    return video


def _read_subtitles(folder: Path, source: Section, problems: list[Problem]) -> dict[str, tuple[Cue, ...]]:
    found = {}
    for language in LANGUAGES:
        path = folder / f"{language}.vtt"
        try:
            found[language] = parse_webvtt(path.read_text(encoding="utf-8"))
        except OSError:
            source.complain(f"there are no subtitles/{path.name}", 0)
        except UnicodeDecodeError:
            problems.append(Problem(str(path), 0, "the file is not UTF-8 text"))
        except SubtitleError as error:
            problems.append(Problem(str(path), error.line, str(error)))
    return found


def _check_film(source: Section, path: Path) -> None:
    line = source.line_of("video")
    if not path.is_file():
        source.complain(f"`video`: there is no file {path.name} beside this file", line)
        return
    with path.open("rb") as file:
        if file.read(len(_EBML_SIGNATURE)) != _EBML_SIGNATURE:
            source.complain(f"`video`: {path.name} is not a WebM video", line)


def _check_ends(source: Section, video: Video) -> None:
    for language, cues in video.subtitles.items():
        if cues and max(cue.end for cue in cues) > video.seconds:
            source.complain(f"subtitles/{language}.vtt go on after the end ({video.seconds} s)", 0)
