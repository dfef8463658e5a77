"""Whether a submission may come into the outbox. Pure: sizes in, a reason out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from appliance.outbox.ports import WhyNot
from appliance.outbox.settings import OutboxLimits
from appliance.outbox.submission import Submission

MIB: Final = 1024 * 1024
LEAST_FREE: Final = 64 * MIB
"""Bytes of the disk that are left to the rest of the terminal."""


@dataclass(frozen=True)
class Room:
    """What there is room for."""

    waiting: int
    """Bytes that wait already."""
    free: int
    """Bytes that the disk has left."""
    limits: OutboxLimits


def plain_size(submission: Submission) -> int:
    return len(submission.pdf) + len(submission.data) + sum(len(paper.pdf) for paper in submission.papers)


def why_not_any(room: Room) -> WhyNot | None:
    """Say so before people begin: the largest that is allowed must fit once it is sealed."""
    return why_not_this(room, room.limits.most_submission_mib * MIB * 4 // 3)


def why_not_this(room: Room, size: int) -> WhyNot | None:
    too_much = room.waiting + size > room.limits.most_mib * MIB
    return WhyNot.FULL if too_much or room.free < size + LEAST_FREE else None


def is_too_large(submission: Submission, limits: OutboxLimits) -> bool:
    return plain_size(submission) > limits.most_submission_mib * MIB
