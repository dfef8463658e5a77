"""Keys that event tokens are signed with: the service's own set, and the office's by their kid."""

from __future__ import annotations

from appliance.clock import Clock
from appliance.outbox.fit_connect.answers import Refusal
from appliance.outbox.fit_connect.api import SubmissionApi
from appliance.outbox.fit_connect.issuers import Issuer
from appliance.outbox.fit_connect.public_keys import of_the_service, read_jwk, usable
from appliance.outbox.jwe import OfficeKey
from appliance.outbox.ports import CannotSeal

MOST_QUESTIONS = 8
"""For one reading of a log: made-up kids must not become as many requests."""


class EventKeys:
    def __init__(self, api: SubmissionApi, clock: Clock) -> None:
        self._api = api
        self._clock = clock
        self._of_service: dict[str, OfficeKey] = {}
        self._of_offices: dict[tuple[str, str], OfficeKey] = {}

    def forget(self) -> None:
        """Keys that were taken back must not be believed for ever."""
        self._of_service.clear()
        self._of_offices.clear()

    def of_service(self) -> dict[str, OfficeKey]:
        """Fetch the service's set. Raises NotNow."""
        self._of_service = of_the_service(self._api.service_keys(), self._clock.now())
        return self._of_service

    def finder(self, destination_id: str, roots: bytes | None) -> KeyFinder:
        return KeyFinder(self, destination_id, roots)

    def known(self, issuer: Issuer, destination_id: str, kid: str) -> OfficeKey | None:
        return self._of_service.get(kid) if issuer == "service" else self._of_offices.get((destination_id, kid))

    def fetch(self, issuer: Issuer, destination_id: str, kid: str, roots: bytes | None) -> OfficeKey | None:
        if issuer == "service":
            return self.of_service().get(kid)
        try:
            jwk = read_jwk(self._api.key(destination_id, kid))
            key = usable(jwk, "verify", roots, self._clock.now())
        except (Refusal, CannotSeal):
            return None
        if jwk.kid != kid:
            return None
        self._of_offices[destination_id, kid] = key
        return key


class KeyFinder:
    """For one reading of one log; each unknown kid is asked about once."""

    def __init__(self, keys: EventKeys, destination_id: str, roots: bytes | None) -> None:
        self._keys = keys
        self._destination_id = destination_id
        self._roots = roots
        self._asked: set[tuple[Issuer, str]] = set()

    def __call__(self, issuer: Issuer, kid: str) -> OfficeKey | None:
        """Raises NotNow."""
        key = self._keys.known(issuer, self._destination_id, kid)
        if key is not None or (issuer, kid) in self._asked or len(self._asked) >= MOST_QUESTIONS:
            return key
        self._asked.add((issuer, kid))
        return self._keys.fetch(issuer, self._destination_id, kid, self._roots)
