"""What a server's answer means."""

from __future__ import annotations

import pytest

from appliance.updating.answers import FetchTrouble, begins_at


def test_the_rest_begins_where_it_was_asked_for() -> None:
    assert begins_at(206, {"content-range": "bytes 40-99/100"}, 40, 100) == 40


def test_a_server_without_ranges_sends_all_of_it() -> None:
    assert begins_at(200, {"content-length": "100"}, 40, 100) == 0
    assert begins_at(200, {}, 40, 100) == 0


@pytest.mark.parametrize(
    ("status", "headers", "keyword"),
    [
        (206, {"content-range": "bytes 40-89/90"}, "damaged"),
        (206, {"content-range": "bytes 0-99/100"}, "server_error"),
        (206, {"content-range": "pages 1-2/3"}, "server_error"),
        (206, {}, "server_error"),
        (200, {"content-length": "101"}, "damaged"),
        (416, {}, "damaged"),
        (404, {}, "not_found"),
        (400, {}, "refused"),
        (403, {}, "refused"),
        (302, {"location": "https://elsewhere.example.org/"}, "server_error"),
        (503, {}, "server_error"),
    ],
)
def test_everything_else_has_a_word(status: int, headers: dict[str, str], keyword: str) -> None:
    with pytest.raises(FetchTrouble) as trouble:
        begins_at(status, headers, 40, 100)
    assert trouble.value.keyword == keyword
