"""The parser against generated documents: what was written is read, and what was changed is noticed."""

from __future__ import annotations

import datetime as dt
import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hardware.id_scanner.mrz import MrzError, parse_mrz
from tests.unit.id_scanner.mrz_encoder import VALUES, Holder

TODAY = dt.date(2026, 3, 2)
ALPHABET = "".join(VALUES)
LETTERS = string.ascii_uppercase
FORMS = ("td1", "td2", "td3", "visa_a", "visa_b")
CHECKED = {
    "td1": [(0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 30)],
    "td2": [(1, 0, 10), (1, 13, 20), (1, 21, 36)],
    "td3": [(1, 0, 10), (1, 13, 20), (1, 21, 44)],
    "visa_a": [(1, 0, 10), (1, 13, 20), (1, 21, 28)],
    "visa_b": [(1, 0, 10), (1, 13, 20), (1, 21, 28)],
}
"""Line, first and last place of what a check digit covers, the digits included."""

words = st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=2).map(tuple)
codes = st.sampled_from(["D", "UTO", "XXA", "RKS", "SYR"])


@st.composite
def holders(draw: st.DrawFn) -> Holder:
    born = draw(st.dates(dt.date(1927, 1, 1), TODAY))
    expires = draw(st.dates(dt.date(2006, 1, 1), dt.date(2105, 12, 31)))
    return Holder(
        code=draw(st.sampled_from(["P", "I", "AR", "ID", "C"])),
        state=draw(codes),
        number=draw(st.text(LETTERS + string.digits, min_size=1, max_size=9)),
        primary=draw(words),
        secondary=draw(st.one_of(st.just(()), words)),
        nationality=draw(codes),
        birth=born.strftime("%y%m%d"),
        sex=draw(st.sampled_from("FM<")),
        expiry=expires.strftime("%y%m%d"),
        optional=draw(st.text(LETTERS + string.digits, max_size=6)),
    )


def encode(holder: Holder, form: str) -> list[str]:
    match form:
        case "td1":
            return holder.td1()
        case "td2":
            return holder.td2()
        case "td3":
            return holder.td3()
        case "visa_a":
            return holder.visa(44)
        case _:
            return holder.visa(36)


@given(holders(), st.sampled_from(FORMS))
def test_what_was_written_is_read(holder: Holder, form: str) -> None:
    document = parse_mrz(encode(holder, form), TODAY)
    assert document.checks.all_hold
    assert document.document_number == holder.number
    assert (document.issuing_state, document.nationality) == (holder.state, holder.nationality)
    assert document.primary_identifier == " ".join(holder.primary)
    assert document.secondary_identifier == " ".join(holder.secondary)
    assert document.optional_data == holder.optional
    assert document.birth_date is not None
    assert document.birth_date.as_date() is not None
    assert document.birth_date.as_date() <= TODAY  # type: ignore[operator]
    assert document.birth_date.as_date().strftime("%y%m%d") == holder.birth  # type: ignore[union-attr]
    assert document.expiry_date is not None
    assert document.expiry_date.as_date().strftime("%y%m%d") == holder.expiry  # type: ignore[union-attr]


@given(holders(), st.text(LETTERS + string.digits, min_size=10, max_size=13), st.sampled_from(["td1", "td2"]))
def test_long_numbers_are_read(holder: Holder, number: str, form: str) -> None:
    long_number = Holder(**{**holder.__dict__, "number": number, "optional": ""})
    document = parse_mrz(encode(long_number, form), TODAY)
    assert document.document_number == number
    assert document.checks.all_hold


@given(holders(), st.sampled_from(FORMS), st.data())
def test_one_changed_character_is_noticed(holder: Holder, form: str, data: st.DataObject) -> None:
    """As far as the standard's arithmetic can see: characters whose values differ by tens look alike to it."""
    lines = encode(holder, form)
    line, first, last = data.draw(st.sampled_from(CHECKED[form]))
    place = data.draw(st.integers(first, last - 1))
    replacement = data.draw(st.sampled_from(ALPHABET))
    assume(VALUES[replacement] % 10 != VALUES[lines[line][place]] % 10)
    lines[line] = lines[line][:place] + replacement + lines[line][place + 1 :]
    document = parse_mrz(lines, TODAY)
    assert not document.checks.all_hold


@given(st.lists(st.text(max_size=46), max_size=4))
def test_any_text_is_read_or_refused(lines: list[str]) -> None:
    try:
        parse_mrz(lines, TODAY)
    except MrzError:
        return


@given(st.sampled_from([(30, 3), (36, 2), (44, 2)]), st.data())
def test_any_zone_of_the_right_shape_is_read(shape: tuple[int, int], data: st.DataObject) -> None:
    width, count = shape
    line = st.text(ALPHABET, min_size=width, max_size=width)
    document = parse_mrz(data.draw(st.lists(line, min_size=count, max_size=count)), TODAY)
    for date in (document.birth_date, document.expiry_date):
        if date is not None:
            date.as_date()


@pytest.mark.parametrize("today", [dt.date(2000, 1, 1), dt.date(2024, 2, 29), dt.date(2099, 12, 31)])
@given(holder=holders())
def test_births_lie_in_the_past_whatever_the_day_is(today: dt.date, holder: Holder) -> None:
    document = parse_mrz(holder.td3(), today)
    if document.birth_date is not None:
        assert document.birth_date.as_date() <= today  # type: ignore[operator]
