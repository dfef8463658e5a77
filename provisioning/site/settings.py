"""`site.toml`: what holds for the whole site. Written once by `provision site init`, edited by hand afterwards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from appliance.toml_tables import ConfigErrors, build, read_toml
from provisioning.terminals.cells import host, place
from provisioning.terminals.columns import BY_NAME
from provisioning.terminals.mistakes import Wrong
from provisioning.terminals.provision_file import UPDATES_PORT

NAME = "site.toml"
_USER = re.compile(r"[a-z_][a-z0-9_-]{0,31}")


@dataclass(frozen=True)
class SiteTable:
    name: str
    """As in the terminals' configuration and on staff badges: `terminal.site`."""


@dataclass(frozen=True)
class BrokerTable:
    names: tuple[str, ...]
    """Host names and addresses in its certificate; terminals call the first."""
    port: int = 8883
    user: str = "mosquitto"


@dataclass(frozen=True)
class CertificateTable:
    terminal_days: int = 730
    server_days: int = 1825
    renew_days: int = 120
    """`renew` takes those that end within so many days."""


@dataclass(frozen=True)
class ImageTable:
    release_key: str = ""
    """The public key that images are signed with, from the site's folder; with it no other image is flashed."""
    keyring: str = ""
    """The certificate that update bundles are signed by, from the site's folder; with it no other is announced."""


@dataclass(frozen=True)
class UpdatesTable:
    port: int = UPDATES_PORT
    user: str = "www-data"
    """The system user that the update server runs as."""


DEFAULT_UPDATES = UpdatesTable()


@dataclass(frozen=True)
class SiteFile:
    site: SiteTable
    broker: BrokerTable
    certificates: CertificateTable = CertificateTable()
    image: ImageTable = ImageTable()
    updates: UpdatesTable = DEFAULT_UPDATES
    defaults: Mapping[str, str] = field(default_factory=dict)
    """What an empty cell of the table means, by column."""


def load_settings(path: Path) -> SiteFile:
    """Raises ConfigErrors with all mistakes."""
    errors: list[str] = []
    if not path.exists():
        raise ConfigErrors([f"{path}: is missing; is this the folder that `provision site init` made?"])
    found = build(SiteFile, read_toml(path, errors), "", errors)
    if found is not None:
        errors.extend(mistakes(found))
    if found is None or errors:
        raise ConfigErrors(errors)
    return found


def mistakes(found: SiteFile) -> list[str]:
    said = []
    try:
        place(found.site.name)
    except Wrong as wrong:
        said.append(f"site.name: {wrong}")
    for name in found.broker.names:
        try:
            host(name)
        except Wrong as wrong:
            said.append(f"broker.names: “{name}” is wrong: {wrong}")
    if not found.broker.names:
        said.append("broker.names: at least one name or address")
    if not 1 <= found.broker.port <= 65535:
        said.append("broker.port: from 1 to 65535")
    if not 1 <= found.updates.port <= 65535 or found.updates.port == found.broker.port:
        said.append("updates.port: from 1 to 65535, and not the broker's")
    if not _USER.fullmatch(found.updates.user):
        said.append(f"updates.user: “{found.updates.user}” is no system user's name")
    days = found.certificates
    if not 1 <= days.renew_days < min(days.terminal_days, days.server_days):
        said.append("certificates.renew_days: at least 1, and less than a certificate lives")
    said.extend(f"defaults.{name}: there is no such column" for name in found.defaults if name not in BY_NAME)
    return said


def first_text(
    name: str, names: tuple[str, ...], port: int, user: str, updates: UpdatesTable = DEFAULT_UPDATES
) -> str:
    quoted = ", ".join(f'"{each}"' for each in names)
    days = CertificateTable()
    return f"""# What holds for the whole site; see docs/it-staff.md.

[site]
name = "{name}"                # on staff badges, too: letter for letter

[broker]
names = [{quoted}]             # in its certificate; terminals call the first
port = {port}
user = "{user}"                # the server's user that mosquitto runs as

[certificates]
terminal_days = {days.terminal_days}
server_days = {days.server_days}
renew_days = {days.renew_days}               # `provision renew` takes those that end within so many days

[image]
# release_key = "release.pem"    # with it only images signed by this key are flashed
# keyring = "keyring.pem"        # with it only update bundles signed by this certificate are announced

[updates]
port = {updates.port}
user = "{updates.user}"              # the server's user that nginx runs as

[defaults]                     # what an empty cell of the table of terminals means, by column
# dns = "192.0.2.53"
# ntp = "192.0.2.123"
# gateway = "192.0.2.1"        # for static addresses
"""
