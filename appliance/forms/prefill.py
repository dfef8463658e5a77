"""What stands in a question's fields when it is first shown: an earlier answer, or what a scan told."""

from __future__ import annotations

from appliance.forms import countries
from appliance.forms.answers import Answers, ChoiceAnswer, DateAnswer, Entry, TextAnswer
from appliance.forms.definition import FormDefinition, KnownFact, Question
from appliance.forms.path import QuestionRef, visible
from appliance.forms.validation import answer_fits, entry_for
from hardware.id_scanner.document import PartialDate, Sex, TravelDocument

_SEXES = {Sex.FEMALE: "female", Sex.MALE: "male"}
# X and < leave open what is meant, so the visitor chooses.


def starting_entry(
    form: FormDefinition, answers: Answers, ref: QuestionRef, document: TravelDocument | None
) -> Entry:
    """Return the visitor's own answer, else the reused one, else what the document says, else nothing."""
    own = answers.get(ref.key)
    if own is not None and answer_fits(ref.question, own):
        return entry_for(ref.question, own)
    reused = _reused(form, answers, ref)
    if reused:
        return reused
    return (document and entry_from_document(ref.question, document)) or Entry()


def _reused(form: FormDefinition, answers: Answers, ref: QuestionRef) -> Entry | None:
    if not ref.question.reuse:
        return None
    prefix = f"{ref.group_id}[{ref.index}]." if ref.index is not None else ""
    on_path = {each.key for each in visible(form, answers)}
    for key in (f"{prefix}{ref.question.reuse}", ref.question.reuse):
        answer = answers.get(key)
        if key in on_path and answer is not None and answer_fits(ref.question, answer):
            return entry_for(ref.question, answer)
    return None


def entry_from_document(question: Question, document: TravelDocument) -> Entry | None:
    """Return what the scanned document says, never what it might say: nothing whose check digit fails."""
    if question.known is None:
        return None
    answer = _fact(question.known, document)
    if answer is None or not answer_fits(question, answer):
        return None
    return entry_for(question, answer)


def _fact(fact: KnownFact, document: TravelDocument) -> TextAnswer | DateAnswer | ChoiceAnswer | None:
    checks = document.checks
    match fact:
        case KnownFact.FAMILY_NAME:
            return _name(document.primary_identifier, document)
        case KnownFact.GIVEN_NAMES:
            return _name(document.secondary_identifier, document)
        case KnownFact.BIRTH_DATE:
            return _date(document.birth_date, checks.birth_date)
        case KnownFact.DOCUMENT_EXPIRY:
            return None if _is_permit(document) else _date(document.expiry_date, checks.expiry_date)
        case KnownFact.PERMIT_EXPIRY:
            return _date(document.expiry_date, checks.expiry_date) if _is_permit(document) else None
        case KnownFact.DOCUMENT_NUMBER:
            return None if _is_permit(document) else _number(document)
        case KnownFact.SEX:
            return _choice(_SEXES.get(document.sex))
        case KnownFact.NATIONALITY:
            return _choice(countries.code_from_document(document.nationality))
        case KnownFact.DOCUMENT_TYPE:
            return _choice(_document_type(document))


def _number(document: TravelDocument) -> TextAnswer | None:
    readable = document.document_number and document.checks.document_number is not False
    return TextAnswer(document.document_number) if readable else None


def _name(name: str, document: TravelDocument) -> TextAnswer | None:
    # Which of the two names was cut cannot be seen, so neither is offered.
    return TextAnswer(name) if name and not document.names_truncated else None


def _date(date: PartialDate | None, check: bool | None) -> DateAnswer | None:
    if date is None or check is False:
        return None
    return DateAnswer(date.year, date.month, date.day)


def _choice(choice: str | None) -> ChoiceAnswer | None:
    return ChoiceAnswer(choice) if choice else None


def _is_permit(document: TravelDocument) -> bool:
    # Residence permits in the EU format of Regulation (EC) 1030/2002 carry AR; some states write IR or CR.
    return document.document_code in ("AR", "IR", "CR")


def _document_type(document: TravelDocument) -> str | None:
    if _is_permit(document):
        return "residence_permit"
    if document.document_code.startswith("P"):
        return "passport"
    return "id_card" if document.document_code in ("I", "ID") else None
