"""Tells the session which offices can be sent to, whenever that changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from appliance.outbox.ports import Outbox, WhyNot
from appliance.session.events import Ticked
from appliance.session.sending_events import SendabilityChanged


class Sendability:
    """Owner thread only."""

    def __init__(self, outbox: Outbox, offices: tuple[str, ...], publish: Callable[[object], None]) -> None:
        self._outbox = outbox
        self._offices = offices
        self._publish = publish
        self._told: Mapping[str, WhyNot | None] = {}

    def handle(self, event: object) -> None:
        if not isinstance(event, Ticked):
            return
        now = {office: self._outbox.why_not(office) for office in self._offices}
        if now != self._told:
            self._told = now
            self._publish(SendabilityChanged(now))
