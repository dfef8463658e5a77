"""Which question comes next: the questions on the visitor's path, from the form and the answers alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from appliance.forms.answers import Answer, Answers, ChoiceAnswer
from appliance.forms.conditions import Live, holds
from appliance.forms.definition import FormDefinition, Question, QuestionType
from appliance.forms.validation import answer_fits


@dataclass(frozen=True)
class QuestionRef:
    """One question on the path, with the key its answer has."""

    key: str
    question: Question
    """For "is there any?" and "add another?" a yes/no question made from the group."""
    group_id: str | None = None
    index: int | None = None
    is_add_another: bool = False
    """ "Is there any?" (index None) or "add another?" (index of the item it stands after)."""
    section_id: str = field(default="", compare=False)


def visible(form: FormDefinition, answers: Answers) -> tuple[QuestionRef, ...]:
    """Return all questions on the current path in their order, groups expanded as far as they are answered."""
    return tuple(ref for ref, _ in _walk(form, answers))


def relevant(form: FormDefinition, answers: Answers) -> Answers:
    """Return the answers of visible questions only. What `show_if` hides again must never be printed."""
    return Answers({ref.key: answer for ref, answer in _walk(form, answers) if answer is not None})


def next_unanswered(form: FormDefinition, answers: Answers) -> QuestionRef | None:
    """Return the first question without an answer; None when the form is complete."""
    return next((ref for ref, answer in _walk(form, answers) if answer is None), None)


def find(form: FormDefinition, answers: Answers, key: str) -> QuestionRef | None:
    return next((ref for ref in visible(form, answers) if ref.key == key), None)


def previous(form: FormDefinition, answers: Answers, key: str) -> QuestionRef | None:
    """Return the question before this one; None for the first and for one that is not on the path."""
    return _neighbour(form, answers, key, -1)


def after(form: FormDefinition, answers: Answers, key: str) -> QuestionRef | None:
    """Return the question after this one; None for the last and for one that is not on the path."""
    return _neighbour(form, answers, key, +1)


def progress(form: FormDefinition, answers: Answers, key: str) -> tuple[int, int]:
    """Return (position from 1, total as far as is known now). A key that is not on the path counts as the end."""
    keys = [ref.key for ref in visible(form, answers)]
    return (keys.index(key) + 1 if key in keys else len(keys)), len(keys)


def _neighbour(form: FormDefinition, answers: Answers, key: str, step: int) -> QuestionRef | None:
    refs = visible(form, answers)
    position = next((i for i, ref in enumerate(refs) if ref.key == key), None)
    if position is None or not 0 <= position + step < len(refs):
        return None
    return refs[position + step]


def _walk(form: FormDefinition, answers: Answers) -> Iterator[tuple[QuestionRef, Answer | None]]:
    """Yield each visible question with its answer if one fits. Conditions see only what was yielded before."""
    yield from _walk_into(form, answers, Live())


def asked(form: FormDefinition, answers: Answers) -> Live:
    """Return what conditions on the whole form see: those of attachments."""
    live = Live()
    for _ in _walk_into(form, answers, live):
        pass
    return live


def _walk_into(form: FormDefinition, answers: Answers, live: Live) -> Iterator[tuple[QuestionRef, Answer | None]]:
    for section in form.sections:
        for question in section.questions:
            if not holds(question.show_if, live):
                continue
            live.ask(question)
            for ref in _expand(question, section.id, answers, live):
                answer = fitting_answer(ref, answers)
                live.note(ref.key, answer)
                yield ref, answer


def fitting_answer(ref: QuestionRef, answers: Answers) -> Answer | None:
    """Return the kept answer, unless it cannot be one of this question."""
    answer = answers.get(ref.key)
    return answer if answer is not None and answer_fits(ref.question, answer) else None


def _expand(question: Question, section_id: str, answers: Answers, live: Live) -> Iterator[QuestionRef]:
    if question.type is not QuestionType.GROUP:
        yield QuestionRef(question.id, question, section_id=section_id)
        return
    if not question.minimum:
        gate = QuestionRef(f"{question.id}+", _gate(question), question.id, None, True, section_id)
        yield gate
        if not _says_yes(gate, answers):
            return
    yield from _items(question, section_id, answers, live)


def _items(group: Question, section_id: str, answers: Answers, live: Live) -> Iterator[QuestionRef]:
    # The form's own maximum ends this loop, whatever the answers say.
    for index in range(group.maximum or 1):
        live.start_item(group, index)
        for item in group.items:
            if holds(item.show_if, live):
                yield QuestionRef(f"{group.id}[{index}].{item.id}", item, group.id, index, False, section_id)
        live.end_item()
        if index + 1 < (group.minimum or 0):
            continue
        if index + 1 >= (group.maximum or 1):
            return
        more = QuestionRef(f"{group.id}[{index}]+", _another(group), group.id, index, True, section_id)
        yield more
        if not _says_yes(more, answers):
            return


def _gate(group: Question) -> Question:
    return Question(f"{group.id}+", QuestionType.YES_NO, group.label, group.german_term, group.help, group.where)


def _another(group: Question) -> Question:
    return Question(f"{group.id}+", QuestionType.YES_NO, group.another, group.another.german or group.german_term)


def _says_yes(ref: QuestionRef, answers: Answers) -> bool:
    return fitting_answer(ref, answers) == ChoiceAnswer("yes")
