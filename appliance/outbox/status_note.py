"""What anyone with the receipt may read of a submission: no name, no answer given, no reference."""

from __future__ import annotations

import msgspec

from appliance.outbox.progress import OfficeAnswer, Stage


class StatusNote(msgspec.Struct, frozen=True):
    office: str
    form_id: str
    kind: str
    stage: Stage
    answer: OfficeAnswer
    posted_at: str
    """RFC 3339, UTC: when the visitor sent it."""
    changed_at: str
    """When stage or answer changed last."""
    expires_at: str
