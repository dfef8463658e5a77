"""Takes which update is wanted from the broker, tells what becomes of it, and has the machine start into it.

The updater is a process of its own; both speak through the files of `appliance.updating.folder`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from appliance.clock import Clock, timestamp
from appliance.health.snapshot import Snapshot
from appliance.quiet import Quiet
from appliance.session.events import Ticked
from appliance.session.step import LOCAL_TIME
from appliance.storage.ports import Store
from appliance.supervision.start_anew import StartAnew
from appliance.telemetry.link import LinkDown, LinkUp, UpdateReceived
from appliance.telemetry.messages import MalformedMessage, UpdateState, UpdateWanted, decode
from appliance.telemetry.publisher import Publisher
from appliance.updating.folder import UpdateFolder
from appliance.updating.starting import Moment, may_start_anew
from appliance.updating.wanted import why_not

SILENCE_MEANS_NONE_S = 30.0
"""What lies at the broker comes right after the connection. Nothing by then: none is wanted, and it was taken away
while this terminal was not connected."""
_WRITE_AGAIN_S = 60.0
_ASK_AGAIN_S = 600.0
_TOLD = "update_told"
_EVENTS = {"waiting": "update_installed", "done": "update_done", "failed": "update_failed"}

log = logging.getLogger(__name__)


class UpdateDesk:
    """Owner thread only."""

    def __init__(
        self,
        terminal_id: str,
        folder: UpdateFolder,
        publisher: Publisher,
        store: Store,
        clock: Clock,
        quiet: Quiet,
        start_anew: StartAnew,
    ) -> None:
        self._terminal_id = terminal_id
        self._folder = folder
        self._publisher = publisher
        self._store = store
        self._clock = clock
        self._quiet = quiet
        self._start_anew = start_anew
        self._wanted = self._written = folder.wanted()
        self._state = UpdateState("none", timestamp(clock.now()))
        self._looked_at: int | None = None
        """When the updater's file was written, as the disk says; None: not looked at yet."""
        self._silent_until: float | None = None
        self._write_due = self._ask_due = 0.0
        self._clock_believed = False

    def handle(self, event: object) -> None:
        match event:
            case LinkUp():
                self._silent_until = self._clock.monotonic() + SILENCE_MEANS_NONE_S
            case LinkDown():
                self._silent_until = None
            case UpdateReceived(payload):
                self._silent_until = None
                self._receive(payload)
            case Snapshot(clock_offset_s=offset):
                self._clock_believed = offset is not None
            case Ticked():
                self._tick()

    def _receive(self, payload: bytes) -> None:
        try:
            wanted = decode(payload, UpdateWanted) if payload else None
            wrong = why_not(wanted) if wanted else ""
        except MalformedMessage as error:
            wrong = str(error)
        if wrong:
            log.warning("the wanted update is not taken: %s", wrong)
            return
        self._want(wanted)

    def _want(self, wanted: UpdateWanted | None) -> None:
        if wanted != self._wanted:
            log.info("wanted: %s", wanted.version if wanted else "no update")
        self._wanted, self._write_due = wanted, 0.0
        self._write()

    def _write(self) -> None:
        now = self._clock.monotonic()
        if self._wanted == self._written or now < self._write_due:
            return
        self._write_due = now + _WRITE_AGAIN_S
        try:
            self._folder.want(self._wanted)
        except OSError as error:
            log.warning("the wanted update cannot be written down: %s", type(error).__name__)
        else:
            self._written = self._wanted

    def _tick(self) -> None:
        if self._silent_until is not None and self._clock.monotonic() >= self._silent_until:
            self._silent_until = None
            self._want(None)
        self._write()
        self._look()
        self._consider_start()

    def _look(self) -> None:
        try:
            written_at = self._folder.state_file.stat().st_mtime_ns
        except OSError:
            written_at = 0
        if written_at == self._looked_at:
            return
        self._looked_at = written_at
        self._state = self._folder.state() or self._state
        self._publisher.update(self._state)
        self._tell(self._state)

    def _tell(self, state: UpdateState) -> None:
        """Each outcome is an event once, also over a start of the machine."""
        kind, told = _EVENTS.get(state.phase), f"{state.phase} {state.sha256} {state.ts}"
        if kind and self._store.get_setting(_TOLD) != told:
            self._store.put_setting(_TOLD, told)
            self._publisher.event(kind, state.version)

    def _consider_start(self) -> None:
        wanted, now = self._wanted, self._clock.monotonic()
        if wanted is None or wanted.sha256 != self._state.sha256 or now < self._ask_due:
            return
        moment = Moment(
            phase=self._state.phase,
            when=wanted.when,
            quiet_s=self._quiet.seconds,
            local=self._clock.now().astimezone(LOCAL_TIME),
            clock_believed=self._clock_believed,
            terminal_id=self._terminal_id,
            rescue=self._quiet.without_display,
        )
        if may_start_anew(moment):
            self._ask_due = now + _ASK_AGAIN_S
            try:
                self._start_anew.ask("update")
            except OSError as error:
                log.warning("a start of the machine cannot be asked for: %s", type(error).__name__)


def reboot_order(quiet: Quiet, start_anew: StartAnew) -> Callable[[], str] | None:
    """Return what the monitor's order to start anew does, and answers; None where it cannot be done."""
    if not start_anew.is_possible:
        return None

    def order() -> str:
        if quiet.serving:
            return "busy"
        start_anew.ask("order")
        return ""

    return order
