"""One session for every situation, with people and papers of Utopia."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from pathlib import Path

from appliance.content.catalogue import load_catalogue
from appliance.content.interface import load_interface
from appliance.content.languages import load_languages
from appliance.forms.answers import Answers, Entry, TextAnswer
from appliance.forms.loading import load_forms
from appliance.forms.problem import Problem
from appliance.session import states as st
from appliance.session.states import Session, Situation, Surroundings
from appliance.session.visit import Display, Visit
from hardware.events import DeviceRole, DeviceState, DeviceStatus, Severity
from kivy_ui.content_port import Content
from tests.ui.sample_form import EVERY_QUESTION, FORM_ID

CONTENT = Path(__file__).resolve().parents[2] / "content"
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
ANSWERS = Answers(
    {
        "name": TextAnswer("MUSTERFRAU"),
        "children[0].child_name": TextAnswer("Ștefan"),
    }
)
ENTRIES = {
    "name": Entry({"value": "AL-HASAN"}),
    "long_text": Entry({"value": "Wir sind jetzt zu fünft und die Wohnung hat nur zwei Zimmer."}),
    "date": Entry({"day": "24", "month": "08", "year": ""}),
    "money": Entry({"value": "1850,00"}),
    "choice": Entry({"value": "family"}),
    "choices": Entry({"choices": "rent shelter"}),
    "address": Entry({"street": "Musterstraße", "house_number": "12a", "postcode": "", "city": ""}),
    "nationality": Entry({"value": "UKR"}),
    "iban": Entry({"value": "DE89 3704 0044"}),
}
READY = {
    role: DeviceStatus(role, DeviceState.READY, Severity.OK)
    for role in (DeviceRole.A4, DeviceRole.RECEIPT, DeviceRole.SCANNER)
}


@lru_cache(maxsize=1)
def content() -> Content:
    forms = {form.id: form for form in (*load_forms(CONTENT / "forms"), EVERY_QUESTION)}
    return Content(
        interface=load_interface(CONTENT / "interface"),
        languages=load_languages(CONTENT / "languages.yaml"),
        catalogue=load_catalogue(CONTENT, forms),
    )


def session(situation: Situation, language: str, display: Display) -> Session:
    nobody = (st.Idle, st.Goodbye, st.OutOfService, st.Maintenance)
    visit = Visit(language, display, answers_by_form={FORM_ID: ANSWERS})
    return Session(
        situation, NOW, 100.0, 100.0, None if isinstance(situation, nobody) else visit, Surroundings(READY, True)
    )


def situations(language: str) -> dict[str, Situation]:
    del language
    return {
        "idle": st.Idle(),
        "home": st.AtHome(),
        **_questions(),
    }


def _questions() -> dict[str, Situation]:
    keys = [question.id for question in EVERY_QUESTION.questions if question.id != "children"]
    found: dict[str, Situation] = {
        f"question-{key}": st.AnsweringQuestion(FORM_ID, key, ENTRIES.get(key, Entry())) for key in keys
    }
    found["question-group-item"] = st.AnsweringQuestion(FORM_ID, "children[0].child_name")
    found["question-group-another"] = st.AnsweringQuestion(FORM_ID, "children[0]+")
    found["question-problem"] = st.AnsweringQuestion(FORM_ID, "iban", ENTRIES["iban"], Problem("iban_checksum"))
    return found
