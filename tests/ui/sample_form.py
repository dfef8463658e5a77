"""A form with a question of every type, in the words of a made-up office."""

from __future__ import annotations

from dataclasses import replace

from appliance.content.text import Text
from appliance.forms.definition import (
    Attachment,
    Choice,
    FormDefinition,
    KnownFact,
    Question,
    QuestionType,
    Section,
)

FORM_ID = "every-question"


def _words(german: str, english: str, arabic: str, ukrainian: str, tigrinya: str) -> Text:
    return Text({"de": german, "en": english, "ar": arabic, "uk": ukrainian, "ti": tigrinya})


NAME = _words(
    "Wie ist Ihr Familienname?",
    "What is your family name?",
    "ما هو اسم عائلتك؟",
    "Яке ваше прізвище?",
    "ስም ስድራቤትኩም መን እዩ?",
)
WHERE = _words(
    "Im Reisepass, erste Zeile",
    "In your passport, first line",
    "في جواز السفر، السطر الأول",
    "У паспорті, перший рядок",
    "ኣብ ፓስፖርትኩም፣ ቀዳማይ መስመር",
)
LONG = _words(
    "Beschreiben Sie bitte kurz, warum Sie eine größere Wohnung brauchen.",
    "Please describe briefly why you need a larger flat.",
    "يرجى وصف سبب حاجتك إلى شقة أكبر بإيجاز.",
    "Опишіть коротко, чому вам потрібна більша квартира.",
    "ስለምንታይ ዝዓበየ ገዛ ከም ዘድልየኩም ብሓጺሩ ግለጹ።",
)
MESSAGE = _words(
    "Was möchten Sie dem Amt sagen?",
    "What would you like to tell the office?",
    "ماذا تريد أن تقول للمكتب؟",
    "Що ви хочете сказати відомству?",
    "ነቲ ቤት ጽሕፈት እንታይ ክትብልዎ ትደልዩ?",
)
CHILD = _words("Kind", "Child", "طفل", "Дитина", "ቆልዓ")
ANOTHER = _words(
    "Haben Sie noch ein Kind?",
    "Do you have another child?",
    "هل لديك طفل آخر؟",
    "Чи є у вас ще одна дитина?",
    "ካልእ ቆልዓ ኣለኩም ዶ?",
)
CHOICES = (
    Choice("rent", _words("Zur Miete", "Rented", "بالإيجار", "Оренда", "ብክራይ")),
    Choice("family", _words("Bei Verwandten", "With relatives", "عند أقارب", "У родичів", "ምስ ኣዝማድ")),
    Choice(
        "shelter",
        _words(
            "In einer Gemeinschaftsunterkunft der Stadt",
            "In shared accommodation of the city",
            "في سكن جماعي تابع للمدينة",
            "У гуртожитку міста",
            "ኣብ ናይ ሓባር መንበሪ ናይ ከተማ",
        ),
    ),
    Choice("none", _words("Ich habe keine Wohnung", "I have no home", "ليس لدي سكن", "Не маю житла", "ገዛ የብለይን")),
)


def _question(name: str, kind: QuestionType, term: str, **more: object) -> Question:
    return replace(Question(name, kind, NAME, term, where=WHERE), **more)  # type: ignore[arg-type]


QUESTIONS = (
    _question("name", QuestionType.NAME, "Familienname, wie im Pass", known=KnownFact.FAMILY_NAME),
    _question("text", QuestionType.TEXT, "Geburtsort", required=False),
    _question("long_text", QuestionType.LONG_TEXT, "Begründung", label=LONG, required=False),
    _question("own_text", QuestionType.OWN_TEXT, "Ihre Nachricht", label=MESSAGE, required=False),
    _question("date", QuestionType.DATE, "Geburtsdatum", partial_date=True),
    _question("number", QuestionType.NUMBER, "Zahl der Personen im Haushalt"),
    _question("money", QuestionType.MONEY, "Monatliches Einkommen"),
    _question("choice", QuestionType.CHOICE, "Art der Wohnung", choices=CHOICES),
    _question("choices", QuestionType.CHOICES, "Art der Einkünfte", choices=CHOICES),
    _question("yes_no", QuestionType.YES_NO, "Schwerbehinderung", required=False),
    _question("address", QuestionType.ADDRESS, "Anschrift"),
    _question("country", QuestionType.COUNTRY, "Geburtsstaat"),
    _question("nationality", QuestionType.NATIONALITY, "Staatsangehörigkeit", known=KnownFact.NATIONALITY),
    _question("iban", QuestionType.IBAN, "IBAN"),
    _question("phone", QuestionType.PHONE, "Telefonnummer"),
    _question("email", QuestionType.EMAIL, "E-Mail-Adresse"),
    _question(
        "children",
        QuestionType.GROUP,
        "Kinder",
        items=(_question("child_name", QuestionType.NAME, "Vorname des Kindes"),),
        item_term=CHILD,
        another=ANOTHER,
        minimum=1,
        maximum=5,
    ),
)
EVERY_QUESTION = FormDefinition(
    id=FORM_ID,
    version="1",
    title=Text({"de": "Wohnberechtigungsschein"}),
    german_title="Antrag auf Erteilung eines Wohnberechtigungsscheins",
    office="wohnungsamt",
    topics=("wohnen",),
    summary=LONG,
    minutes=15,
    sections=(Section("all", Text({"de": "Alles"}), QUESTIONS),),
    attachments=(Attachment(Text({"de": "Einkommensnachweise aller Personen im Haushalt"})),),
    declarations=(),
    legal_basis="",
    signatures=(),
)
