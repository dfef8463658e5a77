"""The code on the receipt: drawn, typed, checked, and what is derived from it."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as some

from appliance.outbox.status_code import (
    RANDOM_BYTES,
    grouped,
    new_status_code,
    qr_text,
    read_status_code,
    status_keys,
)
from appliance.printing.reference import ALPHABET

codes = some.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES).map(new_status_code)


@given(codes)
def test_a_code_is_read_as_it_was_printed(code: str) -> None:
    assert len(code) == 24
    assert read_status_code(grouped(code)) == code
    assert read_status_code(f" {grouped(code).lower().replace('-', ' ')} ") == code
    assert read_status_code(qr_text(code)) == code


@given(codes, some.data())
def test_one_and_two_wrong_characters_are_found(code: str, data: some.DataObject) -> None:
    places = data.draw(some.lists(some.integers(0, 23), min_size=1, max_size=2, unique=True))
    wrong = list(code)
    for place in places:
        wrong[place] = data.draw(some.sampled_from([letter for letter in ALPHABET if letter != code[place]]))
    assert read_status_code("".join(wrong)) is None


def test_every_swap_of_neighbours_is_found() -> None:
    code = new_status_code(bytes(range(RANDOM_BYTES)))
    for place in range(len(code) - 1):
        if code[place] != code[place + 1]:
            swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]
            assert read_status_code(swapped) is None


@pytest.mark.parametrize("typed", ["", "MD-7K4Q-2XF9", "A" * 24, "7" * 23, "7" * 25, "MIGRADO:STAFF:" + "7" * 24])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_status_code(typed) is None


def test_a_code_holds_at_least_96_bits() -> None:
    assert len(ALPHABET) ** 22 >= 2**96


def test_too_few_random_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="random bytes"):
        new_status_code(bytes(RANDOM_BYTES - 1))


def test_place_and_key_tell_nothing_of_each_other() -> None:
    drawn = [status_keys(new_status_code(number.to_bytes(RANDOM_BYTES, "big"))) for number in range(50)]
    assert len({keys.topic for keys in drawn}) == len({keys.key for keys in drawn}) == 50
    assert all(len(keys.topic) == 32 and len(keys.key) == 32 for keys in drawn)
    assert not any(bytes.fromhex(a.topic) in b.key for a, b in itertools.product(drawn, drawn))
