"""The updater: decides, does the one step, says how it stands, and again, until there is nothing more to do."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass

from msgspec.structs import replace

from appliance.clock import timestamp
from appliance.supervision.proofs import Proofs
from appliance.telemetry.messages import UpdatePhase, UpdateState, UpdateWanted
from appliance.updating.answers import FetchTrouble
from appliance.updating.decision import Decision, Facts, Step, decide, other_slot
from appliance.updating.fetching import Server, Superseded, Watching, fetch
from appliance.updating.folder import UpdateFolder
from appliance.updating.installing import install
from appliance.updating.memory import Installation, giving_up
from appliance.updating.pauses import pause_s
from appliance.updating.rauc_words import FOR_GOOD

LOOK_EVERY_S = 2.0
TOLD_STEP = 5
"""Percent; each one is a write to the card."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Machine:
    """The start that this is."""

    slot: str
    boot: str
    image: str
    proofs: Proofs


@dataclass(frozen=True)
class Hands:
    """What the updater reaches the world with."""

    now: Callable[[], dt.datetime]
    sleep: Callable[[float], None]
    random: Callable[[], float]
    install: Callable[..., str] = install
    fetch: Callable[..., None] = fetch


class Updater:
    def __init__(self, folder: UpdateFolder, server: Server, machine: Machine, hands: Hands) -> None:
        self._folder = folder
        self._server = server
        self._machine = machine
        self._hands = hands
        self._said = folder.state()
        self._in_vain = 0

    def run(self) -> None:
        """Return when nothing is left to do in this start of the machine. Raises OSError."""
        while self.turn():
            pass

    def turn(self) -> bool:
        """Do one step; False: that was the last one."""
        self._folder.take_changed()
        decision = decide(self._facts())
        if decision.memory != self._folder.memory():
            self._folder.remember(decision.memory)
        self._folder.sweep(self._folder.wanted() if decision.step is not Step.REST else None)
        match decision.step:
            case Step.REST:
                self._say(decision.phase, decision.about, error=decision.error)
                return False
            case Step.WATCH:
                self._say(decision.phase, decision.about, error=decision.error)
                self._hands.sleep(LOOK_EVERY_S)
            case Step.FETCH if decision.about:
                self._fetch(decision.about)
            case Step.INSTALL if decision.about:
                self._install(decision, decision.about)
        return True

    def _facts(self) -> Facts:
        wanted, machine = self._folder.wanted(), self._machine
        return Facts(
            wanted=wanted,
            memory=self._folder.memory(),
            slot=machine.slot,
            boot=machine.boot,
            proven=machine.proofs.proven(machine.slot, machine.image),
            other_proven=machine.proofs.other_proven(machine.slot),
            fetched=wanted is not None and self._folder.bundle(wanted).exists(),
        )

    def _fetch(self, wanted: UpdateWanted) -> None:
        def came(have: int) -> None:
            self._in_vain = 0
            self._say("fetching", wanted, percent=have * 100 // wanted.size)

        part, whole = self._folder.part(wanted), self._folder.bundle(wanted)
        have = part.stat().st_size if part.exists() else 0
        # An error stays said until bytes come again: a monitor should not see it come and go.
        error = self._said.error if self._said and self._said.phase == "fetching" else ""
        self._say("fetching", wanted, percent=min(have * 100 // wanted.size, 100), error=error)
        watching = Watching(came, lambda: self._folder.has_changed)
        try:
            self._hands.fetch(self._server, wanted, part, whole, watching)
        except Superseded:
            log.info("something else is wanted")
        except FetchTrouble as trouble:
            have = part.stat().st_size if part.exists() else 0
            percent = min(have * 100 // wanted.size, 100)
            self._say("fetching", wanted, percent=percent, error=trouble.keyword)
            self._pause(trouble.keyword)
        else:
            self._in_vain = 0
            log.info("%s is fetched", wanted.version)

    def _install(self, decision: Decision, wanted: UpdateWanted) -> None:
        target = other_slot(self._machine.slot)
        begun = Installation(wanted, target, self._machine.boot)
        memory = replace(decision.memory, begun=begun, installed=None)
        self._folder.remember(memory)
        self._machine.proofs.forget(target)
        self._say("installing", wanted)
        bundle = self._folder.bundle(wanted)
        error = self._hands.install(bundle, lambda percent: self._say("installing", wanted, percent=percent))
        memory = replace(memory, begun=None, installed=None if error else begun)
        if error in FOR_GOOD:
            memory = giving_up(memory, wanted, error)
        self._folder.remember(memory)
        if not error:
            self._in_vain = 0
            log.info("%s is installed in slot %s", wanted.version, target)
        elif error not in FOR_GOOD:
            if error == "damaged":
                bundle.unlink(missing_ok=True)
            self._say("installing" if error == "installer_away" else "failed", wanted, error=error)
            self._pause(error)

    def _pause(self, keyword: str) -> None:
        """Wait before the next try, but not when something else is wanted."""
        self._in_vain += 1
        left = pause_s(keyword, self._in_vain, self._hands.random())
        log.warning("%s: the next try is in %.0f seconds", keyword, left)
        while left > 0 and not self._folder.has_changed:
            self._hands.sleep(min(left, LOOK_EVERY_S))
            left -= LOOK_EVERY_S
        if self._folder.has_changed:
            self._in_vain = 0

    def _say(self, phase: UpdatePhase, about: UpdateWanted | None, *, percent: int = 0, error: str = "") -> None:
        said = self._said
        version, sha256 = (about.version, about.sha256) if about else ("", "")
        percent -= percent % TOLD_STEP
        same = said is not None and (said.phase, said.sha256, said.error) == (phase, sha256, error)
        if said is not None and same and said.percent == percent:
            return
        since = said.ts if said is not None and same else timestamp(self._hands.now())
        self._said = UpdateState(phase, since, version, sha256, percent, error)
        try:
            self._folder.say(self._said)
        except OSError as problem:
            # A full disk is no reason to stop; it is said again with the next change.
            log.warning("how it stands could not be written: %s", type(problem).__name__)
