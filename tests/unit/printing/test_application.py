"""From a form and its answers to what stands on paper."""

from __future__ import annotations

import datetime as dt

from appliance.content.text import NO_TEXT, Text
from appliance.forms.answers import Answer, Answers, ChoiceAnswer, DateAnswer, TextAnswer
from appliance.forms.definition import (
    Attachment,
    Condition,
    FormDefinition,
    Operator,
    Question,
    QuestionType,
    Section,
)
from appliance.printing.application import Addressee, Application, GroupHeading, Row, application


def both(german: str, english: str) -> Text:
    return Text({"de": german, "en": english})


CHILD_NAME = Question("name", QuestionType.NAME, both("Name?", "Name?"), "Vorname des Kindes")
CHILD_BIRTH = Question("born", QuestionType.DATE, both("Geboren?", "Born?"), "Geburtsdatum")
FORM = FormDefinition(
    id="test-form",
    version="2026-03",
    title=both("Testantrag", "Test application"),
    german_title="Antrag auf einen Test",
    office="wohnungsamt",
    topics=(),
    summary=NO_TEXT,
    minutes=5,
    sections=(
        Section(
            "family",
            both("Familie", "Family"),
            (
                Question("name", QuestionType.NAME, both("Name?", "Name?"), "Familienname"),
                Question(
                    "children",
                    QuestionType.GROUP,
                    both("Kinder?", "Children?"),
                    "Kinder",
                    items=(CHILD_NAME, CHILD_BIRTH),
                    item_term=both("Kind", "child"),
                    required=False,
                    maximum=4,
                ),
                Question("rent", QuestionType.YES_NO, both("Miete?", "Rent?"), "Zur Miete"),
            ),
        ),
    ),
    attachments=(
        Attachment(both("Ausweis", "Passport")),
        Attachment(both("Mietvertrag", "Lease"), (Condition("rent", Operator.IS, "yes"),)),
    ),
    declarations=(both("Alles stimmt.", "All is true."),),
    legal_basis="§ 1 TestG",
    signatures=(both("Unterschrift", "Signature"),),
)
YES, NO = ChoiceAnswer("yes"), ChoiceAnswer("no")
ANSWERS: dict[str, Answer] = {
    "name": TextAnswer("Mustermann"),
    "children+": YES,
    "children[0].name": TextAnswer("Șerban"),
    "children[0].born": DateAnswer(2016, 5, 2),
    "children[0]+": YES,
    "children[1].name": TextAnswer("Đặng"),
    "children[1].born": DateAnswer(2018, 6, 7),
    "children[1]+": NO,
    "rent": YES,
}


def on_paper(**changes: Answer) -> Application:
    return application(
        FORM,
        Answers({**ANSWERS, **changes}),
        reference="MD-7K4Q-2XF9",
        addressee=Addressee("Wohnungsamt"),
        place="Dortmund",
        date=dt.date(2026, 3, 2),
    )


def test_a_group_is_numbered_within_its_section_and_what_follows_is_set_off() -> None:
    (section,) = on_paper().sections
    assert section.title == "Familie"
    shown = [entry.text if isinstance(entry, GroupHeading) else entry.term for entry in section.entries]
    assert shown == [
        "Familienname",
        "Kind 1",
        "Vorname des Kindes",
        "Geburtsdatum",
        "Kind 2",
        "Vorname des Kindes",
        "Geburtsdatum",
        "Weitere Angaben",
        "Zur Miete",
    ]
    assert Row("Vorname des Kindes", "Șerban") in section.entries
    assert Row("Geburtsdatum", "02.05.2016") in section.entries


def test_only_what_belongs_to_the_answers_is_to_be_attached() -> None:
    assert on_paper().attachments == ("Ausweis", "Mietvertrag")
    assert on_paper(rent=NO).attachments == ("Ausweis",)


def test_title_declarations_and_signatures_are_german() -> None:
    paper = on_paper()
    assert paper.title == "Antrag auf einen Test"
    assert paper.declarations == ("Alles stimmt.",)
    assert paper.signatures == ("Unterschrift",)
