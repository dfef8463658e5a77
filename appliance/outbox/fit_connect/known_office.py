"""What this terminal knows of the office's destination: from the cache at start, renewed by `refresh`."""

from __future__ import annotations

from pathlib import Path

from appliance.clock import Clock
from appliance.outbox.fit_connect.answers import Refusal
from appliance.outbox.fit_connect.api import SubmissionApi
from appliance.outbox.fit_connect.destinations import (
    Fetched,
    KnownDestination,
    encryption_kid,
    known_destination,
)
from appliance.outbox.fit_connect.key_cache import KeyCache, cache_name
from appliance.outbox.ports import CannotSeal
from appliance.outbox.settings import FitConnectDestination, FitConnectService


class KnownOffice:
    """`now_known` and `fault` are read from any thread: what is known is replaced as a whole."""

    def __init__(
        self,
        api: SubmissionApi,
        service: FitConnectService,
        destination: FitConnectDestination,
        cache: Path,
        clock: Clock,
    ) -> None:
        self._api = api
        self._service = service
        self._destination = destination
        self._cache = KeyCache(cache / cache_name(destination.destination_id))
        self._clock = clock
        self._known: KnownDestination | CannotSeal = self._recalled()

    def fault(self) -> str:
        known = self._known
        return known.reason if isinstance(known, CannotSeal) else known.why_not(self._clock.now())

    def now_known(self) -> KnownDestination:
        """Raises CannotSeal."""
        known = self._known
        if isinstance(known, CannotSeal):
            raise CannotSeal(known.reason)
        return known

    def refresh(self) -> None:
        """Raises NotNow, and then what was known stands; raises CannotSeal, and then nothing is known."""
        try:
            fetched = self._fetched()
            self._known = self._checked(fetched)
        except CannotSeal as fault:
            self._known = fault
            self._put_away(None)
            raise
        self._put_away(fetched)

    def roots(self) -> bytes | None:
        """Raises CannotSeal."""
        if self._service.key_roots_file is None:
            return None
        try:
            return self._service.key_roots_file.read_bytes()
        except OSError as error:
            raise CannotSeal("key-roots-unreadable") from error

    def _fetched(self) -> Fetched:
        id_ = self._destination.destination_id
        try:
            destination = self._api.destination(id_)
        except Refusal as refusal:
            raise CannotSeal("destination-unknown") from refusal
        try:
            return Fetched(destination, self._api.key(id_, encryption_kid(destination)), self._clock.now())
        except Refusal as refusal:
            raise CannotSeal("key-unknown") from refusal

    def _checked(self, fetched: Fetched) -> KnownDestination:
        return known_destination(fetched, self._destination, self.roots(), self._clock.now())

    def _recalled(self) -> KnownDestination | CannotSeal:
        fetched = self._cache.load()
        if fetched is None:
            return CannotSeal("key-unknown")
        try:
            return self._checked(fetched)
        except CannotSeal as fault:
            return fault

    def _put_away(self, fetched: Fetched | None) -> None:
        try:
            if fetched is None:
                self._cache.forget()
            else:
                self._cache.save(fetched)
        except OSError:
            return  # known until the next start, and then fetched again
