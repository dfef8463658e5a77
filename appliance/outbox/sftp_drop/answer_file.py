"""The office's answer: a small JSON file, read strictly, as it comes from outside. Pure."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

import msgspec

from appliance.outbox.progress import OfficeAnswer, Report, Stage

MOST_BYTES = 4096


class _AnswerFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    answer: Literal["received", "in_progress", "papers_needed", "appointment", "decided", "refused"]
    at: Annotated[dt.datetime, msgspec.Meta(tz=True)]
    """RFC 3339."""


def read_answer(content: bytes) -> OfficeAnswer:
    """Return the category; NONE for whatever is not exactly as agreed."""
    if len(content) > MOST_BYTES:
        return OfficeAnswer.NONE
    try:
        return OfficeAnswer(msgspec.json.decode(content, type=_AnswerFile).answer)
    except (msgspec.MsgspecError, RecursionError):
        return OfficeAnswer.NONE


def report_of(answer: OfficeAnswer) -> Report:
    """An office that answers has opened it."""
    if answer is OfficeAnswer.REFUSED:
        return Report(Stage.REFUSED, answer, reason="refused-by-office", final=True)
    return Report(Stage.CONFIRMED, answer, final=answer is OfficeAnswer.DECIDED)
