"""Made-up content for tests: one small form, specimens of Utopia, printers in any state."""

from __future__ import annotations

import datetime as dt

from appliance.content.text import Text
from appliance.forms.definition import (
    Attachment,
    Choice,
    Condition,
    FormDefinition,
    KnownFact,
    Operator,
    Question,
    QuestionType,
    Section,
)
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.status_note import StatusNote
from hardware.events import DeviceRole, DeviceState, DeviceStatus, Reason, Severity
from hardware.id_scanner.document import Checks, MrzFormat, PartialDate, Sex, TravelDocument

NOON = dt.datetime(2026, 3, 2, 11, 0, tzinfo=dt.UTC)


def text(german: str, english: str) -> Text:
    return Text({"de": german, "en": english})


def question(name: str, kind: QuestionType = QuestionType.TEXT, **more: object) -> Question:
    label = text(f"{name}?", f"{name}?")
    return Question(id=name, type=kind, label=label, german_term=name, **more)  # type: ignore[arg-type]


SMALL_FORM = FormDefinition(
    id="small-form",
    version="1",
    title=text("Kleiner Antrag", "Small application"),
    german_title="Kleiner Antrag",
    office="wohnungsamt",
    topics=("wohnen",),
    summary=text("Zum Testen.", "For tests."),
    minutes=2,
    sections=(
        Section(
            "person",
            text("Person", "Person"),
            (
                question("family_name", QuestionType.NAME, known=KnownFact.FAMILY_NAME),
                question("birth_date", QuestionType.DATE, known=KnownFact.BIRTH_DATE, past=True),
                question("married", QuestionType.YES_NO),
                question(
                    "partner",
                    QuestionType.NAME,
                    show_if=(Condition("married", Operator.IS, "yes"),),
                    required=False,
                ),
                question(
                    "flat",
                    QuestionType.CHOICE,
                    choices=(Choice("small", text("klein", "small")), Choice("large", text("groß", "large"))),
                ),
            ),
        ),
    ),
    attachments=(Attachment(text("Pass", "Passport")),),
    declarations=(text("Alles ist wahr.", "All is true."),),
    legal_basis="§ 1 TestG",
    signatures=(text("Unterschrift", "Signature"),),
)
PASSPORT = TravelDocument(
    mrz_format=MrzFormat.TD3,
    document_code="P",
    issuing_state="UTO",
    document_number="L898902C3",
    primary_identifier="ERIKSSON",
    secondary_identifier="ANNA MARIA",
    nationality="UTO",
    birth_date=PartialDate(1974, 8, 12),
    sex=Sex.FEMALE,
    expiry_date=PartialDate(2032, 4, 15),
    optional_data="",
    checks=Checks(True, True, True, True, True),
)


def device(role: DeviceRole, state: DeviceState = DeviceState.READY, *keywords: str) -> DeviceStatus:
    severity = Severity.OK if state in (DeviceState.READY, DeviceState.BUSY) else Severity.ERROR
    return DeviceStatus(role, state, severity, tuple(Reason(word, Severity.ERROR) for word in keywords))


NOTE = StatusNote(
    SMALL_FORM.office,
    SMALL_FORM.id,
    "application",
    Stage.CONFIRMED,
    OfficeAnswer.RECEIVED,
    "2026-03-02T08:00:00Z",
    "2026-03-03T08:00:00Z",
    "2026-06-01T08:00:00Z",
)
