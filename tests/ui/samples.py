"""One session for every situation, with people and papers of Utopia."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

from appliance.content.interface import load_interface
from appliance.content.languages import load_languages
from appliance.content.text import Text
from appliance.session import states as st
from appliance.session.states import Session, Situation
from appliance.session.visit import Display, Visit
from kivy_ui.content_port import Content, Place

CONTENT = Path(__file__).resolve().parents[2] / "content"
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


@lru_cache(maxsize=1)
def content() -> Content:
    return Content(
        interface=load_interface(CONTENT / "interface"),
        languages=load_languages(CONTENT / "languages.yaml"),
        offices=_places("offices"),
        topics=_places("topics"),
    )


def _places(kind: str) -> tuple[Place, ...]:
    import yaml

    listed = yaml.safe_load((CONTENT / f"{kind}.yaml").read_text())[kind]
    names = ({"de": each["name"]} if isinstance(each["name"], str) else each["name"] for each in listed)
    return tuple(Place(each["id"], Text(name), each["icon"]) for each, name in zip(listed, names, strict=True))


def session(situation: Situation, language: str, display: Display) -> Session:
    nobody = (st.Idle, st.Goodbye, st.OutOfService, st.Maintenance)
    visit = None if isinstance(situation, nobody) else Visit(language, display)
    return Session(situation, NOW, 100.0, 100.0, visit)


def situations(language: str) -> dict[str, Situation]:
    return {
        "idle": st.Idle(),
        "home": st.AtHome(),
    }
