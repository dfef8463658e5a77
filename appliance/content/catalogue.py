"""All that a visitor can look for, and what belongs together: by office, by topic, by a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from appliance.content.guides import Guide, read_guides
from appliance.content.problems import ContentError, Problem
from appliance.content.search import SearchHit, SearchKind, find
from appliance.content.text import GERMAN, Text
from appliance.content.videos import Video, read_videos
from appliance.content.workshops import WorkshopCalendar, read_workshops
from appliance.content.yaml_source import open_yaml
from appliance.forms.definition import FormDefinition, FormKind


@dataclass(frozen=True)
class Office:
    id: str
    name: str
    """The official German name: it is what stands on the door."""
    address: tuple[str, ...]
    what_for: Text
    icon: str


@dataclass(frozen=True)
class Topic:
    id: str
    name: Text
    icon: str


@dataclass(frozen=True)
class Found:
    """What belongs to one office or one topic."""

    forms: tuple[FormDefinition, ...]
    guides: tuple[Guide, ...]
    videos: tuple[Video, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.forms or self.guides or self.videos)


@dataclass(frozen=True)
class Catalogue:
    offices: tuple[Office, ...]
    topics: tuple[Topic, ...]
    guides: tuple[Guide, ...]
    videos: tuple[Video, ...]
    workshops: WorkshopCalendar
    forms: Mapping[str, FormDefinition] = field(hash=False)

    def office(self, office_id: str) -> Office | None:
        return next((office for office in self.offices if office.id == office_id), None)

    def topic(self, topic_id: str) -> Topic | None:
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    def guide(self, guide_id: str) -> Guide | None:
        return next((guide for guide in self.guides if guide.id == guide_id), None)

    def video(self, video_id: str) -> Video | None:
        return next((video for video in self.videos if video.id == video_id), None)

    @property
    def applications(self) -> tuple[FormDefinition, ...]:
        """What is listed and searched; messages and conversation sheets are found at their office."""
        return tuple(form for form in self.forms.values() if form.kind is FormKind.APPLICATION)

    def message_form(self, office_id: str) -> FormDefinition | None:
        return self._form_of(office_id, FormKind.MESSAGE)

    def conversation_sheet(self, office_id: str) -> FormDefinition | None:
        return self._form_of(office_id, FormKind.CONVERSATION)

    def _form_of(self, office_id: str, kind: FormKind) -> FormDefinition | None:
        return next((form for form in self.forms.values() if (form.office, form.kind) == (office_id, kind)), None)

    def by_office(self, office_id: str) -> Found:
        """Return what an office offers; a video of no office and no topic is for all."""
        return Found(
            tuple(form for form in self.applications if form.office == office_id),
            tuple(guide for guide in self.guides if guide.office == office_id),
            tuple(video for video in self.videos if video.office == office_id or _is_general(video)),
        )

    def by_topic(self, topic_id: str) -> Found:
        return Found(
            tuple(form for form in self.applications if topic_id in form.topics),
            tuple(guide for guide in self.guides if topic_id in guide.topics),
            tuple(video for video in self.videos if topic_id in video.topics or _is_general(video)),
        )

    def search(self, query: str, language: str) -> tuple[SearchHit, ...]:
        """Return what fits, best first; titles are read in the visitor's language and in German."""
        return find(query, language, self._entries())

    def _entries(self) -> tuple[SearchHit, ...]:
        forms = [SearchHit(SearchKind.FORM, form.id, form.title) for form in self.applications]
        guides = [SearchHit(SearchKind.GUIDE, guide.id, guide.title) for guide in self.guides]
        videos = [SearchHit(SearchKind.VIDEO, video.id, video.title) for video in self.videos]
        courses = [
            SearchHit(SearchKind.WORKSHOP, words.uid, words.title) for words in self.workshops.words.values()
        ]
        topics = [SearchHit(SearchKind.TOPIC, topic.id, topic.name) for topic in self.topics]
        offices = [SearchHit(SearchKind.OFFICE, o.id, Text({GERMAN: o.name}), o.what_for) for o in self.offices]
        return (*forms, *guides, *videos, *courses, *topics, *offices)


def load_catalogue(content_dir: Path, forms: Mapping[str, FormDefinition]) -> Catalogue:
    """Read everything but the forms, which are given. Raises ContentError with everything that is wrong."""
    problems: list[Problem] = []
    catalogue = read_catalogue(content_dir, forms, problems)
    if problems:
        raise ContentError(problems)
    return catalogue


def read_catalogue(content_dir: Path, forms: Mapping[str, FormDefinition], problems: list[Problem]) -> Catalogue:
    offices = read_offices(content_dir / "offices.yaml", problems)
    topics = read_topics(content_dir / "topics.yaml", problems)
    topic_ids = frozenset(topic.id for topic in topics)
    catalogue = Catalogue(
        offices=offices,
        topics=topics,
        guides=read_guides(content_dir / "guides", problems),
        videos=read_videos(content_dir / "videos", problems),
        workshops=read_workshops(content_dir / "workshops", problems, topic_ids),
        forms=forms,
    )
    _check_references(content_dir, catalogue, problems)
    return catalogue


def read_offices(path: Path, problems: list[Problem]) -> tuple[Office, ...]:
    source = open_yaml(path, problems)
    offices = []
    for item in source.sections("offices"):
        words = item.text("id"), item.text("name"), item.words("address")
        offices.append(Office(*words, item.translations("what_for"), item.text("icon")))
        item.finish()
    source.finish()
    return tuple(offices)


def read_topics(path: Path, problems: list[Problem]) -> tuple[Topic, ...]:
    source = open_yaml(path, problems)
    topics = []
    for item in source.sections("topics"):
        topics.append(Topic(item.text("id"), item.translations("name"), item.text("icon")))
        item.finish()
    source.finish()
    return tuple(topics)


def _is_general(video: Video) -> bool:
    return not video.office and not video.topics


def _check_references(content_dir: Path, catalogue: Catalogue, problems: list[Problem]) -> None:
    things: list[tuple[str, Guide | Video]] = [(f"guides/{g.id}/guide.yaml", g) for g in catalogue.guides]
    things += [(f"videos/{video.id}/video.yaml", video) for video in catalogue.videos]
    for name, thing in things:
        missing = [f"topic `{topic}`" for topic in thing.topics if catalogue.topic(topic) is None]
        if thing.office and catalogue.office(thing.office) is None:
            missing.append(f"office `{thing.office}`")
        if isinstance(thing, Guide) and thing.form and thing.form not in catalogue.forms:
            missing.append(f"form `{thing.form}`")
        problems += [Problem(str(content_dir / name), 0, f"there is no {what}") for what in missing]
