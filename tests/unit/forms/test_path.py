"""Which question comes next, with groups and conditions, for any answers."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.forms.answers import (
    Answer,
    Answers,
    ChoiceAnswer,
    ChoicesAnswer,
    DateAnswer,
    MoneyAnswer,
    NumberAnswer,
    Skipped,
    TextAnswer,
)
from appliance.forms.definition import FormDefinition, Operator, QuestionType
from appliance.forms.path import QuestionRef, after, find, next_unanswered, previous, progress, relevant, visible
from appliance.forms.validation import answer_fits
from tests.unit.forms.specimens import FAMILY, ask, form_of, when

YES, NO = ChoiceAnswer("yes"), ChoiceAnswer("no")
NAME = TextAnswer("Erika")
T = QuestionType


def keys(form: FormDefinition, answers: Answers) -> list[str]:
    return [ref.key for ref in visible(form, answers)]


def given_answers(**answers: Answer) -> Answers:
    return Answers(answers)


def test_without_answers_conditions_do_not_hold_and_a_group_asks_if_there_is_any() -> None:
    assert keys(FAMILY, Answers()) == ["name", "status", "children+", "nickname"]


def test_any_of_several_choices_opens_a_question() -> None:
    assert "spouse" in keys(FAMILY, given_answers(status=ChoiceAnswer("partnership")))
    assert "spouse" not in keys(FAMILY, given_answers(status=ChoiceAnswer("single")))


def test_groups_grow_with_their_answers_up_to_their_maximum() -> None:
    answers = Answers({"children+": YES})
    item = ["children[0].name", "children[0].goes_to_school", "children[0]+"]
    assert keys(FAMILY, answers) == ["name", "status", "children+", *item, "allowance", "nickname"]
    answers = answers.with_answer("children[0]+", YES).with_answer("children[1]+", YES)
    found = keys(FAMILY, answers.with_answer("children[2]+", YES))
    assert "children[2].name" in found
    assert "children[2]+" not in found
    assert "children[3].name" not in found


def test_a_condition_in_a_group_looks_at_its_own_item_first() -> None:
    answers = Answers({"children+": YES, "children[0]+": YES, "children[1].goes_to_school": YES})
    found = keys(FAMILY, answers)
    assert "children[1].school" in found
    assert "children[0].school" not in found


def test_a_condition_in_a_group_reaches_a_question_outside() -> None:
    items = (ask("room", T.TEXT, show_if=(when("own_room", Operator.IS, "yes"),)),)
    form = form_of(ask("own_room", T.YES_NO), ask("people", T.GROUP, minimum=1, maximum=1, items=items))
    assert keys(form, given_answers(own_room=YES)) == ["own_room", "people[0].room"]
    assert keys(form, given_answers(own_room=NO)) == ["own_room"]


def test_a_group_with_a_minimum_asks_its_items_at_once() -> None:
    form = form_of(ask("parents", T.GROUP, minimum=2, maximum=3, items=(ask("name", T.NAME),)))
    assert keys(form, Answers()) == ["parents[0].name", "parents[1].name", "parents[1]+"]


def test_hidden_answers_are_dropped_and_hide_what_hangs_on_them() -> None:
    married = given_answers(status=ChoiceAnswer("married"), spouse=NAME, spouse_born=DateAnswer(1990, 1, 1))
    assert set(relevant(FAMILY, married).by_key) == {"status", "spouse", "spouse_born"}
    single = married.with_answer("status", ChoiceAnswer("single"))
    assert set(relevant(FAMILY, single).by_key) == {"status"}
    assert "spouse_born" not in keys(FAMILY, single)


def test_removed_items_are_dropped() -> None:
    answers = Answers({"children+": YES, "children[0]+": NO, "children[1].name": NAME})
    assert "children[1].name" not in relevant(FAMILY, answers).by_key
    assert "children[0]+" in relevant(FAMILY, answers).by_key


def test_operators() -> None:
    form = form_of(
        ask("n", T.NUMBER),
        ask("several", T.CHOICES, choices=("one", "two")),
        ask("maybe", T.TEXT, required=False),
        ask("many", T.TEXT, show_if=(when("n", Operator.AT_LEAST, "3"),)),
        ask("few", T.TEXT, show_if=(when("n", Operator.AT_MOST, "2"),)),
        ask("has_two", T.TEXT, show_if=(when("several", Operator.INCLUDES, "two"),)),
        ask("told", T.TEXT, show_if=(when("maybe", Operator.ANSWERED, "yes"),)),
        ask("untold", T.TEXT, show_if=(when("maybe", Operator.ANSWERED, "no"),)),
        ask("both", T.TEXT, show_if=(when("n", Operator.AT_LEAST, "3"), when("maybe", Operator.ANSWERED))),
    )
    assert keys(form, Answers())[3:] == []
    answers = given_answers(n=NumberAnswer(3), several=ChoicesAnswer(("two",)), maybe=Skipped())
    assert keys(form, answers)[3:] == ["many", "has_two", "untold"]
    answers = given_answers(n=NumberAnswer(2), several=ChoicesAnswer(("one",)), maybe=NAME)
    assert keys(form, answers)[3:] == ["few", "told"]
    assert keys(form, given_answers(n=NumberAnswer(3), maybe=NAME))[3:] == ["many", "told", "both"]


def test_is_not_holds_only_for_a_question_that_was_answered() -> None:
    form = form_of(ask("a", T.YES_NO), ask("b", T.TEXT, show_if=(when("a", Operator.IS_NOT, "yes"),)))
    assert keys(form, Answers()) == ["a"]
    assert keys(form, given_answers(a=NO)) == ["a", "b"]


def test_neighbours_and_progress() -> None:
    answers = given_answers(name=NAME)
    first, last = visible(FAMILY, answers)[0], visible(FAMILY, answers)[-1]
    assert previous(FAMILY, answers, first.key) is None
    assert after(FAMILY, answers, last.key) is None
    assert after(FAMILY, answers, first.key) == find(FAMILY, answers, "status")
    assert previous(FAMILY, answers, "status") == first
    assert previous(FAMILY, answers, "nowhere") is None
    assert after(FAMILY, answers, "nowhere") is None
    assert progress(FAMILY, answers, "status") == (2, 4)
    assert progress(FAMILY, answers, "nowhere") == (4, 4)


def test_gate_and_add_another_are_yes_no_questions_of_the_group() -> None:
    gate = find(FAMILY, Answers(), "children+")
    assert gate is not None
    assert (gate.group_id, gate.index, gate.is_add_another) == ("children", None, True)
    assert gate.question.type is T.YES_NO
    more = find(FAMILY, Answers({"children+": YES}), "children[0]+")
    assert more is not None
    assert (more.group_id, more.index, more.is_add_another) == ("children", 0, True)
    assert more.question.label.german == "Noch ein Kind?"


GARBAGE: st.SearchStrategy[Answer] = st.one_of(
    st.sampled_from([YES, NO, Skipped(), NAME, DateAnswer(1990), NumberAnswer(-1), ChoiceAnswer("nothing")]),
    st.builds(MoneyAnswer, st.decimals(allow_nan=False, allow_infinity=False)),
    st.lists(st.text("abc", max_size=3), max_size=3).map(lambda chosen: ChoicesAnswer(tuple(chosen))),
)
KEYS = st.sampled_from(
    ["name", "status", "spouse", "spouse_born", "children+", "children", "allowance", "nickname", "unknown", ""]
    + [f"children[{i}]{end}" for i in range(5) for end in ("+", ".name", ".goes_to_school", ".school")]
)
ANY_ANSWERS = st.dictionaries(KEYS, GARBAGE, max_size=15).map(Answers)


@given(ANY_ANSWERS)
def test_any_answers_give_a_finite_path_without_repetitions(answers: Answers) -> None:
    found = keys(FAMILY, answers)
    assert len(found) == len(set(found)) <= 4 + 3 + 3 * 4
    assert set(relevant(FAMILY, answers).by_key) <= set(found)


@given(ANY_ANSWERS)
def test_what_is_irrelevant_does_not_change_the_path(answers: Answers) -> None:
    assert keys(FAMILY, relevant(FAMILY, answers)) == keys(FAMILY, answers)
    assert relevant(FAMILY, relevant(FAMILY, answers)).by_key == relevant(FAMILY, answers).by_key


@given(ANY_ANSWERS, st.data())
@settings(max_examples=60)
def test_answering_always_comes_to_an_end_with_every_required_question_answered(
    answers: Answers, data: st.DataObject
) -> None:
    for _ in range(40):
        ref = next_unanswered(FAMILY, answers)
        if ref is None:
            break
        answers = answers.with_answer(ref.key, an_answer(ref, data))
    assert next_unanswered(FAMILY, answers) is None
    for ref in visible(FAMILY, answers):
        kept = answers.get(ref.key)
        assert kept is not None
        assert answer_fits(ref.question, kept)
        assert not (ref.question.required and kept == Skipped())


@given(ANY_ANSWERS)
def test_next_is_the_first_visible_question_without_a_fitting_answer(answers: Answers) -> None:
    good = relevant(FAMILY, answers).by_key
    unanswered = [ref.key for ref in visible(FAMILY, answers) if ref.key not in good]
    ref = next_unanswered(FAMILY, answers)
    assert (ref.key if ref else None) == (unanswered[0] if unanswered else None)


@given(ANY_ANSWERS)
def test_walking_back_from_any_question_reaches_the_first(answers: Answers) -> None:
    for position, ref in enumerate(visible(FAMILY, answers), 1):
        assert progress(FAMILY, answers, ref.key)[0] == position
        back: QuestionRef | None = ref
        for _ in range(position):
            assert back is not None
            back = previous(FAMILY, answers, back.key)
        assert back is None


def an_answer(ref: QuestionRef, data: st.DataObject) -> Answer:
    match ref.question.type:
        case T.YES_NO:
            return data.draw(st.sampled_from([YES, NO]))
        case T.CHOICE:
            return ChoiceAnswer(data.draw(st.sampled_from(ref.question.choices)).id)
        case T.DATE:
            return DateAnswer(1990, 1, 1)
        case T.MONEY:
            return MoneyAnswer(data.draw(st.decimals(0, 9, places=2)))
        case _:
            skips = not ref.question.required and data.draw(st.booleans())
            return Skipped() if skips else NAME
