"""Lets staff in: reads the staff file anew for each try, and counts a PIN as wrong before looking at it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path

from appliance.clock import Clock
from appliance.session.step import LOCAL_TIME
from appliance.staff.badge import BadgeRefused, public_key_from, read_badge
from appliance.staff.pins import verify_pin
from appliance.staff.roster import Roster, RosterErrors, read_roster
from appliance.staff.tries import NO_TRIES, Tries, one_more_wrong, settled
from appliance.staff.verdict import Judgement, Verdict
from appliance.storage.ports import Store

_WRONG, _UNTIL = "staff_wrong_pins", "staff_locked_until"
_ON_DISK_WITHIN_S = 2.0

log = logging.getLogger(__name__)


class Admission:
    """One background thread only: a PIN takes a tenth of a second, on a Pi half a second."""

    def __init__(
        self,
        path: Path,
        site: str,
        store: Store,
        clock: Clock,
        verify: Callable[[str, str], bool] = verify_pin,
    ) -> None:
        self._path = path
        self._verify = verify
        self._site = site
        self._store = store
        self._clock = clock

    def locked_for_s(self) -> float:
        return self._tries().locked_for_s(self._clock.now())

    def by_badge(self, text: str) -> Judgement:
        roster = self._roster()
        if not roster.badge_key:
            return self._refused(Verdict.NOT_SET_UP)
        today = self._clock.now().astimezone(LOCAL_TIME).date()
        try:
            badge = read_badge(text, public_key_from(roster.badge_key), self._site, today, roster.revoked)
        except BadgeRefused as refused:
            return self._refused(refused.verdict)
        self._keep(NO_TRIES)
        return Judgement(Verdict.ADMITTED, badge.staff_id)

    def by_pin(self, staff_id: str, pin: str) -> Judgement:
        """Judge a PIN. An unknown number costs as much time as a known one and gets the same answer."""
        tries, now = self._tries(), self._clock.now()
        if tries.locked_for_s(now):
            return self._refused(Verdict.LOCKED)
        roster = self._roster()
        if not roster.people:
            return self._refused(Verdict.NOT_SET_UP)
        # Counted first: whoever pulls the plug while the PIN is being looked at has used up the try all the same.
        self._keep(one_more_wrong(tries, now))
        self._store.flush(_ON_DISK_WITHIN_S)
        person = roster.person(staff_id)
        right = self._verify((person or roster.people[0]).pin_hash, pin)
        if person is None or not right:
            return self._refused(Verdict.WRONG)
        self._keep(NO_TRIES)
        return Judgement(Verdict.ADMITTED, person.id)

    def _refused(self, verdict: Verdict) -> Judgement:
        return Judgement(verdict, locked_for_s=self.locked_for_s())

    def _roster(self) -> Roster:
        try:
            return read_roster(self._path)
        except RosterErrors as errors:
            log.error("staff file: %s", "; ".join(errors.errors))
            return Roster()

    def _tries(self) -> Tries:
        wrong, until = self._store.get_setting(_WRONG) or "", self._store.get_setting(_UNTIL) or ""
        if not wrong.isdecimal():
            return NO_TRIES
        kept = Tries(int(wrong), dt.datetime.fromisoformat(until) if until else None)
        tries = settled(kept, self._clock.now())
        if tries != kept:
            self._keep(tries)
        return tries

    def _keep(self, tries: Tries) -> None:
        until = tries.locked_until.isoformat() if tries.locked_until else ""
        for key, value in ((_WRONG, str(tries.wrong)), (_UNTIL, until)):
            if (self._store.get_setting(key) or "") != value:
                self._store.put_setting(key, value)
