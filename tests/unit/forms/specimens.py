"""Made-up questions and a small form that has every shape of path: conditions, groups, optional questions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from appliance.content.text import Text
from appliance.forms.definition import (
    Choice,
    Condition,
    FormDefinition,
    Operator,
    Question,
    QuestionType,
    Section,
)

TODAY = dt.date(2026, 3, 2)


def words(german: str, english: str = "") -> Text:
    return Text({"de": german, "en": english or german})


def ask(
    id_: str,
    kind: QuestionType,
    *,
    required: bool = True,
    show_if: tuple[Condition, ...] = (),
    choices: tuple[str, ...] = (),
    past: bool | None = None,
    partial_date: bool = False,
    minimum: int | None = None,
    maximum: int | None = None,
    max_length: int | None = None,
    items: tuple[Question, ...] = (),
    reuse: str = "",
) -> Question:
    return Question(
        id=id_,
        type=kind,
        label=words(f"{id_}?", f"{id_} in English?"),
        german_term=id_.title(),
        required=required,
        show_if=show_if,
        choices=tuple(Choice(each, words(f"{each}-de", f"{each}-en")) for each in choices),
        past=past,
        partial_date=partial_date,
        minimum=minimum,
        maximum=maximum,
        max_length=max_length,
        items=items,
        reuse=reuse,
        item_term=words("Kind", "Child"),
        another=words("Noch ein Kind?", "Another child?"),
    )


def when(question: str, operator: Operator, value: str = "") -> Condition:
    return Condition(question, operator, value)


def form_of(*questions: Question) -> FormDefinition:
    return FormDefinition(
        id="specimen",
        version="1",
        title=words("Muster"),
        german_title="Muster",
        office="wohnungsamt",
        topics=("wohnen",),
        summary=words("Muster"),
        minutes=1,
        sections=(Section("all", words("Alles", "All"), questions),),
        attachments=(),
        declarations=(),
        legal_basis="",
        signatures=(words("Unterschrift"),),
    )


CHILD = (
    ask("name", QuestionType.NAME),
    ask("goes_to_school", QuestionType.YES_NO),
    ask("school", QuestionType.TEXT, show_if=(when("goes_to_school", Operator.IS, "yes"),)),
)
FAMILY = form_of(
    ask("name", QuestionType.NAME),
    ask("status", QuestionType.CHOICE, choices=("single", "married", "partnership")),
    ask("spouse", QuestionType.NAME, show_if=(when("status", Operator.IS, "married partnership"),)),
    ask("spouse_born", QuestionType.DATE, show_if=(when("spouse", Operator.ANSWERED),)),
    ask("children", QuestionType.GROUP, minimum=0, maximum=3, items=CHILD),
    ask("allowance", QuestionType.MONEY, show_if=(when("children", Operator.AT_LEAST, "1"),)),
    ask("nickname", QuestionType.TEXT, required=False),
)


FORM_YAML = """\
id: specimen
version: "2026-03"
office: wohnungsamt
topics: [wohnen]
languages: [de, en]
drafts: [en]
minutes: 3
title: {de: Muster, en: Specimen}
summary: {de: Ein Muster., en: A specimen.}
legal_basis: § 0 MusterG
sections:
  - id: person
    title: {de: Person, en: Person}
    questions:
      - id: family_name
        type: name
        term: Familienname
        label: {de: Wie heißen Sie?, en: What is your name?}
        known: family_name
      - id: married
        type: yes_no
        term: Verheiratet
        label: {de: Sind Sie verheiratet?, en: Are you married?}
      - id: wedding
        type: date
        past: yes
        term: Eheschließung
        label: {de: Seit wann?, en: Since when?}
        show_if:
          - question: married
            is: yes
      - id: children
        type: group
        maximum: 2
        term: Kinder
        label: {de: Haben Sie Kinder?, en: Do you have children?}
        item_term: {de: Kind, en: Child}
        another: {de: Noch ein Kind?, en: Another child?}
        items:
          - id: name
            type: name
            term: Name
            label: {de: Name?, en: Name?}
            reuse: family_name
attachments:
  - label: {de: Heiratsurkunde, en: Marriage certificate}
    show_if:
      - {question: married, is: yes}
declarations:
  - {de: Alles stimmt., en: All is true.}
signatures:
  - {de: Unterschrift, en: Signature}
"""


def write_form(directory: Path, text: str, name: str = "specimen") -> Path:
    path = directory / name / "form.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
