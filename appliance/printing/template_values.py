"""What goes into the fields of an official PDF: from the answers by the form's field map. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from appliance.forms.answers import Answers
from appliance.forms.definition import FormDefinition, TemplateField
from appliance.forms.values import template_answer


@dataclass(frozen=True)
class FieldText:
    pdf_field: str
    text: str

    def __repr__(self) -> str:
        return f"FieldText({self.pdf_field})"


@dataclass(frozen=True)
class FieldTick:
    """A check box, or one button of a radio group, that is to be crossed."""

    pdf_field: str
    on_state: str

    def __repr__(self) -> str:
        return f"FieldTick({self.pdf_field})"


TemplateValue: TypeAlias = FieldText | FieldTick


def template_values(form: FormDefinition, answers: Answers) -> tuple[TemplateValue, ...]:
    """Return the values of all mapped fields that are not empty; nothing for a form without a template."""
    targets = form.template.fields if form.template else ()
    return tuple(value for target in targets for value in _values(form, answers, target))


def _values(form: FormDefinition, answers: Answers, target: TemplateField) -> Iterator[TemplateValue]:
    text, chosen = template_answer(form, answers, target.question)
    if target.when:
        if target.when in chosen:
            yield FieldTick(target.pdf_field, target.on_state)
    elif text:
        yield FieldText(target.pdf_field, text)
