"""The site's settings for sending: one table an office. Plain values, as `offices.toml` holds them.

The file belongs to the site, not to the image: IT staff change a key or an address and the terminals take it over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal


@dataclass(frozen=True)
class FitConnectService:
    """The account of this site at FIT-Connect; shared by all offices that are reached through it."""

    token_url: str
    submission_url: str
    """Base of the Submission API, `https://…/submission-api`."""
    client_id: str
    client_secret_file: Path
    ca_file: Path | None = None
    """Trusted for the connection; None: the system's."""
    key_roots_file: Path | None = None
    """Roots of the administration's PKI (PEM). With them each key of a destination must have a chain to one."""
    event_keys_url: str = ""
    """JWKS of the service for security event tokens; empty: `{submission_url}/.well-known/jwks.json`."""


@dataclass(frozen=True)
class MailService:
    """The site's own account at its mail server, and its certificate for signing."""

    host: str
    sender: str
    certificate_file: Path
    key_file: Path
    port: int = 465
    security: Literal["tls", "starttls", "none"] = "tls"
    """`none` is for a server on the same machine only."""
    user: str = ""
    password_file: Path | None = None
    ca_file: Path | None = None


@dataclass(frozen=True)
class FitConnectDestination:
    destination_id: str
    leika_key: str
    """Service key of the administration's catalogue: `urn:de:fim:leika:leistung:…`."""
    service_name: str = ""
    region: str = ""
    """Where the service is asked for, as the destination lists it (`DE059`); empty: not said."""


@dataclass(frozen=True)
class MailDestination:
    address: str
    certificate_file: Path
    """The office's, PEM; RSA of at least 3072 bits."""


@dataclass(frozen=True)
class SftpDestination:
    host: str
    user: str
    host_key: str
    """Pinned, as in known_hosts: `ssh-ed25519 AAAA…`."""
    key_file: Path
    """The terminal's private key, OpenSSH format."""
    office_key_file: Path
    """The office's public key for sealing, PEM or JWK; RSA of at least 3072 bits."""
    port: int = 22
    directory: str = "eingang"
    answers_directory: str = "antworten"
    """Where the office may lay `<id>.json` with its answer; see docs/interfaces/sftp-drop.md."""


@dataclass(frozen=True)
class OfficeSettings:
    """How one office is reached. Exactly the table of its transport is there."""

    transport: Literal["fit-connect", "smime", "sftp", "print"] = "print"
    fit_connect: FitConnectDestination | None = None
    smime: MailDestination | None = None
    sftp: SftpDestination | None = None
    address: tuple[str, ...] = ()
    """Lines of the postal address, for the cover sheet."""
    letter_box: str = ""
    """Where paper can be dropped: `Südwall 2-4, Eingang links`."""
    reply_days: int = 0
    """Working days until people usually hear from the office; 0: not known, nothing is promised."""
    hours: tuple[str, ...] = ()
    """`Mo-Fr 8-12 Uhr`, a line each."""


@dataclass(frozen=True)
class OutboxLimits:
    most_mib: int = 256
    """Of what waits, all together; above it sending is not offered."""
    most_submission_mib: int = 20
    give_up_days: int = 14
    remember_days: int = 90
    """How long a status can be asked for after the last change."""


@dataclass(frozen=True)
class SiteSettings:
    """All of `offices.toml`."""

    offices: Mapping[str, OfficeSettings] = field(default_factory=dict)
    fit_connect: FitConnectService | None = None
    mail: MailService | None = None
    limits: OutboxLimits = OutboxLimits()

    def office(self, office_id: str) -> OfficeSettings:
        """Return its settings; print only for an office that has none."""
        return self.offices.get(office_id, OfficeSettings())
