"""One session for every situation, with people and papers of Utopia."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import cairocffi

from appliance.content.catalogue import load_catalogue, read_offices
from appliance.content.interface import STAFF_LANGUAGES, load_interface
from appliance.content.languages import load_languages
from appliance.content.workshops import occurrences
from appliance.forms.answers import (
    AddressAnswer,
    Answers,
    ChoiceAnswer,
    ChoicesAnswer,
    DateAnswer,
    Entry,
    MoneyAnswer,
    NumberAnswer,
    Skipped,
    TextAnswer,
)
from appliance.forms.office_forms import check_all_forms
from appliance.forms.problem import Problem
from appliance.session import states as st
from appliance.session.staff_states import SelfTest, StaffPage
from appliance.session.states import BrowseBy, ReceiptProgress, Session, Situation, TroubleKind
from appliance.session.surroundings import Surroundings
from appliance.session.visit import Application, Display, HelpCall, Visit
from hardware.events import DeviceRole, DeviceState, DeviceStatus, ScanFailure, Severity
from hardware.id_scanner.document import Checks, MrzFormat, PartialDate, Sex, TravelDocument
from kivy_ui.content_port import Content
from tests.ui.sample_form import EVERY_QUESTION, FORM_ID

CONTENT = Path(__file__).resolve().parents[2] / "content"
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
REAL_FORM = "wohnberechtigungsschein"
ANSWERS = Answers(
    {
        "name": TextAnswer("MUSTERFRAU"),
        "text": Skipped(),
        "date": DateAnswer(1991, 8, 24),
        "number": NumberAnswer(4),
        "money": MoneyAnswer(Decimal("1850.00")),
        "choice": ChoiceAnswer("family"),
        "choices": ChoicesAnswer(("rent", "shelter")),
        "address": AddressAnswer("Musterstraße", "12", "44137", "Dortmund"),
        "country": ChoiceAnswer("UKR"),
        "email": TextAnswer("erika.musterfrau@example.org"),
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
MESSAGES = {
    "de": "Guten Tag,\nich habe meinen Pass verloren. Was soll ich tun?",
    "en": "Good morning,\nI have lost my passport. What should I do?",
    "uk": "Добрий день,\nя загубила паспорт. Мій об’єкт: Musterstraße 12.",
    "ru": "Здравствуйте,\nя потеряла паспорт. Что мне делать?",
    "ar": "السلام عليكم،\nفقدت جواز سفري. أسكن في Musterstraße 12، Dortmund. ماذا أفعل؟",
    "fa": "سلام،\nگذرنامه‌ام را گم کرده‌ام. نشانی: Musterstraße 12. چه کار کنم؟",
    "tr": "İyi günler,\npasaportumu kaybettim. Işık faturası için ne yapmalıyım?",
    "ro": "Bună ziua,\nmi-am pierdut pașaportul. Ce să fac?",
    "bg": "Добър ден,\nизгубих си паспорта. Какво да направя?",
    "pl": "Dzień dobry,\nzgubiłam paszport. Co mam zrobić?",
    "fr": "Bonjour,\nj’ai perdu mon passeport. Que dois-je faire ?",
    "ti": "ሰላም፣\nፓስፖርተይ ጠፊኡኒ። ኣድራሻ፦ Musterstraße 12። እንታይ ክገብር፧",
}
READY = {
    role: DeviceStatus(role, DeviceState.READY, Severity.OK)
    for role in (DeviceRole.A4, DeviceRole.RECEIPT, DeviceRole.SCANNER)
}
PASSPORT = TravelDocument(
    mrz_format=MrzFormat.TD3,
    document_code="P",
    issuing_state="UTO",
    document_number="L898902C3",
    primary_identifier="ERIKSSON",
    secondary_identifier="ANNA MARIA",
    nationality="UKR",
    birth_date=PartialDate(1974, 8),
    sex=Sex.FEMALE,
    expiry_date=PartialDate(2012, 4, 15),
    optional_data="",
    checks=Checks(True, True, False, None, True),
)


@lru_cache(maxsize=1)
def content() -> Content:
    offices = {office.id: office.name for office in read_offices(CONTENT / "offices.yaml", [])}
    shipped, _ = check_all_forms(CONTENT, offices)
    forms = {form.id: form for form in (*shipped, EVERY_QUESTION)}
    return Content(
        interface=load_interface(CONTENT / "interface"),
        languages=load_languages(CONTENT / "languages.yaml"),
        catalogue=load_catalogue(CONTENT, forms),
        staff=load_interface(CONTENT / "staff", STAFF_LANGUAGES),
    )


@lru_cache(maxsize=1)
def pdf() -> bytes:
    """Return three A4 pages with a few lines on them."""
    import io

    written = io.BytesIO()
    surface = cairocffi.PDFSurface(written, 595, 842)
    context = cairocffi.Context(surface)
    for page in range(3):
        for line in range(24):
            context.rectangle(60, 90 + 28 * line, 475 if line % 3 else 220 + 40 * page, 9)
        context.set_source_rgb(0.6, 0.65, 0.7)
        context.fill()
        context.show_page()
    surface.finish()
    return written.getvalue()


def session(situation: Situation, language: str, display: Display) -> Session:
    nobody = (st.Idle, st.Goodbye, st.OutOfService, st.Maintenance)
    application = Application(FORM_ID, "MD-7K3F-92QX", "key", 3, pdf())
    visit = Visit(
        language,
        display,
        answers_by_form={FORM_ID: ANSWERS},
        application=application,
        help=HelpCall(27, NOW, "wohnen") if isinstance(situation, st.CallingHelp | st.PrintTrouble) else None,
    )
    surroundings = Surroundings(READY, monitor_listens=True)
    served = None if isinstance(situation, nobody) else visit
    return Session(situation, NOW, 100.0, 100.0, served, surroundings)


def _workshop_id() -> str:
    return occurrences(content().catalogue.workshops, NOW, 21)[0].id


def situations(language: str) -> dict[str, Situation]:
    home = st.AtHome()
    return {
        "idle": st.Idle(),
        "languages": st.ChoosingLanguage(home),
        "display": st.ChoosingDisplay(home),
        "home": home,
        "forms": st.Browsing(BrowseBy.FORMS),
        "how-to": st.Browsing(BrowseBy.HOW_TO),
        "office": st.Browsing(BrowseBy.OFFICE, "wohnungsamt"),
        "topic": st.Browsing(BrowseBy.TOPIC, "wohnen"),
        "topic-empty": st.Browsing(BrowseBy.OFFICE, "sozialamt"),
        "search": st.Searching(),
        "search-hits": st.Searching("Wohn"),
        "search-none": st.Searching("xqzxqz"),
        "guide": st.ReadingGuide(REAL_FORM, 0, home),
        "guide-last": st.ReadingGuide(REAL_FORM, 5, home),
        "video": st.WatchingVideo("how-to-terminal", home),
        "workshops": st.BrowsingWorkshops(),
        "workshop": st.ViewingWorkshop(_workshop_id(), home),
        "workshop-printed": st.ViewingWorkshop(_workshop_id(), home, ReceiptProgress.PRINTED),
        "introduction": st.IntroducingForm(REAL_FORM, home),
        **_questions(),
        **_messages(language),
        **_papers(),
        **_endings(language),
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


def _messages(language: str) -> dict[str, Situation]:
    """Return a message at its beginning, with a few words, at its limit and with a script that is refused."""
    words = MESSAGES.get(language, MESSAGES["de"])
    long = " ".join([words] * 40)[:980]
    refused = Problem("own_text_script")
    entries = {"empty": "", "written": words, "long": long}
    found: dict[str, Situation] = {
        f"message-{name}": st.AnsweringQuestion(FORM_ID, "own_text", Entry({"value": text}))
        for name, text in entries.items()
    }
    found["message-problem"] = st.AnsweringQuestion(FORM_ID, "own_text", Entry({"value": words}), refused)
    return found


def _papers() -> dict[str, Situation]:
    asked = st.AnsweringQuestion(FORM_ID, "name")
    printed, trouble = ReceiptProgress.PRINTED, ReceiptProgress.TROUBLE
    kinds = {
        f"trouble-{kind}": st.PrintTrouble(FORM_ID, kind, 2 if kind is TroubleKind.PAPER_OUT else 0)
        for kind in TroubleKind
    }
    return {
        "scan": st.ScanningDocument(asked),
        "scan-failed": st.ScanningDocument(asked, ScanFailure.UNREADABLE),
        "document": st.ConfirmingDocument(PASSPORT, asked),
        "check": st.CheckingAnswers(FORM_ID),
        "typesetting": st.Typesetting(FORM_ID, 1),
        "typesetting-failed": st.Typesetting(FORM_ID, 1, failed=True),
        "preview": st.Previewing(FORM_ID, 1),
        "printing": st.Printing(FORM_ID, 1),
        **kinds,
        "trouble-waiting": st.PrintTrouble(FORM_ID, TroubleKind.PAPER_OUT, 2, waiting=True),
        "receipt": st.TakingReceipt(FORM_ID, printed),
        "receipt-trouble": st.TakingReceipt(FORM_ID, trouble, TroubleKind.COVER_OPEN),
    }


def _endings(language: str) -> dict[str, Situation]:
    home = st.AtHome()
    return {
        "help": st.CallingHelp(home),
        "end": st.ConfirmingEnd(home),
        "still-there": st.AskingStillThere(home, 118.0),
        "goodbye": st.Goodbye(language, 0.0),
        "out-of-service": st.OutOfService(st.OutOfServiceReason.CONTENT),
        "maintenance": st.Maintenance(),
        "staff-sign-in": st.StaffSignIn(st.CallingHelp(home)),
        "staff-overview": st.StaffMode(home, "17", since=0.0),
        "staff-cancelling": st.StaffMode(home, "17", since=0.0, page=StaffPage.CANCELLING),
        "staff-self-test": st.StaffMode(home, "17", 0.0, StaffPage.SELF_TEST, test=SelfTest("self-test-1")),
    }


def desk(state: Session) -> Session:
    """Return the session after staff asked the visitor to a desk."""
    visit = state.visit
    if visit is None or visit.help is None:
        return state
    return replace(state, visit=replace(visit, help=replace(visit.help, answer="desk", desk="Platz 3")))
