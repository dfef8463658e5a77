"""What the files are called at the office. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from appliance.outbox.settings import SftpDestination

PROBE = ".migrado-test.part"


@dataclass(frozen=True)
class Names:
    final: str
    """Whole from the first moment it is there."""
    temporary: str
    """Being written; begins with a dot and ends in `.part` so that nobody takes it."""
    answer: str


def names_of(submission_id: str, destination: SftpDestination) -> Names:
    inbox = PurePosixPath(destination.directory)
    return Names(
        final=str(inbox / f"{submission_id}.jwe"),
        temporary=str(inbox / f".{submission_id}.part"),
        answer=str(PurePosixPath(destination.answers_directory) / f"{submission_id}.json"),
    )
