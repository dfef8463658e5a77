"""Who may speak of our submission in an event: the service that carries it, or the office. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

Issuer = Literal["service", "office"]


@dataclass(frozen=True)
class Ours:
    """What a token must speak of."""

    submission: str
    case: str
    destination: str
    service_host: str


def issuer_of(iss: str, ours: Ours) -> Issuer | None:
    """Return who says so of himself; None for a stranger."""
    if iss.lower() == ours.destination.lower():
        return "office"
    try:
        url = urlsplit(iss)
        host = url.hostname or ""
    except ValueError:
        host = ""
    if host and url.scheme == "https" and _same_service(host, ours.service_host):
        return "service"
    return None


def _same_service(host: str, service_host: str) -> bool:
    """The service signs under its own host or one beside it: `submission-api-test.…` for `test.…`."""
    parent = service_host.partition(".")[2]
    beside = parent.count(".") >= 2 and host.partition(".")[2] == parent
    return host == service_host or (beside and not host.rpartition(".")[2].isdigit())
