"""From what the terminal knows of a submission to the note that its visitor may read. Pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from appliance.outbox.entry import Entry
from appliance.outbox.status_note import StatusNote


@dataclass(frozen=True, repr=False)
class KeptNote:
    id: str
    lookup: str
    key: bytes
    note: StatusNote


def kept_note(entry: Entry, remember: dt.timedelta) -> KeptNote:
    changed = entry.changed or entry.created
    expires = entry.expires or changed + remember
    note = StatusNote(
        office=entry.office,
        form_id=entry.form_id,
        kind=entry.kind,
        stage=entry.stage,
        answer=entry.answer,
        posted_at=entry.created.isoformat(timespec="seconds"),
        changed_at=changed.isoformat(timespec="seconds"),
        expires_at=expires.isoformat(timespec="seconds"),
    )
    return KeptNote(entry.id, entry.status_topic, entry.status_key, note)
