"""The broker's folder: the files that the site's server runs mosquitto and the update server by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from provisioning.new_files import OPEN, SECRET

HERE = Path(__file__).parent
ACL, LIST, CERTIFICATE, KEY, AUTHORITY, CONFIGURATION = (
    *("acl", "crl.pem", "broker.pem", "broker.key", "ca.pem", "mosquitto.conf"),
)
UPDATES = "updates"
"""Bundles lie in there; terminals fetch them."""


@dataclass(frozen=True)
class BrokerFacts:
    port: int
    user: str
    """The system user that mosquitto runs as."""


def configuration(facts: BrokerFacts) -> str:
    text = (HERE / "mosquitto.conf").read_text(encoding="utf-8")
    return text.replace("@PORT@", str(facts.port)).replace("@USER@", facts.user)


def access_rules(shut_out: Iterable[str]) -> str:
    """Everybody's rights; whoever is shut out is denied all, in a session that is open already as well."""
    rules = (HERE / "acl").read_text(encoding="utf-8")
    denied = "".join(f"\nuser {name}\ntopic deny #\n" for name in shut_out)
    return rules + ("\n# Revoked.\n" + denied if denied else "")


def update_server_files(port: int, user: str) -> dict[str, tuple[bytes, int]]:
    """Return what the server of bundles runs by, beside the broker's certificate and lists."""
    text = (HERE / "updates.conf").read_text(encoding="utf-8")
    return {
        "updates.conf": (text.replace("@PORT@", str(port)).replace("@USER@", user).encode(), OPEN),
        "serve-updates": ((HERE / "serve-updates").read_bytes(), 0o755),
    }


def first_files(
    facts: BrokerFacts, authority: bytes, certificate: bytes, key: bytes, revoked: bytes
) -> dict[str, tuple[bytes, int]]:
    """Return every file of the folder with its mode."""
    return {
        CONFIGURATION: (configuration(facts).encode(), OPEN),
        AUTHORITY: (authority, OPEN),
        CERTIFICATE: (certificate, OPEN),
        KEY: (key, SECRET),
        ACL: (access_rules(()).encode(), OPEN),
        LIST: (revoked, OPEN),
        "start": ((HERE / "start").read_bytes(), 0o755),
    }
