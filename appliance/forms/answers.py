"""What a visitor answered. In memory only: never logged, never stored, never on the wire."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import TypeAlias


@dataclass(frozen=True)
class TextAnswer:
    """text, long_text, own_text, name, iban (grouped), phone (international), email: normalised."""

    text: str


@dataclass(frozen=True)
class DateAnswer:
    year: int
    month: int | None = None
    day: int | None = None

    def as_date(self) -> dt.date | None:
        if self.month is None or self.day is None:
            return None
        return dt.date(self.year, self.month, self.day)


@dataclass(frozen=True)
class NumberAnswer:
    number: int


@dataclass(frozen=True)
class MoneyAnswer:
    """Euros with two decimals."""

    euros: Decimal


@dataclass(frozen=True)
class ChoiceAnswer:
    """choice, yes_no (`yes`/`no`), country and nationality (ISO 3166 alpha-3, `XXA` for stateless)."""

    choice: str


@dataclass(frozen=True)
class ChoicesAnswer:
    choices: tuple[str, ...]


@dataclass(frozen=True)
class AddressAnswer:
    street: str
    house_number: str
    postcode: str
    city: str


@dataclass(frozen=True)
class Skipped:
    """An optional question that was seen and left empty."""


Answer: TypeAlias = (
    TextAnswer | DateAnswer | NumberAnswer | MoneyAnswer | ChoiceAnswer | ChoicesAnswer | AddressAnswer | Skipped
)


def chosen_ids(answer: Answer) -> tuple[str, ...]:
    """Return the ids of what was chosen; empty for an answer that is no choice."""
    match answer:
        case ChoiceAnswer():
            return (answer.choice,)
        case ChoicesAnswer():
            return answer.choices
        case _:
            return ()


@dataclass(frozen=True)
class Entry:
    """What stands in the fields of one question right now, unchecked.

    Parts: `value` for one field; `day`, `month`, `year`; `street`, `house_number`, `postcode`, `city`;
    `choices` with the chosen ids separated by spaces.
    """

    parts: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "parts", MappingProxyType(dict(self.parts)))

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.parts.items())))

    def __repr__(self) -> str:
        return f"Entry({', '.join(sorted(self.parts))})"

    def get(self, part: str = "value") -> str:
        return self.parts.get(part, "")

    def with_part(self, part: str, text: str) -> Entry:
        return Entry({**self.parts, part: text})


@dataclass(frozen=True)
class Answers:
    """All answers of one form, by key.

    Keys: `question`, and `group[0].question` inside a repeated group. `group[0]+` holds yes or no to
    "add another?" after item 0; `group+` the answer to "is there any?" before the first.
    """

    by_key: Mapping[str, Answer] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", MappingProxyType(dict(self.by_key)))

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_key)))

    def __repr__(self) -> str:
        return f"Answers({len(self.by_key)})"

    def get(self, key: str) -> Answer | None:
        return self.by_key.get(key)

    def with_answer(self, key: str, answer: Answer) -> Answers:
        return Answers({**self.by_key, key: answer})


NO_ANSWERS = Answers()
NO_ENTRY = Entry()
