"""What the service's statuses and words mean to a sender."""

from __future__ import annotations

import pytest

from appliance.outbox.fit_connect.answers import Refusal, checked_id, judge, pause_s, problem_id
from appliance.outbox.fit_connect.destinations import is_kid
from appliance.outbox.fit_connect.http_door import Answer
from appliance.outbox.ports import NotNow


@pytest.mark.parametrize("status", [200, 201, 202, 204])
def test_a_good_answer_passes(status: int) -> None:
    assert judge(Answer(status, b"")).status == status


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (301, "redirected"),
        (401, "credentials"),
        (403, "not-allowed"),
        (408, "timeout"),
        (429, "rate-limited"),
        (500, "server-error"),
        (502, "server-error"),
        (503, "server-error"),
        (504, "server-error"),
        (199, "server-error"),
        (999, "server-error"),
    ],
)
def test_what_may_pass_is_for_later(status: int, reason: str) -> None:
    with pytest.raises(NotNow) as failure:
        judge(Answer(status, b"{}"))
    assert failure.value.reason == reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"type": "https://schema.fitko.de/fit-connect/submission-api/problems/missing-data"}', "missing-data"),
        (b'{"type": "about:blank"}', "http-422"),
        (b'{"type": "https://example.org/Frau Eriksson"}', "http-422"),
        (b'{"type": ["x"]}', "http-422"),
        (b"<html>", "http-422"),
        (b"[" * 100_000, "http-422"),
    ],
)
def test_a_refusal_carries_an_id_and_never_text(body: bytes, reason: str) -> None:
    with pytest.raises(Refusal) as refusal:
        judge(Answer(422, body))
    assert (refusal.value.reason, refusal.value.status) == (reason, 422)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("5", 5.0),
        ("0", 0.0),
        ("999999999", 3600.0),
        ("", 30.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 30.0),
        ("-5", 30.0),
        ("٣", 30.0),
        ("9" * 4000, 30.0),
    ],
)
def test_a_rate_limit_is_kept_within_reason(retry_after: str, seconds: float) -> None:
    assert pause_s(Answer(429, b"", retry_after)) == seconds


def test_only_a_rate_limit_makes_a_pause() -> None:
    assert pause_s(Answer(503, b"", "600")) == 0.0


def test_ids_of_the_service_are_uuids_or_nothing() -> None:
    assert checked_id("452B5EE6-35DF-441A-BD39-6141723CF914") == "452b5ee6-35df-441a-bd39-6141723cf914"
    for other in ("", "../../x", "452b5ee6", "x" * 10_000):
        with pytest.raises(NotNow):
            checked_id(other)


def test_kids_that_could_leave_their_place_in_a_path_are_none() -> None:
    assert is_kid("office-key_1.2~x")
    assert not any(map(is_kid, ("", ".", "..", "a/b", "a?b", "a%2fb", "ä", "k" * 129, "a\n")))


def test_problem_ids_are_the_last_part_of_their_uri() -> None:
    assert problem_id("https://schema.fitko.de/fit-connect/events/problems/hash-mismatch") == "hash-mismatch"
    assert problem_id("https://example.org/Frau Eriksson") == ""
    assert problem_id("x" * 100) == ""
