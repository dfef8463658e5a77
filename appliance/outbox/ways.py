"""The ways to the offices that are in force: settings, transports, and whether their keys are fresh."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeAlias

from appliance.outbox.decisions import Way, told
from appliance.outbox.events import SiteSettingsTaken, SiteSettingsWrong
from appliance.outbox.pace import KEYS_AGAIN, KEYS_FRESH_S
from appliance.outbox.ports import Transport, TransportFailure
from appliance.outbox.settings import SiteSettings
from appliance.toml_tables import ConfigErrors

MakeTransports: TypeAlias = Callable[[SiteSettings], Mapping[str, Transport]]
"""Transports by office; none for an office that takes paper only. Offices may share one."""
LOOK_AGAIN_S = 30.0

log = logging.getLogger(__name__)


class SettingsSource(Protocol):
    def news(self) -> SiteSettings | None:
        """Return the settings if they have changed since the last call. Raises ConfigErrors."""


class Ways:
    """Read from any thread, changed by the outbox's own."""

    def __init__(self, source: SettingsSource, make: MakeTransports, publish: Callable[[object], None]) -> None:
        self._source = source
        self._make = make
        self._publish = publish
        self.settings = SiteSettings()
        self._current: Mapping[str, Transport] = {}
        self._former: dict[Way, Transport] = {}
        """Of settings that are no longer in force: what they have sealed only they can hand over."""
        self._look_at = 0.0
        self._refresh_at: dict[int, float] = {}
        self._refused: dict[int, int] = {}
        """How often a transport's keys could not be refreshed, in a row."""

    def to(self, office: str) -> Transport | None:
        """Return the one that seals for this office now."""
        return self._current.get(office)

    def of(self, office: str, name: str) -> Transport | None:
        """Return the one that can hand over what a transport of this name has sealed."""
        current = self._current.get(office)
        if current is not None and current.name == name:
            return current
        return self._former.get((office, name))

    def look(self, monotonic: float, needed: Callable[[], Iterable[Way]]) -> bool:
        """Take over changed settings, every half minute at most; `needed` says what is under way."""
        if monotonic < self._look_at:
            return False
        self._look_at = monotonic + LOOK_AGAIN_S
        try:
            settings = self._source.news()
            if settings is None:
                return False
            transports = dict(self._make(settings))
        except ConfigErrors as wrong:
            self._publish(SiteSettingsWrong(wrong.errors))
            return False
        except Exception as error:  # noqa: BLE001 - whatever is wrong with new settings, the old ones stay in force
            self._publish(SiteSettingsWrong((type(error).__name__,)))
            return False
        self._take(settings, transports, set(needed()))
        return True

    def _take(self, settings: SiteSettings, transports: Mapping[str, Transport], needed: set[Way]) -> None:
        before = {**self._former, **{(office, each.name): each for office, each in self._current.items()}}
        now = {(office, each.name) for office, each in transports.items()}
        self._former = {way: each for way, each in before.items() if way in needed - now}
        kept = {id(each) for each in (*self._former.values(), *transports.values())}
        self.settings, self._current = settings, transports
        self._refresh_at, self._refused = {}, {}
        for each in _distinct(before.values()):
            if id(each) not in kept:
                _close(each)
        self._publish(SiteSettingsTaken(tuple(sorted(transports))))

    def refresh(self, monotonic: float, chance: float, is_closing: Callable[[], bool]) -> None:
        """Fetch the keys of those whose time has come."""
        for transport in _distinct(self._current.values()):
            if monotonic < self._refresh_at.get(id(transport), 0.0) or is_closing():
                continue
            self._refresh_at[id(transport)] = monotonic + self._refreshed(transport, chance)

    def _refreshed(self, transport: Transport, chance: float) -> float:
        """Return the seconds until the next time."""
        try:
            transport.refresh()
        except Exception as error:  # noqa: BLE001 - a transport's mistake must not stop the others
            reason = error.reason if isinstance(error, TransportFailure) else type(error).__name__
            log.warning("keys of %s not refreshed: %s", transport.name, told(reason))
            self._refused[id(transport)] = self._refused.get(id(transport), 0) + 1
            return KEYS_AGAIN.wait_s(self._refused[id(transport)], chance)
        self._refused.pop(id(transport), None)
        return KEYS_FRESH_S * (1 + chance) / 2

    def next_at(self) -> float:
        """Return the monotonic time at which there is something to do again."""
        times = [self._refresh_at.get(id(each), 0.0) for each in self._current.values()]
        return min([self._look_at, *times])

    def close(self) -> None:
        for transport in _distinct((*self._current.values(), *self._former.values())):
            _close(transport)


def _distinct(transports: Iterable[Transport]) -> list[Transport]:
    return list({id(each): each for each in transports}.values())


def _close(transport: Transport) -> None:
    with contextlib.suppress(Exception):
        transport.close()
