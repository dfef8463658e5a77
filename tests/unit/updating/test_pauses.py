"""The pauses between tries grow, end growing, and are not the same for all terminals."""

from __future__ import annotations

import pytest

from appliance.updating.pauses import pause_s


@pytest.mark.parametrize(
    ("keyword", "first", "longest"),
    [("unreachable", 5, 600), ("not_found", 60, 1800), ("damaged", 600, 21600), ("whatever", 60, 1800)],
)
def test_they_double_up_to_the_longest(keyword: str, first: float, longest: float) -> None:
    assert [pause_s(keyword, tries, 0.0) for tries in (1, 2, 3)] == [first, first * 2, first * 4]
    assert pause_s(keyword, 10_000, 0.0) == longest


def test_up_to_half_of_them_is_random() -> None:
    assert pause_s("unreachable", 1, 1.0) == 2.5
    assert pause_s("unreachable", 1, 0.5) == 3.75
