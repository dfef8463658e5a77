"""What is announced and marked of a sealed submission, and how far a hand-over has come by its mark."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from appliance.outbox.fit_connect.api import Created
from appliance.outbox.fit_connect.sealing import announcement, authentication_tags, part
from appliance.outbox.fit_connect.steps import Step, created_mark, step_of, submitting, without_log
from appliance.outbox.ports import RefusedByReceiver
from appliance.outbox.progress import NO_MARK, Report, Stage
from appliance.outbox.submission import SealedPart, SealedSubmission

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
ROUTING = {"destination": "d-1", "service": "urn:1", "service_name": "Anmeldung", "region": ""}
CREATED = Created("s-1", "c-1")


def sealed(**routing: str) -> SealedSubmission:
    parts = [("metadata", b"h.k.i.c.META"), ("data", b"h.k.i.c.DATA"), ("attachment:a-1", b"h.k.i.c.ONE")]
    return SealedSubmission(
        id="01JQ",
        office="o",
        kind="application",
        form_id="f",
        transport="fit-connect",
        key_id="k",
        created_at=NOW.isoformat(),
        parts=tuple(SealedPart(name, "application/jose", body) for name, body in parts),
        routing=ROUTING | routing,
    )


def test_the_announcement_names_the_destination_the_service_and_the_attachments() -> None:
    assert json.loads(announcement(sealed())) == {
        "destinationId": "d-1",
        "announcedAttachments": ["a-1"],
        "publicService": {"identifier": "urn:1", "name": "Anmeldung"},
    }


def test_a_region_is_announced_where_the_site_names_one() -> None:
    assert json.loads(announcement(sealed(region="DE059")))["region"] == "DE059"


def test_the_mark_holds_what_proves_later_that_the_bytes_are_ours() -> None:
    assert authentication_tags(sealed()) == "a-1=ONE;data=DATA;metadata=META"
    mark = created_mark(CREATED, sealed())
    assert (mark.get("submission"), mark.get("case"), mark.get("destination")) == ("s-1", "c-1", "d-1")


def test_a_file_without_its_parts_can_never_be_handed_over() -> None:
    with pytest.raises(RefusedByReceiver, match="part-missing"):
        part(sealed(), "attachment:a-2")


def test_without_a_log_only_the_mark_speaks() -> None:
    created = created_mark(CREATED, sealed())
    begun = submitting(created, NOW)
    done = begun.plus(step=Step.HANDED_OVER.value)
    assert step_of(NO_MARK) is Step.NONE
    assert without_log(created, NOW + dt.timedelta(days=90)) == Report(Stage.WAITING)
    assert without_log(begun, NOW + dt.timedelta(days=13)) == Report(Stage.WAITING)
    assert without_log(begun, NOW + dt.timedelta(days=14)) is None
    assert without_log(done, NOW) == Report(Stage.HANDED_OVER, reason="case-unknown", final=True)
