"""One question of a form file: from keys to a `Question`, with what it refers to noted for the checks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from appliance.content.text import NO_TEXT
from appliance.forms.definition import Choice, Condition, KnownFact, Operator, Question, QuestionType
from appliance.forms.vocabulary import (
    ALL_EXTRA_KEYS,
    DEFAULT_MAXIMUM_ITEMS,
    EXTRA_KEYS,
    KNOWN_CHOICES,
    KNOWN_TYPES,
    OFFICES,
    YES_NO,
)
from appliance.forms.yaml_fields import Fields, Word

_ID = re.compile(r"[a-z][a-z0-9_]*")
_OPERATORS = tuple(Operator)


@dataclass(frozen=True)
class LocatedCondition:
    line: int
    condition: Condition


@dataclass(frozen=True)
class LocatedQuestion:
    """A question, and what only the checks need: lines and what stands inside it."""

    question: Question
    line: int
    conditions: tuple[LocatedCondition, ...] = ()
    reuse_line: int = 0
    items: tuple[LocatedQuestion, ...] = ()


@dataclass(frozen=True)
class QuestionReader:
    """Reads questions in the languages of one form."""

    languages: tuple[str, ...]
    inside_group: bool = False

    def read(self, fields: Fields) -> LocatedQuestion | None:
        """Return the question, or None if it has no readable id and type; the report has the reasons."""
        id_word = read_id(fields, "id")
        type_name = fields.one_of("type", tuple(QuestionType))
        if not type_name:
            # Without its type nothing can be said about the other keys of the question.
            return None
        kind = QuestionType(type_name)
        question, conditions, items = self._read_kind(fields, id_word.text if id_word else "", kind)
        self._close(fields, kind)
        if id_word is None:
            return None
        return LocatedQuestion(question, id_word.line, conditions, fields.line_of("reuse"), items)

    def _read_kind(
        self, fields: Fields, id_: str, kind: QuestionType
    ) -> tuple[Question, tuple[LocatedCondition, ...], tuple[LocatedQuestion, ...]]:
        extra = EXTRA_KEYS.get(kind, ())
        conditions = read_conditions(fields)
        items = self._items(fields) if kind is QuestionType.GROUP else ()
        minimum, maximum = self._limits(fields, kind)
        question = Question(
            id=id_,
            type=kind,
            german_term=fields.text("term"),
            label=fields.localised("label", self.languages),
            help=fields.localised("help", self.languages, required=False),
            where=fields.localised("where", self.languages, required=False),
            required=self._required(fields, kind, minimum),
            show_if=tuple(located.condition for located in conditions),
            choices=self._choices(fields) if "choices" in extra else (),
            known=self._known(fields, kind),
            reuse=fields.text("reuse", required=False),
            minimum=minimum,
            maximum=maximum,
            max_length=fields.whole_number("max_length") if "max_length" in extra else None,
            past=fields.truth("past") if "past" in extra else None,
            partial_date=bool(fields.truth("partial_date")) if "partial_date" in extra else False,
            items=tuple(item.question for item in items),
            item_term=fields.localised("item_term", self.languages) if kind is QuestionType.GROUP else NO_TEXT,
            another=fields.localised("another", self.languages) if kind is QuestionType.GROUP else NO_TEXT,
        )
        self._check_known_choices(fields, question)
        return question, conditions, items

    def _required(self, fields: Fields, kind: QuestionType, minimum: int | None) -> bool:
        if kind is QuestionType.GROUP:
            return bool(minimum)
        return fields.truth("required") is not False

    def _limits(self, fields: Fields, kind: QuestionType) -> tuple[int | None, int | None]:
        if "minimum" not in EXTRA_KEYS.get(kind, ()):
            return None, None
        low, high = fields.whole_number("minimum"), fields.whole_number("maximum")
        if kind is QuestionType.GROUP:
            low, high = low or 0, DEFAULT_MAXIMUM_ITEMS if high is None else high
            if low < 0 or high < 1:
                fields.report.add(fields.line, "A group needs `minimum` 0 or more and `maximum` 1 or more.")
        if low is not None and high is not None and low > high:
            fields.report.add(fields.line_of("minimum"), f"`minimum` {low} is greater than `maximum` {high}.")
        return low, high

    def _choices(self, fields: Fields) -> tuple[Choice, ...]:
        choices: list[Choice] = []
        for entry in fields.mappings("choices"):
            word = read_id(entry, "id")
            label = entry.localised("label", self.languages)
            offices = entry.some_of("offices", OFFICES, required=False)
            entry.close()
            if word and any(choice.id == word.text for choice in choices):
                fields.report.add(word.line, f"The choice `{word.text}` stands here twice.")
            elif word:
                choices.append(Choice(word.text, label, offices))
        return tuple(choices)

    def _known(self, fields: Fields, kind: QuestionType) -> KnownFact | None:
        name = fields.one_of("known", tuple(KnownFact), required=False)
        if not name:
            return None
        fact, line = KnownFact(name), fields.line_of("known")
        if self.inside_group:
            fields.report.add(line, "`known` cannot stand in a group: a scanned document is about one person.")
        elif kind not in KNOWN_TYPES[fact]:
            types = " or ".join(sorted(KNOWN_TYPES[fact]))
            fields.report.add(line, f"`known: {name}` needs a question of type {types}, not {kind}.")
        return fact

    def _check_known_choices(self, fields: Fields, question: Question) -> None:
        if question.known is None or question.type is not QuestionType.CHOICE:
            return
        missing = KNOWN_CHOICES.get(question.known, frozenset()) - {choice.id for choice in question.choices}
        if missing:
            message = f"`known: {question.known}` needs choices with these ids, too: {', '.join(sorted(missing))}."
            fields.report.add(fields.line_of("known"), message)

    def _items(self, fields: Fields) -> tuple[LocatedQuestion, ...]:
        if self.inside_group:
            fields.report.add(fields.line, "A group cannot stand in another group.")
            fields.mappings("items")
            return ()
        reader = QuestionReader(self.languages, inside_group=True)
        return tuple(item for entry in fields.mappings("items") if (item := reader.read(entry)))

    @staticmethod
    def _close(fields: Fields, kind: QuestionType) -> None:
        extra = EXTRA_KEYS.get(kind, ())
        for key in fields.keys:
            if key in ALL_EXTRA_KEYS and key not in extra:
                fields.report.add(fields.line_of(key), f"`{key}` has no meaning for a question of type {kind}.")
                fields.forgive(key)
        if kind is QuestionType.GROUP and "required" in fields:
            message = "A group has no `required`: write `minimum: 1` if there must be one at least."
            fields.report.add(fields.line_of("required"), message)
            fields.forgive("required")
        fields.close(ALL_EXTRA_KEYS)


def read_id(fields: Fields, key: str) -> Word | None:
    """Read an id: small letters a-z, digits, underscores."""
    word = fields.word(key)
    if word is None or _ID.fullmatch(word.text):
        return word
    message = f"`{word.text}` cannot be an id: use small letters a-z, digits and _ only, starting with a letter."
    fields.report.add(word.line, message)
    return None


def read_conditions(fields: Fields) -> tuple[LocatedCondition, ...]:
    """Read `show_if`: a list of `question: …` with one operator each."""
    found = (_condition(entry) for entry in fields.mappings("show_if", required=False))
    return tuple(condition for condition in found if condition)


def _condition(entry: Fields) -> LocatedCondition | None:
    question = entry.text("question")
    operators = [name for name in _OPERATORS if name in entry]
    if len(operators) != 1:
        entry.report.add(entry.line, f"A condition needs exactly one of: {', '.join(_OPERATORS)}.")
        for name in operators:
            entry.forgive(name)
        entry.close(_OPERATORS)
        return None
    operator = operators[0]
    if operator is Operator.ANSWERED:
        value = entry.one_of(operator, YES_NO)
    else:
        value = " ".join(word.text for word in entry.words(operator))
    entry.close(_OPERATORS)
    return LocatedCondition(entry.line, Condition(question, operator, value)) if question and value else None
