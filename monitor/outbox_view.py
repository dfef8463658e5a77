"""What waits to be sent, as the pages show it: a figure in the table, a card for the site, one for a terminal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from monitor.fleet import Fleet, TerminalFacts
from monitor.notices import Lost, lost_submissions
from monitor.rules_outbox import OUTBOX_OLD_S, outbox_since
from monitor.words import Words

SHOWN_TERMINALS = 6


@dataclass(frozen=True)
class OutboxFigure:
    """Depth, age and what was refused; old figures say `last`."""

    text: str
    since: float | None = None
    tone: str = ""
    refused: str = ""


@dataclass(frozen=True)
class SiteOutbox:
    """All terminals that are heard, together; what the silent ones hold is said apart."""

    waiting: str
    since: float | None
    terminals: tuple[tuple[str, str, OutboxFigure], ...]
    """Id, name and figure, the longest wait first."""
    silent: str
    more: int


@dataclass(frozen=True)
class LostLine:
    office: str
    fate: str
    since: float
    id: str


@dataclass(frozen=True)
class TerminalOutbox:
    count: str
    since: float | None
    lost: tuple[LostLine, ...]
    unknown: str
    refused: int
    waits: bool
    old: bool


def outbox_figure(terminal: TerminalFacts, now: float, words: Words, *, old: bool) -> OutboxFigure:
    queues = terminal.queues
    if queues is None or (old and not queues.outbox):
        return OutboxFigure("–")
    if old:
        return OutboxFigure(words("level.last", value=str(queues.outbox)))
    since = outbox_since(terminal)
    late = since is not None and now - since > OUTBOX_OLD_S
    refused = words("outbox.back", n=queues.refused) if queues.refused else ""
    return OutboxFigure(str(queues.outbox), since, "warning" if late else "", refused)


def site_outbox(fleet: Fleet, silent: Collection[str], now: float, words: Words) -> SiteOutbox:
    """`silent` are the ids of terminals whose figures are old."""
    heard = [t for t in fleet.terminals.values() if t.tid not in silent and t.queues]
    holding = [t for t in heard if t.queues and (t.queues.outbox or t.queues.refused)]
    holding.sort(key=lambda t: (outbox_since(t) or now, t.tid))
    ages = [since for t in heard if (since := outbox_since(t)) is not None]
    lines = [(t.tid, t.short_name, outbox_figure(t, now, words, old=False)) for t in holding]
    unheard = [t for tid, t in fleet.terminals.items() if tid in silent and t.queues and t.queues.outbox]
    return SiteOutbox(
        waiting=_sum([t for t in heard if outbox_since(t) is not None], words),
        since=min(ages, default=None),
        terminals=tuple(lines[:SHOWN_TERMINALS]),
        silent=_sum(unheard, words),
        more=max(0, len(lines) - SHOWN_TERMINALS),
    )


def terminal_outbox(terminal: TerminalFacts, words: Words, *, old: bool) -> TerminalOutbox | None:
    queues = terminal.queues
    if queues is None:
        return None
    lost = lost_submissions(terminal)
    unknown = queues.refused - len(lost)
    return TerminalOutbox(
        count=words("outbox.count", n=queues.outbox) if queues.outbox else "",
        since=outbox_since(terminal),
        lost=tuple(_lost_line(each, words) for each in lost),
        unknown=words("outbox.unknown", n=unknown) if unknown else "",
        refused=queues.refused,
        waits=bool(queues.outbox),
        old=old,
    )


def _lost_line(lost: Lost, words: Words) -> LostLine:
    fate = words("outbox.expired" if lost.expired else "outbox.refused")
    return LostLine(words.topic(lost.office), fate, lost.at, lost.id)


def _sum(terminals: list[TerminalFacts], words: Words) -> str:
    """Say how many wait at how many terminals; empty for none."""
    count = sum(t.queues.outbox for t in terminals if t.queues)
    if not count:
        return ""
    return words("outbox.side", terminals=len(terminals), n=words("outbox.count", n=count))
