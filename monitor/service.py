"""Everything that runs behind the pages, wired: broker, intake, history, commands and the second's tick."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from ulid import ULID

from appliance.telemetry.messages import Acknowledgement, EventMessage
from monitor.claims import Claims
from monitor.commands import Commands
from monitor.history_database import open_database
from monitor.history_reader import HistoryReader, Incident
from monitor.history_writer import HistoryWriter
from monitor.incidents import IncidentLog
from monitor.intake import Intake
from monitor.notices import SEEN, seen_ref
from monitor.registry import forget
from monitor.rules import to_do
from monitor.settings import Settings
from monitor.subscriber import Link, Subscriber
from monitor.tasks import Task
from monitor.times import day_start, to_wire

TICK_S = 1.0

log = logging.getLogger(__name__)


class Service:
    """Start it, read from it on any thread, close it."""

    def __init__(self, settings: Settings, now: Callable[[], float] = time.time) -> None:
        self.settings = settings
        self.now = now
        self._engine = open_database(settings.database)
        self.reader = HistoryReader(self._engine)
        self.writer = HistoryWriter(self._engine, settings.retention, on_written=self._changed)
        self.intake = Intake(
            now,
            fleet=forget(self.reader.fleet(now()), now() - settings.limits.forget_after_s),
            history=self.writer,
            on_acknowledged=self._acknowledged,
        )
        self.subscriber = Subscriber(settings.broker, self.intake.accept, on_link=self._changed, now=now)
        self.commands = Commands(self.subscriber, now, on_change=self._changed)
        self.claims = Claims(now)
        self.incidents = IncidentLog(self.reader.incidents(self.today))
        self._stopping = threading.Event()
        self._ticker = threading.Thread(target=self._tick_for_ever, name="tick", daemon=True)

    @property
    def link(self) -> Link:
        return self.subscriber.link

    @property
    def today(self) -> float:
        return day_start(self.now(), self.settings.zone)

    def tasks(self) -> tuple[Task, ...]:
        return to_do(self.intake.fleet, self.now(), self.settings, self.broker_trusted)

    def take_off(self, key: str) -> None:
        """Note that staff have seen what is behind a task; without a notice behind it nothing happens."""
        for task in self.tasks():
            if task.key == key and task.notice[0]:
                for tid in task.terminals:
                    ref = seen_ref(*task.notice)
                    self.intake.note(tid, EventMessage(str(ULID()), SEEN, to_wire(self.now()), ref))

    @property
    def broker_trusted(self) -> bool:
        """Whether silence means something: the connection stands, and has stood long enough to hear everyone."""
        return self.link.connected and self.now() - self.link.since > self.settings.limits.stale_after_s

    def _may_end(self, incident: Incident) -> bool:
        """Believe a terminal that has spoken since the connection stands; of the others time will tell."""
        terminal = self.intake.fleet.get(incident.names)
        heard = terminal is not None and terminal.live and (terminal.seen_at or 0.0) >= self.link.since
        return heard or self.broker_trusted

    def start(self) -> None:
        self.writer.start()
        self.subscriber.start()
        self._ticker.start()

    def close(self) -> None:
        self._stopping.set()
        self._ticker.join(5.0)
        self.subscriber.close()
        self.writer.close()
        self._engine.dispose()

    def _acknowledged(self, command_id: str, answer: Acknowledgement) -> None:
        self.commands.acknowledged(command_id, answer)

    def _changed(self) -> None:
        self.intake.changed()

    def _tick_for_ever(self) -> None:
        while not self._stopping.wait(TICK_S):
            try:
                self._tick()
            except Exception as error:  # noqa: BLE001 - the log of incidents must not end with one bad second
                log.error("tick failed: %s", type(error).__name__)

    def _tick(self) -> None:
        tasks = self.tasks()
        self.claims.keep_only(task.key for task in tasks)
        if not self.link.connected:
            return
        for row in self.incidents.update(tasks, self.now(), self._may_end):
            self.writer.add_incident(row)
        self.incidents.drop_before(self.today)
