"""The office's place at the service ("Zustellpunkt"): what it takes, and the key to seal to. Pure."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

import msgspec

from appliance.outbox.fit_connect.answers import read
from appliance.outbox.fit_connect.public_keys import read_jwk, usable
from appliance.outbox.jwe import OfficeKey
from appliance.outbox.ports import CannotSeal, NotNow
from appliance.outbox.settings import FitConnectDestination

METADATA_VERSIONS = ("2.1.0", "2.0.0")
"""What we write is valid by both; the first one that the destination names is used."""
MOST_AGE = dt.timedelta(days=30)
"""Of what was fetched last. Offices change keys; one that could not be asked for so long may have done so."""
_KID = re.compile(r"[A-Za-z0-9._~-]{1,128}")


class _Schema(msgspec.Struct, rename="camel"):
    schema_uri: str = ""


class _PublicService(msgspec.Struct, rename="camel"):
    identifier: str = ""
    submission_schemas: list[_Schema] = []


class _Destination(msgspec.Struct, rename="camel"):
    destination_id: str = ""
    status: str = ""
    encryption_kid: str = ""
    metadata_versions: list[str] = []
    public_services: list[_PublicService] = []


@dataclass(frozen=True)
class KnownDestination:
    id: str
    key: OfficeKey
    metadata_version: str
    schemas: frozenset[str]
    """URIs of the schemas that the office takes for our service."""
    fetched_at: dt.datetime

    def why_not(self, now: dt.datetime) -> str:
        return "key-stale" if now - self.fetched_at > MOST_AGE else ""


@dataclass(frozen=True)
class Fetched:
    """Both answers as they came, so that what was cached is checked again in the same way."""

    destination: bytes
    key: bytes
    at: dt.datetime


def is_kid(kid: str) -> bool:
    """Whether it can stand in a path as it is."""
    return _KID.fullmatch(kid) is not None and not set(kid) <= {"."}


def encryption_kid(destination: bytes) -> str:
    kid = _read(destination).encryption_kid
    if not is_kid(kid):
        raise CannotSeal("key-unknown")
    return kid


def known_destination(
    fetched: Fetched, settings: FitConnectDestination, roots: bytes | None, now: dt.datetime
) -> KnownDestination:
    """Check everything that must hold before something is sealed to it. Raises CannotSeal with the first fault."""
    place = _read(fetched.destination)
    if place.destination_id.lower() != settings.destination_id.lower():
        raise CannotSeal("destination-of-another-id")
    if place.status != "active":
        raise CannotSeal("destination-not-active")
    jwk = read_jwk(fetched.key)
    if jwk.kid != place.encryption_kid:
        raise CannotSeal("key-of-another-id")
    return KnownDestination(
        settings.destination_id,
        usable(jwk, "wrapKey", roots, now),
        _metadata_version(place),
        _schemas(place, settings.leika_key),
        fetched.at,
    )


def _schemas(place: _Destination, leika_key: str) -> frozenset[str]:
    offered = [service for service in place.public_services if service.identifier == leika_key]
    if not offered:
        raise CannotSeal("service-not-offered")
    return frozenset(schema.schema_uri for service in offered for schema in service.submission_schemas)


def _metadata_version(place: _Destination) -> str:
    for version in METADATA_VERSIONS:
        if version in place.metadata_versions:
            return version
    raise CannotSeal("metadata-version-not-taken")


def _read(body: bytes) -> _Destination:
    try:
        return read(body, _Destination)
    except NotNow as error:
        raise CannotSeal("destination-malformed") from error
