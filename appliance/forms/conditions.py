"""Whether `show_if` holds, seen from the questions that have been asked so far."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from appliance.forms.answers import Answer, ChoiceAnswer, ChoicesAnswer, MoneyAnswer, NumberAnswer, Skipped
from appliance.forms.definition import Condition, Operator, Question, QuestionType


class Live:
    """The answers of questions that are really asked; a hidden question's old answer is not among them."""

    def __init__(self) -> None:
        self._answers: dict[str, Answer] = {}
        self._items: dict[str, int] = {}
        self._scope: tuple[str, frozenset[str]] = ("", frozenset())

    def ask(self, question: Question) -> None:
        if question.type is QuestionType.GROUP:
            self._items[question.id] = 0

    def note(self, key: str, answer: Answer | None) -> None:
        if answer is not None:
            self._answers[key] = answer

    def start_item(self, group: Question, index: int) -> None:
        self._items[group.id] = index + 1
        self._scope = (f"{group.id}[{index}].", frozenset(item.id for item in group.items))

    def end_item(self) -> None:
        self._scope = ("", frozenset())

    def answer(self, name: str) -> Answer | None:
        prefix, names = self._scope
        return self._answers.get(f"{prefix}{name}" if name in names else name)

    def items(self, name: str) -> int | None:
        """Return how many items a group has; None if the name is not that of an asked group."""
        return None if name in self._scope[1] else self._items.get(name)


def holds(conditions: Iterable[Condition], live: Live) -> bool:
    return all(_holds(condition, live) for condition in conditions)


def _holds(condition: Condition, live: Live) -> bool:
    items = live.items(condition.question)
    if items is not None:
        return _holds_for_group(condition, items)
    answer = live.answer(condition.question)
    if answer is None:
        return False
    match condition.operator:
        case Operator.ANSWERED:
            return isinstance(answer, Skipped) == (condition.value == "no")
        case Operator.IS:
            return isinstance(answer, ChoiceAnswer) and answer.choice in condition.value.split()
        case Operator.IS_NOT:
            return not (isinstance(answer, ChoiceAnswer) and answer.choice in condition.value.split())
        case Operator.INCLUDES:
            return isinstance(answer, ChoicesAnswer) and any(c in condition.value.split() for c in answer.choices)
        case _:
            return _compare(condition, _amount(answer))


def _holds_for_group(condition: Condition, items: int) -> bool:
    if condition.operator is Operator.ANSWERED:
        return (items > 0) == (condition.value != "no")
    return _compare(condition, Decimal(items))


def _amount(answer: Answer) -> Decimal | None:
    match answer:
        case NumberAnswer():
            return Decimal(answer.number)
        case MoneyAnswer():
            return answer.euros
        case _:
            return None


def _compare(condition: Condition, amount: Decimal | None) -> bool:
    if amount is None or not condition.value.isdecimal():
        return False
    limit = Decimal(condition.value)
    return amount >= limit if condition.operator is Operator.AT_LEAST else amount <= limit
