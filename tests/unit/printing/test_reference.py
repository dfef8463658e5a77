"""Reference numbers find what a tired person gets wrong."""

from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.printing.reference import ALPHABET, RANDOM_BYTES, new_reference, read_reference

random_bytes = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES)


def test_the_same_bytes_give_the_same_reference() -> None:
    assert new_reference(bytes(range(16))) == new_reference(bytes(range(16)))
    assert re.fullmatch(r"MD-\w{4}-\w{4}", new_reference(bytes(range(16))))


@pytest.mark.parametrize("pair", ["0O", "1I", "1L", "2Z", "5S", "6G", "8B", "UV"])
def test_never_both_of_two_that_look_alike(pair: str) -> None:
    assert not set(pair) <= set(ALPHABET)


def test_too_few_random_bytes_are_refused() -> None:
    with pytest.raises(ValueError, match="16"):
        new_reference(b"short")


@given(random_bytes)
def test_what_is_typed_carelessly_is_still_read(drawn: bytes) -> None:
    reference = new_reference(drawn)
    assert read_reference(reference.lower().replace("-", " ")) == reference
    assert read_reference(reference.removeprefix("MD-")) == reference


def test_a_code_that_begins_like_the_prefix_is_read_with_and_without_it() -> None:
    drawn = b"b\x8aY\xdd\xee}\xfd\xb4\x964\xd4\xfd\xccp\xd2\xbf"
    reference = new_reference(drawn)
    assert reference.startswith("MD-MD")
    assert read_reference(reference) == read_reference(reference.removeprefix("MD-")) == reference


@given(random_bytes, st.integers(0, 7), st.sampled_from(ALPHABET))
def test_every_wrong_character_is_found(drawn: bytes, position: int, wrong: str) -> None:
    code = new_reference(drawn)[3:].replace("-", "")
    spoiled = code[:position] + wrong + code[position + 1 :]
    assert (read_reference(spoiled) is None) == (spoiled != code)


@given(random_bytes)
def test_every_swap_is_found(drawn: bytes) -> None:
    code = new_reference(drawn)[3:].replace("-", "")
    for one, other in itertools.combinations(range(8), 2):
        swapped = list(code)
        swapped[one], swapped[other] = swapped[other], swapped[one]
        assert (read_reference("".join(swapped)) is None) == (code[one] != code[other])


@pytest.mark.parametrize("typed", ["", "MD", "MD-7K4Q-2XF", "MD-7K4Q-2XF99", "MD-7K4O-2XF9"])
def test_what_is_no_reference_is_not_read(typed: str) -> None:
    assert read_reference(typed) is None
