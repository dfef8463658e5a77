"""The words that form files may use, and which of them go together."""

from __future__ import annotations

from appliance.forms.definition import KnownFact, Operator, QuestionType

OFFICES = ("amt-fuer-migration", "jobcenter", "jugendamt", "wohnungsamt", "sozialamt", "schulamt")
TOPICS = (
    "wohnen",
    "arbeit",
    "ausbildung",
    "gesundheit",
    "sprachfoerderung",
    "schulbildung",
    "familienberatung",
    "anerkennung",
)
YES_NO = ("yes", "no")

_T = QuestionType
_O = Operator
_ONE_CHOICE = frozenset({_T.CHOICE, _T.YES_NO, _T.COUNTRY, _T.NATIONALITY})
_COUNTED = frozenset({_T.NUMBER, _T.MONEY, _T.GROUP})

OPERATOR_TYPES = {
    _O.IS: _ONE_CHOICE,
    _O.IS_NOT: _ONE_CHOICE,
    _O.INCLUDES: frozenset({_T.CHOICES}),
    _O.AT_LEAST: _COUNTED,
    _O.AT_MOST: _COUNTED,
    _O.ANSWERED: frozenset(_T),
}
"""Which operators of `show_if` make sense for which types."""

COUNTRY_TYPES = frozenset({_T.COUNTRY, _T.NATIONALITY})

EXTRA_KEYS = {
    _T.TEXT: ("max_length",),
    _T.LONG_TEXT: ("max_length",),
    _T.OWN_TEXT: ("max_length",),
    _T.NAME: ("max_length",),
    _T.DATE: ("past", "partial_date"),
    _T.NUMBER: ("minimum", "maximum"),
    _T.MONEY: ("minimum", "maximum"),
    _T.CHOICE: ("choices",),
    _T.CHOICES: ("choices",),
    _T.GROUP: ("minimum", "maximum", "item_term", "another", "items"),
}
"""What a type allows beyond the keys of every question."""

ALL_EXTRA_KEYS = frozenset(key for keys in EXTRA_KEYS.values() for key in keys)

KNOWN_TYPES = {
    KnownFact.FAMILY_NAME: frozenset({_T.NAME}),
    KnownFact.GIVEN_NAMES: frozenset({_T.NAME}),
    KnownFact.BIRTH_DATE: frozenset({_T.DATE}),
    KnownFact.SEX: frozenset({_T.CHOICE}),
    KnownFact.NATIONALITY: frozenset({_T.NATIONALITY, _T.COUNTRY}),
    KnownFact.DOCUMENT_NUMBER: frozenset({_T.TEXT}),
    KnownFact.DOCUMENT_EXPIRY: frozenset({_T.DATE}),
    KnownFact.DOCUMENT_TYPE: frozenset({_T.CHOICE}),
    KnownFact.PERMIT_EXPIRY: frozenset({_T.DATE}),
}
"""Which type of question each fact of a scanned document can fill."""

KNOWN_CHOICES = {
    KnownFact.SEX: frozenset({"female", "male"}),
    KnownFact.DOCUMENT_TYPE: frozenset({"passport", "id_card", "residence_permit"}),
}
"""The choice ids that such a question must have, because the scan fills them."""

ADDRESS_PARTS = ("street", "house_number", "postcode", "city")
DATE_PARTS = ("day", "month", "year")
PARTS = {_T.ADDRESS: ADDRESS_PARTS, _T.DATE: DATE_PARTS}
"""The fields of a question that has more than one; all others have `value`, CHOICES has `choices`."""

DEFAULT_MAXIMUM_ITEMS = 12
