"""Which offices can be sent to: told once, and again when it changes."""

from __future__ import annotations

from appliance.outbox.ports import WhyNot
from appliance.sendability import Sendability
from appliance.session.events import Ticked, Touched
from appliance.session.sending_events import SendabilityChanged
from tests.peers.noted_outbox import NotedOutbox
from tests.samples import NOON


class Office(NotedOutbox):
    now: WhyNot | None = None

    def why_not(self, office: str) -> WhyNot | None:
        return self.now if office == "wohnungsamt" else WhyNot.PRINT_ONLY


def test_it_is_told_once_and_again_when_it_changes() -> None:
    outbox, told = Office(), list[object]()
    watch = Sendability(outbox, ("wohnungsamt", "jobcenter"), told.append)
    for second in range(3):
        watch.handle(Ticked(float(second), NOON))
    outbox.now = WhyNot.FULL
    watch.handle(Touched())
    watch.handle(Ticked(9.0, NOON))
    assert [each.offices["wohnungsamt"] for each in told if isinstance(each, SendabilityChanged)] == [
        None,
        WhyNot.FULL,
    ]
    assert isinstance(told[0], SendabilityChanged)
    assert told[0].offices["jobcenter"] is WhyNot.PRINT_ONLY
