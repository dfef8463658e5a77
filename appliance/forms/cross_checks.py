"""Checks that need the whole form: ids used twice, and names that point to nothing or forward."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from appliance.forms import countries
from appliance.forms.definition import Condition, Operator, Question, QuestionType, TemplateField
from appliance.forms.errors import Report
from appliance.forms.question_loading import LocatedCondition, LocatedQuestion
from appliance.forms.vocabulary import COUNTRY_TYPES, OPERATOR_TYPES, PARTS, YES_NO
from appliance.forms.yaml_fields import suggestion

_TEMPLATE_NAME = re.compile(r"(?:(?P<group>\w+)\[(?P<index>\d+)\]\.)?(?P<question>\w+)(?:\.(?P<part>\w+))?")


@dataclass
class _Scope:
    """What a question may refer to: what stands before it, its own group's items first."""

    every_id: frozenset[str]
    earlier: dict[str, Question] = field(default_factory=dict)
    outside: dict[str, Question] = field(default_factory=dict)
    """In a group: what stands before the group, whatever the items are called."""

    def inside(self, item_ids: frozenset[str]) -> _Scope:
        earlier = {id_: question for id_, question in self.earlier.items() if id_ not in item_ids}
        return _Scope(self.every_id | item_ids, earlier, dict(self.earlier))


@dataclass(frozen=True)
class CrossChecks:
    report: Report

    def questions(self, questions: Sequence[LocatedQuestion]) -> Mapping[str, Question]:
        """Check all questions of a form in their order. Returns them by id, for what comes after them."""
        scope = _Scope(frozenset(located.question.id for located in questions))
        self._sequence(questions, scope)
        return scope.earlier

    def attachment(self, conditions: Sequence[LocatedCondition], by_id: Mapping[str, Question]) -> None:
        scope = _Scope(frozenset(by_id), dict(by_id))
        for located in conditions:
            self._condition(located, scope)

    def template_field(self, target: TemplateField, line: int, by_id: Mapping[str, Question]) -> None:
        for problem in _template_problems(target, by_id):
            self.report.add(line, problem)

    def _sequence(self, questions: Sequence[LocatedQuestion], scope: _Scope) -> None:
        first_lines: dict[str, int] = {}
        for located in questions:
            question = located.question
            if question.id in first_lines:
                message = f"The id `{question.id}` is used already in line {first_lines[question.id]}."
                self.report.add(located.line, message)
            first_lines.setdefault(question.id, located.line)
            for condition in located.conditions:
                self._condition(condition, scope)
            if question.reuse:
                self._reuse(question, located.reuse_line, scope)
            item_ids = frozenset(item.question.id for item in located.items)
            self._sequence(located.items, scope.inside(item_ids))
            scope.earlier.setdefault(question.id, question)

    def _target(self, name: str, key: str, line: int, scope: _Scope) -> Question | None:
        question = scope.earlier.get(name)
        if question is None and name in scope.every_id:
            self.report.add(line, f"`{key}` names `{name}`, which is not asked before this question.")
        elif question is None:
            hint = suggestion(name, scope.every_id)
            self.report.add(line, f"`{key}` names `{name}`, but there is no such question.{hint}")
        return question

    def _condition(self, located: LocatedCondition, scope: _Scope) -> None:
        condition = located.condition
        question = self._target(condition.question, "show_if", located.line, scope)
        if question is None:
            return
        if question.type not in OPERATOR_TYPES[condition.operator]:
            message = f"`{condition.operator}` does not fit `{question.id}`, which is of type {question.type}."
            self.report.add(located.line, message)
            return
        for value in _unknown_values(condition, question):
            hint = suggestion(value, _values(question))
            self.report.add(located.line, f"`{value}` is not a possible answer of `{question.id}`.{hint}")

    def _reuse(self, question: Question, line: int, scope: _Scope) -> None:
        # An item cannot reuse itself: with its own name it means the question outside the group.
        own_name = scope.outside.get(question.id) if question.reuse == question.id else None
        source = own_name or self._target(question.reuse, "reuse", line, scope)
        if source and source.type is not question.type:
            message = f"`reuse` needs the same type: `{source.id}` is of type {source.type}."
            self.report.add(line, message)
        elif source and source.type is QuestionType.GROUP:
            self.report.add(line, "A group cannot be reused.")


def _values(question: Question) -> frozenset[str]:
    if question.type is QuestionType.YES_NO:
        return frozenset(YES_NO)
    if question.type in COUNTRY_TYPES:
        return frozenset(countries.codes(question.type))
    return frozenset(choice.id for choice in question.choices)


def _unknown_values(condition: Condition, question: Question) -> tuple[str, ...]:
    if condition.operator is Operator.ANSWERED:
        return ()
    if condition.operator in (Operator.AT_LEAST, Operator.AT_MOST):
        return () if re.fullmatch(r"\d+", condition.value) else (condition.value,)
    return tuple(value for value in condition.value.split() if value not in _values(question))


def _template_problems(target: TemplateField, by_id: Mapping[str, Question]) -> Iterator[str]:
    match = _TEMPLATE_NAME.fullmatch(target.question)
    if match is None:
        yield f"`{target.question}` is not a question, `group[0].question` or `question.part`."
        return
    question = _template_question(match, by_id)
    if question is None:
        yield f"The template names `{target.question}`, but there is no such question."
        return
    if match["part"] and match["part"] not in PARTS.get(question.type, ()):
        yield f"`{question.id}` of type {question.type} has no part `{match['part']}`."
    if bool(target.on_state) != bool(target.when):
        yield "A check box needs both `on_state` and `when`."
    elif target.when and target.when not in _values(question):
        yield f"`{target.when}` is not a possible answer of `{question.id}`."


def _template_question(match: re.Match[str], by_id: Mapping[str, Question]) -> Question | None:
    if not match["group"]:
        question = by_id.get(match["question"])
        return None if question is None or question.type is QuestionType.GROUP else question
    group = by_id.get(match["group"])
    if group is None or int(match["index"]) >= (group.maximum or 0):
        return None
    return next((item for item in group.items if item.id == match["question"]), None)
