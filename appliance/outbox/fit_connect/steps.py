"""How far a hand-over has come, as its mark tells it. Pure."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from appliance.outbox.fit_connect.api import Created
from appliance.outbox.fit_connect.sealing import authentication_tags
from appliance.outbox.progress import Mark, Report, Stage
from appliance.outbox.submission import SealedSubmission

LOGS_ARE_KEPT = dt.timedelta(days=14)
"""So long at least: what was submitted is collected, or rejected after 14 days with an entry."""


class Step(StrEnum):
    NONE = ""
    CREATED = "created"
    """The service has given ids; attachments may have been uploaded."""
    SUBMITTING = "submitting"
    """The last request has begun. From here on only the service knows."""
    HANDED_OVER = "handed-over"


def created_mark(created: Created, sealed: SealedSubmission) -> Mark:
    return Mark(
        {
            "step": Step.CREATED.value,
            "submission": created.submission_id,
            "case": created.case_id,
            "destination": sealed.routing.get("destination", ""),
            "tags": authentication_tags(sealed),
        }
    )


def step_of(mark: Mark) -> Step:
    return Step(mark.get("step"))


def submitting(mark: Mark, now: dt.datetime) -> Mark:
    return mark.plus(step=Step.SUBMITTING.value, at=now.isoformat())


def without_log(mark: Mark, now: dt.datetime) -> Report | None:
    """Return what is proved where the service knows no such case (any more); None: nothing."""
    step = step_of(mark)
    if step is Step.HANDED_OVER:
        return Report(Stage.HANDED_OVER, reason="case-unknown", final=True)
    if step is Step.CREATED or now - dt.datetime.fromisoformat(mark.get("at")) < LOGS_ARE_KEPT:
        return Report(Stage.WAITING)
    return None
