"""Events that outlast their moment: what became of submissions, what stays wrong until someone says otherwise.

The retained messages say how things stand; these say which submission, which office, since when. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from appliance.telemetry.messages import EventMessage
from monitor.fleet import TerminalFacts, Told
from monitor.times import from_wire

REMEMBERED_DAYS = 14
MOST_OF_A_KIND = 24
"""Of one terminal: a fault that is told again and again costs no memory, and no other kind its place."""

GONE_WRONG = frozenset({"submission_refused", "submission_expired"})
SEEN = "notice_seen"
"""The monitor's own event: staff have taken a notice off the list. Its `ref` is the notice's kind and ref."""
ENDED_BY = {
    "outbox_full": "outbox_has_room",
    "outbox_degraded": "outbox_restored",
    "site_settings_wrong": "site_settings_taken",
    "office_key_unusable": "office_key_usable",
    "staff_locked": "staff_admitted",
}
"""Kinds that stay until the other comes."""
OF_EACH_OFFICE = frozenset({"office_key_unusable", "office_key_usable"})
"""Their `ref` is an office, and each is told apart. Of the others the `ref` is a detail."""
OF_THE_SHIFT = frozenset({"refilled", "staff_admitted", "staff_refused"})
"""No trouble of their own, but the shift's log has them."""
REMEMBERED = GONE_WRONG | OF_THE_SHIFT | {SEEN} | ENDED_BY.keys() | frozenset(ENDED_BY.values())


@dataclass(frozen=True)
class Lost:
    """A submission that did not reach its office."""

    office: str
    id: str
    at: float
    expired: bool


def remembered(told: tuple[Told, ...], event: EventMessage, heard_at: float) -> tuple[Told, ...]:
    """Return what is worth remembering after one more event; the same event counts once.

    The order is that in which they were heard: a terminal's clock may go wrong, and then right again.
    """
    if event.kind not in REMEMBERED or any(known.id == event.id for known in told):
        return told
    new = Told(event.id, event.kind, event.ref, from_wire(event.ts, heard_at, latest=heard_at))
    same = [known for known in told if known.kind == new.kind]
    dropped = same[0] if len(same) >= MOST_OF_A_KIND else None
    return (*(known for known in told if known is not dropped), new)


def open_notices(terminal: TerminalFacts, kind: str) -> tuple[Told, ...]:
    """Return those of a kind that nothing has ended since, each as it was told last."""
    still: dict[str, Told] = {}
    for told in terminal.told:
        about = told.ref if told.kind in OF_EACH_OFFICE else ""
        if told.kind == kind:
            still[about] = told
        elif told.kind == ENDED_BY[kind]:
            still.pop(about, None)
        elif told.kind == SEEN:
            still = {other: notice for other, notice in still.items() if seen_ref(kind, other) != told.ref}
    return tuple(still.values())


def seen_ref(kind: str, ref: str) -> str:
    return f"{kind}/{ref}" if ref else kind


def lost_submissions(terminal: TerminalFacts) -> tuple[Lost, ...]:
    """Return those that staff have not seen, the newest first.

    How many there are the terminal says itself; the events say which. Of some the monitor may have heard nothing.
    """
    count = terminal.queues.refused if terminal.queues else 0
    gone = [told for told in terminal.told if told.kind in GONE_WRONG]
    newest = gone[::-1][:count]
    return tuple(_lost(told) for told in newest)


def _lost(told: Told) -> Lost:
    office, _, submission = told.ref.partition("/")
    return Lost(office, submission, told.at, told.kind == "submission_expired")
