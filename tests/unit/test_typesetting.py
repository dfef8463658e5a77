"""What leaves the terminal: the right paper for each kind of form, the submission, and the proof of it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json

import pikepdf
import pytest
from jsonschema import Draft202012Validator

from appliance.forms.answers import Answer, Answers, ChoiceAnswer, ChoicesAnswer, TextAnswer
from appliance.forms.json_schema import json_schema
from appliance.offering import Offering
from appliance.outbox.progress import Stage
from appliance.outbox.settings import OfficeSettings
from appliance.outbox.submission import Paper, SubmissionKind
from appliance.printing.preview import page_count
from appliance.receipts import SubmissionProof, receipt_of_submission
from appliance.typesetting import submission_of, typeset, typeset_with_cover
from tests.flows.visit import offering
from tests.samples import SMALL_FORM
from tests.unit.printing.read_pdf import folded, text_of

NOW = dt.datetime(2026, 3, 2, 11, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
RANDOM = bytes(range(16))
ULID = "01J9ZQ5V0X8W2N4M6K7RT3YABC"
CODE = "7K4Q2XF9CDHJKMNPQRTWXY23"
SETTINGS = OfficeSettings(
    address=("Stadt Dortmund", "Amt am Markt", "Musterallee 1", "44137 Dortmund"), letter_box="Eingang links"
)
PERSON: dict[str, Answer] = {"family_name": TextAnswer("ERIKSSON"), "given_names": TextAnswer("ANNA MARIA")}
MESSAGE = Answers(
    {
        **PERSON,
        "topic": ChoiceAnswer("letter"),
        "text": TextAnswer("لدي سؤال عن رسالتكم"),
        "wish": ChoiceAnswer("none_needed"),
        "phone": TextAnswer("+49 231 5012345"),
    }
)
TALK = Answers(
    {**PERSON, "wants": ChoicesAnswer(("letter",)), "please": ChoicesAnswer(("interpreter",))},
)
SMALL = Answers(
    {
        "family_name": TextAnswer("ERIKSSON"),
        "married": ChoiceAnswer("no"),
        "flat": ChoiceAnswer("small"),
    }
)


@pytest.fixture(scope="module")
def offer() -> Offering:
    shipped = offering()
    return dataclasses.replace(shipped, forms={**shipped.forms, SMALL_FORM.id: SMALL_FORM})


def text(pdf: bytes) -> str:
    return folded(" ".join(text_of(pdf)))


def test_an_application_is_typeset_as_before(offer: Offering) -> None:
    made = typeset(offer, SMALL_FORM.id, SMALL, RANDOM, TODAY)
    assert "Kleiner Antrag" in text(made.pdf)
    assert made.reference in text(made.pdf)
    assert made.pages == page_count(made.pdf) == 1


def test_a_message_comes_with_its_german_cover(offer: Offering) -> None:
    made = typeset(offer, "nachricht-jobcenter", MESSAGE, RANDOM, TODAY, "ar")
    assert "Nachricht an: Jobcenter" in text(made.pdf)
    assert "in arabischer Sprache" in text(made.pdf)
    assert "5012345" not in text(made.pdf)


def test_a_conversation_sheet_is_one_page_in_both_languages(offer: Offering) -> None:
    made = typeset(offer, "gespraech-jobcenter", TALK, RANDOM, TODAY, "uk")
    assert made.pages == 1
    assert "Мені потрібен" in text(made.pdf)
    assert made.reference not in text(made.pdf)


def test_the_sites_own_address_is_the_one_on_the_letter(offer: Offering) -> None:
    made = typeset(offer, "nachricht-jobcenter", MESSAGE, RANDOM, TODAY, "ar", SETTINGS)
    assert "Amt am Markt" in text(made.pdf)
    assert "Amt am Markt" not in text(typeset(offer, "nachricht-jobcenter", MESSAGE, RANDOM, TODAY, "ar").pdf)


@pytest.mark.parametrize(("form_id", "answers"), [(SMALL_FORM.id, SMALL), ("nachricht-jobcenter", MESSAGE)])
def test_the_cover_sheet_goes_in_front_in_the_same_job(offer: Offering, form_id: str, answers: Answers) -> None:
    alone = typeset(offer, form_id, answers, RANDOM, TODAY, "ar", SETTINGS)
    made = typeset_with_cover(offer, form_id, answers, RANDOM, TODAY, "ar", SETTINGS)
    assert made.reference == alone.reference
    assert made.pages == page_count(made.pdf) == alone.pages + 1
    pages = text_of(made.pdf)
    assert "Eingang links" in pages[0]
    assert made.reference in pages[0]
    assert pages[1:] == text_of(alone.pdf)
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        assert str(document.Root.Lang) == "de-DE"


def test_a_conversation_sheet_needs_no_cover(offer: Offering) -> None:
    made = typeset_with_cover(offer, "gespraech-jobcenter", TALK, RANDOM, TODAY, "uk", SETTINGS)
    assert made.pages == 1


def test_a_submission_holds_the_pdf_and_json_that_fits_its_schema(offer: Offering) -> None:
    made = typeset(offer, "nachricht-jobcenter", MESSAGE, RANDOM, TODAY, "ar")
    papers = (Paper("unterlage-1.pdf", 1, b"%PDF"),)
    sent = submission_of(
        offer, made, "nachricht-jobcenter", MESSAGE, submission_id=ULID, language="ar", now=NOW, papers=papers
    )
    assert (sent.id, sent.office, sent.kind) == (ULID, "jobcenter", SubmissionKind.MESSAGE)
    assert (sent.reference, sent.pages, sent.pdf, sent.papers) == (made.reference, made.pages, made.pdf, papers)
    assert sent.form_title == "Nachricht an: Jobcenter"
    data = json.loads(sent.data)
    assert data["$schema"] == sent.schema_id
    assert data["submission"]["reference"] == made.reference
    assert data["answers"]["text"] == "لدي سؤال عن رسالتكم"
    assert "phone" not in data["answers"]
    schema = json_schema(offer.forms["nachricht-jobcenter"])
    Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(data)


def test_a_conversation_sheet_is_never_sent(offer: Offering) -> None:
    made = typeset(offer, "gespraech-jobcenter", TALK, RANDOM, TODAY, "uk")
    with pytest.raises(ValueError, match="is not sent"):
        submission_of(offer, made, "gespraech-jobcenter", TALK, submission_id=ULID, language="uk", now=NOW)


PROOF = SubmissionProof("r-1", "nachricht-jobcenter", "MD-7K4Q-2XF9", "ar", CODE, 3, Stage.WAITING)


def test_the_proof_differs_by_what_became_of_it(offer: Offering) -> None:
    waiting = receipt_of_submission(offer, PROOF, NOW)
    sent = receipt_of_submission(offer, dataclasses.replace(PROOF, stage=Stage.HANDED_OVER, sent_at=NOW), NOW)
    assert waiting.key == "r-1"
    assert waiting.bitmap != sent.bitmap
    assert receipt_of_submission(offer, dataclasses.replace(PROOF, stage=Stage.SENDING), NOW) == waiting


def test_what_is_known_makes_the_proof_longer(offer: Offering) -> None:
    short = receipt_of_submission(offer, PROOF, NOW).height_px
    for more in (
        dataclasses.replace(PROOF, reply_days=20),
        dataclasses.replace(PROOF, ask_until=dt.date(2026, 5, 31)),
        dataclasses.replace(PROOF, printed=True),
    ):
        assert receipt_of_submission(offer, more, NOW).height_px > short


@pytest.mark.parametrize("stage", [Stage.REFUSED, Stage.EXPIRED])
def test_there_is_no_proof_of_what_was_refused(offer: Offering, stage: Stage) -> None:
    with pytest.raises(ValueError, match="no proof"):
        receipt_of_submission(offer, dataclasses.replace(PROOF, stage=stage), NOW)


def test_no_answer_changes_a_dot_of_the_proof(offer: Offering) -> None:
    """The receipt holds no personal data: other answers, same picture."""
    other = Answers({**MESSAGE.by_key, "family_name": TextAnswer("MUSTER"), "text": TextAnswer("x")})
    made = [
        receipt_of_submission(offer, dataclasses.replace(PROOF, answers=each), NOW) for each in (MESSAGE, other)
    ]
    assert made[0] == made[1]
