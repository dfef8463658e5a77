"""Pages and their live parts, rendered from the same templates: what the stream sends is what a reload shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from monitor.about_view import about_lines, running_facts
from monitor.fleet import Fleet, TerminalFacts
from monitor.kept import Kept
from monitor.log_view import log_lines
from monitor.outbox_view import site_outbox, terminal_outbox
from monitor.ring_view import ringing_calls
from monitor.round import plan_round
from monitor.row_view import fleet_row, is_old, state_mark
from monitor.service import Service
from monitor.side_view import paper_today, round_lines, shift_lines
from monitor.task_view import CardMaker
from monitor.tasks import Task
from monitor.terminal_view import Chart, device_views, health_charts
from monitor.times import clock_text, local
from monitor.update_view import software_line
from monitor.words import WORDS, Language

Parts: TypeAlias = dict[str, dict[str, str]]
"""Container id -> child id -> HTML, in order."""

templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True, default_for_string=True),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


class Pages:
    """Any thread. Every call renders what is known at that moment."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._charts: Kept[tuple[Chart, ...]] = Kept(seconds=10)
        self._averages: Kept[tuple[int | None, int | None]] = Kept(seconds=600)

    def fleet(self, language: Language) -> str:
        return self._page("fleet.html", language, "fleet", self.fleet_parts(language))

    def terminal(self, tid: str, language: Language) -> str | None:
        if self._service.intake.fleet.get(tid) is None:
            return None
        return self._page("terminal.html", language, f"t/{tid}", self.terminal_parts(tid, language), tid=tid)

    def round(self, language: Language) -> str:
        maker, tasks = self._maker(language), self._service.tasks()
        lines = round_lines(plan_round(tasks, maker.fleet), maker)
        return self._page("round.html", language, "round", {}, lines=lines)

    def not_found(self, language: Language) -> str:
        return self._page("not_found.html", language, "", {})

    def parts(self, page: str, language: Language) -> Parts | None:
        """Return a page's live parts by the name the page gave itself; None if there is no such page."""
        if page == "fleet":
            return self.fleet_parts(language)
        if page == "round":  # a list that is walked with stays as it is; only the bar on top lives
            return {"status": self._status(self._maker(language), self._service.tasks())}
        tid = page.removeprefix("t/")
        if self._service.intake.fleet.get(tid) is None:
            return None
        return self.terminal_parts(tid, language)

    def fleet_parts(self, language: Language) -> Parts:
        service, maker, tasks = self._service, self._maker(language), self._service.tasks()
        silent = {tid for tid, t in maker.fleet.terminals.items() if is_old(t, maker.now, maker.settings)}
        outboxes = site_outbox(maker.fleet, silent, maker.now, maker.words)
        return {
            "status": self._status(maker, tasks),
            "todo": self._todo(maker, tasks),
            "rows": self._rows(maker, tasks),
            "side": {
                "round": _render("_round.html", maker, lines=round_lines(plan_round(tasks, maker.fleet), maker)),
                "outboxes": _render("_outbox_side.html", maker, site=outboxes),
                "paper": _render("_paper.html", maker, paper=self._paper(maker.fleet), average=self._average()),
                "shift": _render(
                    "_shift.html",
                    maker,
                    lines=shift_lines(
                        service.incidents.recent, maker.fleet, service.settings, maker.words, service.today
                    ),
                ),
            },
        }

    def terminal_parts(self, tid: str, language: Language) -> Parts:
        service, maker = self._service, self._maker(language)
        terminal = maker.fleet.terminals[tid]
        all_tasks = service.tasks()
        tasks = tuple(task for task in all_tasks if tid in task.terminals)
        charts = self._charts.get(
            (tid, language), lambda: health_charts(service.reader, tid, maker.now, maker.words)
        )
        old = is_old(terminal, maker.now, maker.settings)
        facts = () if old else running_facts(terminal.health, maker.words)
        log = log_lines(service.reader.log(tid), maker.words)
        outbox = terminal_outbox(terminal, maker.words, old=old)
        return {
            "status": self._status(maker, all_tasks),
            "terminal-head": {"head": self._head(maker, terminal, tasks)},
            "todo": {card.id: _render("_card.html", maker, card=card) for card in map(maker.card, tasks)},
            "devices": self._devices(maker, terminal),
            "terminal-side": {
                "outbox": _render("_outbox.html", maker, terminal=terminal, outbox=outbox),
                "queues": _render("_queues.html", maker, terminal=terminal),
                "act": _render("_act.html", maker, terminal=terminal, given=self._given(maker, tid)),
                "about": _render("_about.html", maker, lines=about_lines(terminal.info, maker.words)),
            },
            "terminal-history": {
                "charts": _render("_charts.html", maker, charts=charts, facts=facts),
                "log": _render("_log.html", maker, lines=log),
            },
        }

    def _maker(self, language: Language) -> CardMaker:
        service = self._service
        fleet, now = service.intake.fleet, service.now()
        return CardMaker(WORDS[language], fleet, now, service.settings, service.claims, service.commands)

    def _status(self, maker: CardMaker, tasks: tuple[Task, ...]) -> dict[str, str]:
        link, zone = self._service.link, self._service.settings.zone
        since = clock_text(link.since, zone)
        return {
            "link": _render("_link.html", maker, link=link),
            "broker-banner": _render("_broker_banner.html", maker, link=link, since=since),
            "ring": _render("_ring.html", maker, calls=ringing_calls(tasks, maker)),
            "count": _render("_count.html", maker, count=len(maker.fleet.terminals)),
        }

    def _todo(self, maker: CardMaker, tasks: tuple[Task, ...]) -> dict[str, str]:
        if not tasks:
            return {"todo-none": _render("_nothing.html", maker, say=self._nothing(maker))}
        return {card.id: _render("_card.html", maker, card=card) for card in map(maker.card, tasks)}

    def _nothing(self, maker: CardMaker) -> str:
        """Silence is never green: where nobody is heard, nobody knows whether there is something to do."""
        terminals = maker.fleet.terminals.values()
        if not terminals:
            return "todo.none_known"
        heard = any(not is_old(terminal, maker.now, maker.settings) for terminal in terminals)
        return "todo.none" if heard and self._service.link.connected else "todo.unheard"

    def _devices(self, maker: CardMaker, terminal: TerminalFacts) -> dict[str, str]:
        old = is_old(terminal, maker.now, maker.settings)
        views = device_views(terminal, maker.now, maker.words, old=old)
        if not views:
            return {"devices-none": _render("_no_devices.html", maker)}
        return {view.id: _render("_device.html", maker, device=view) for view in views}

    def _rows(self, maker: CardMaker, tasks: tuple[Task, ...]) -> dict[str, str]:
        by_terminal: dict[str, list[Task]] = {}
        for task in tasks:
            for tid in task.terminals:
                by_terminal.setdefault(tid, []).append(task)
        rows = (
            fleet_row(terminal, by_terminal.get(tid, []), maker.now, maker.settings, maker.words)
            for tid, terminal in sorted(maker.fleet.terminals.items())
        )
        return {row.id: _render("_row.html", maker, row=row) for row in rows}

    def _head(self, maker: CardMaker, terminal: TerminalFacts, tasks: Iterable[Task]) -> str:
        mark = state_mark(terminal, list(tasks), maker.now, maker.settings, maker.words)
        old = is_old(terminal, maker.now, maker.settings)
        software = software_line(terminal, maker.words, old=old)
        return _render("_head.html", maker, terminal=terminal, mark=mark, software=software)

    def _given(self, maker: CardMaker, tid: str) -> Any:
        given = self._service.commands.latest(tid)
        return None if given is None else (given.verb, given.fate(maker.now).value)

    def _paper(self, fleet: Fleet) -> Any:
        return paper_today(fleet, self._service.now(), self._service.settings, self._service.today)

    def _average(self) -> tuple[int | None, int | None]:
        reader, today = self._service.reader, self._service.today
        return self._averages.get(
            today, lambda: (reader.daily_average("a4", today), reader.daily_average("receipt", today))
        )

    def _page(self, name: str, language: Language, stream: str, parts: Parts, **values: Any) -> str:
        maker = self._maker(language)
        return _render(
            name,
            maker,
            parts=parts,
            status=parts.get("status") or self._status(maker, self._service.tasks()),
            stream=stream,
            site=maker.settings.site,
            other="en" if language == "de" else "de",
            **values,
        )


def _render(name: str, maker: CardMaker, **values: Any) -> str:
    def clock(at: float, pattern: str = "%H:%M") -> str:
        return local(at, maker.settings.zone).strftime(pattern)

    def iso(at: float) -> str:
        return dt.datetime.fromtimestamp(at, dt.UTC).isoformat(timespec="seconds")

    return templates.get_template(name).render(
        t=maker.words, now=maker.now, clock=clock, iso=iso, lang=maker.words.language, **values
    )
