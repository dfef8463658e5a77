"""What the monitor is told of sending: what waits, what became of it, offices that cannot be sent to. Ids only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from appliance.clock import Clock
from appliance.outbox.events import (
    OutboxDegraded,
    OutboxFileSetAside,
    OutboxRestored,
    SiteSettingsTaken,
    SiteSettingsWrong,
)
from appliance.outbox.ports import OutboxChanged, SubmissionProgressed, WhyNot
from appliance.outbox.progress import Stage
from appliance.session.sending_events import SendabilityChanged

KEYLESS_S = 60.0
"""Keys are fetched at every start; only what lasts is worth staff's attention."""
_PLAIN: Mapping[type[Any], str] = {
    OutboxDegraded: "outbox_degraded",
    OutboxRestored: "outbox_restored",
    OutboxFileSetAside: "outbox_file_set_aside",
    SiteSettingsWrong: "site_settings_wrong",
    SiteSettingsTaken: "site_settings_taken",
}
_STAGES = {
    Stage.HANDED_OVER: "submission_handed_over",
    Stage.CONFIRMED: "submission_confirmed",
    Stage.REFUSED: "submission_refused",
    Stage.EXPIRED: "submission_expired",
}


class SendingReport:
    """Owner thread only. `tell(kind, ref)` sends an event."""

    def __init__(self, tell: Callable[[str, str], None], clock: Clock) -> None:
        self._tell = tell
        self._clock = clock
        self._outbox = OutboxChanged(0, 0, 0)
        self._outbox_told_at = 0.0
        self._stages: dict[str, Stage] = {}
        """What was told of each last: an answer that changes later is no new stage."""
        self._is_full = False
        self._keyless: dict[str, float] = {}
        """Offices without a usable key, and since when, monotonic seconds."""
        self._keyless_told: set[str] = set()

    @property
    def depth(self) -> int:
        return self._outbox.depth

    @property
    def refused(self) -> int:
        return self._outbox.refused

    def oldest_s(self) -> int:
        """Return how long the oldest has waited, in steps of half a minute: each step is a message."""
        if not self._outbox.depth:
            return 0
        waits = self._outbox.oldest_s + int(self._clock.monotonic() - self._outbox_told_at)
        return waits - waits % 30

    def handle(self, event: object) -> bool:
        """Take an event in; say whether the queues have changed."""
        match event:
            case OutboxChanged():
                self._outbox, self._outbox_told_at = event, self._clock.monotonic()
                return True
            case SubmissionProgressed():
                self._progressed(event)
            case SendabilityChanged(offices):
                self._sendability_changed(offices)
            case _ if type(event) in _PLAIN:
                self._tell(_PLAIN[type(event)], "")
        return False

    def tick(self) -> None:
        for office, since in self._keyless.items():
            if office not in self._keyless_told and self._clock.monotonic() - since >= KEYLESS_S:
                self._keyless_told.add(office)
                self._tell("office_key_unusable", office)

    def _progressed(self, event: SubmissionProgressed) -> None:
        if self._stages.get(event.id) is event.stage:
            return
        self._stages[event.id] = event.stage
        if event.stage in _STAGES:
            self._tell(_STAGES[event.stage], f"{event.office}/{event.id}")

    def _sendability_changed(self, offices: Mapping[str, WhyNot | None]) -> None:
        was_full, self._is_full = self._is_full, WhyNot.FULL in offices.values()
        if self._is_full is not was_full:
            self._tell("outbox_full" if self._is_full else "outbox_has_room", "")
        keyless = {office for office, why_not in offices.items() if why_not is WhyNot.NO_KEY}
        for office in keyless - self._keyless.keys():
            self._keyless[office] = self._clock.monotonic()
        for office in self._keyless.keys() - keyless:
            del self._keyless[office]
            if office in self._keyless_told:
                self._keyless_told.discard(office)
                self._tell("office_key_usable", office)
