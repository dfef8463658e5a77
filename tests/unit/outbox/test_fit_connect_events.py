"""Events of FIT-Connect to a report: which entry counts, and what is said of entries in doubt."""

from __future__ import annotations

import pytest

from appliance.outbox.fit_connect.event_log import fold, with_doubts
from appliance.outbox.fit_connect.event_tokens import Event
from appliance.outbox.fit_connect.issuers import Ours, issuer_of
from appliance.outbox.progress import OfficeAnswer, Report, Stage

CREATED = Event("create", "service")
SUBMITTED = Event("submit", "service", tags="data=a;metadata=b")
NOTIFIED = Event("notify", "service")
ACCEPTED = Event("accept", "office", tags="data=a;metadata=b")
DELETED = Event("delete", "service")
OURS = "data=a;metadata=b"


@pytest.mark.parametrize(
    ("events", "report"),
    [
        ((), Report(Stage.WAITING)),
        ((CREATED,), Report(Stage.WAITING)),
        ((CREATED, DELETED), Report(Stage.WAITING)),
        ((CREATED, SUBMITTED), Report(Stage.HANDED_OVER)),
        ((CREATED, SUBMITTED, NOTIFIED, Event("forward", "office")), Report(Stage.HANDED_OVER)),
        ((SUBMITTED, ACCEPTED), Report(Stage.CONFIRMED, OfficeAnswer.RECEIVED, final=True)),
        ((SUBMITTED, ACCEPTED, DELETED), Report(Stage.CONFIRMED, OfficeAnswer.RECEIVED, final=True)),
        ((SUBMITTED, DELETED), Report(Stage.EXPIRED, reason="deleted", final=True)),
        (
            (SUBMITTED, Event("reject", "office", problem="hash-mismatch")),
            Report(Stage.REFUSED, OfficeAnswer.REFUSED, "hash-mismatch", final=True),
        ),
        (
            (SUBMITTED, Event("reject", "service")),
            Report(Stage.EXPIRED, OfficeAnswer.REFUSED, "not-collected", final=True),
        ),
    ],
)
def test_the_events_tell_where_it_stands(events: tuple[Event, ...], report: Report) -> None:
    assert fold(events, OURS) == report


def test_the_first_decision_stands() -> None:
    rejected = Event("reject", "office")
    assert fold((SUBMITTED, ACCEPTED, rejected), OURS).stage is Stage.CONFIRMED
    assert fold((SUBMITTED, rejected, ACCEPTED), OURS).stage is Stage.REFUSED


def test_other_bytes_than_ours_are_named_and_never_confirmed() -> None:
    other = Event("accept", "office", tags="data=x;metadata=b")
    assert fold((SUBMITTED, other), OURS) == Report(Stage.HANDED_OVER, reason="auth-tag-mismatch")
    assert fold((Event("submit", "service", tags="data=x"),), OURS).reason == "auth-tag-mismatch"


def test_a_doubt_is_named_unless_there_is_a_reason_already() -> None:
    assert with_doubts(Report(Stage.HANDED_OVER), ["event-malformed"]).reason == "event-malformed"
    assert with_doubts(Report(Stage.REFUSED, reason="rejected"), ["event-malformed"]).reason == "rejected"
    assert with_doubts(Report(Stage.HANDED_OVER), []) == Report(Stage.HANDED_OVER)


@pytest.mark.parametrize(
    ("iss", "issuer"),
    [
        ("879EE109-a690-4db8-ab32-424d7b2e0f11", "office"),
        ("https://test.fit-connect.example.org", "service"),
        ("https://submission-api-test.fit-connect.example.org/x", "service"),
        ("http://test.fit-connect.example.org", None),
        ("https://fit-connect.example.org", None),
        ("https://test.fit-connect.example.org.example.net", None),
        ("https://a.b.fit-connect.example.org", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_only_the_service_and_our_office_may_speak(iss: str, issuer: str | None) -> None:
    ours = Ours("s", "c", "879ee109-a690-4db8-ab32-424d7b2e0f11", "test.fit-connect.example.org")
    assert issuer_of(iss, ours) == issuer


def test_a_host_beside_an_address_or_a_short_name_is_a_stranger() -> None:
    assert issuer_of("https://9.0.0.1", Ours("s", "c", "d", "127.0.0.1")) is None
    assert issuer_of("https://evil.example", Ours("s", "c", "d", "service.example")) is None
