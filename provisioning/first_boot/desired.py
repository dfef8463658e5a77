"""From what was provisioned to what has to be on the terminal. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from provisioning.first_boot.network import network_files
from provisioning.first_boot.places import Places
from provisioning.first_boot.steps import TERMINAL, Desired, FileState
from provisioning.terminals.identity import Identity
from provisioning.terminals.provision_file import Provision, to_toml
from provisioning.terminals.terminal_config import config_text

READABLE, PRIVATE = 0o644, 0o600
_NETWORK_NAMES = ("10-migrado-vlan.netdev", "10-migrado.network", "20-migrado-vlan.network")


def lasting_files(
    places: Places, provision: Provision, identity: Identity | None, site_files: Mapping[str, bytes] | None
) -> dict[Path, FileState]:
    """Keys first. No identity, no site files: what is there stays."""
    files: dict[Path, FileState] = {}
    if identity is not None:
        files[places.identity / "key.pem"] = FileState(identity.key_pem, PRIVATE, TERMINAL)
        files[places.identity / "ca.pem"] = FileState(identity.authority_pem, READABLE, TERMINAL)
        files[places.identity / "certificate.pem"] = FileState(identity.certificate_pem, READABLE, TERMINAL)
    if site_files is not None:
        names = "\n".join(sorted(site_files))
        for name, content in site_files.items():
            files[places.settings / name] = _site_file(name, content)
        files[places.packed_files] = FileState(names.encode(), PRIVATE)
    files[places.provisioned] = FileState(to_toml(provision).encode(), PRIVATE)
    return files


def _site_file(name: str, content: bytes) -> FileState:
    """Settings are read by the system, too, and hold no secrets; what they name may be nothing else."""
    return FileState(content, READABLE) if name.endswith(".toml") else FileState(content, PRIVATE, TERMINAL)


def made_files(places: Places, provision: Provision) -> dict[Path, FileState]:
    """What follows from the settings, and is made again at each start where it is not kept."""
    terminal = provision.terminal
    files = {
        places.settings / "terminal.toml": FileState(config_text(provision, places.identity).encode(), READABLE)
    }
    if terminal.proxy:
        proxy = "".join(f"{name}={terminal.proxy}\n" for name in ("HTTPS_PROXY", "HTTP_PROXY"))
        files[places.settings / "proxy.env"] = FileState(proxy.encode(), PRIVATE, TERMINAL)
    if terminal.ssh_key:
        files[places.settings / "authorized_keys"] = FileState(f"{terminal.ssh_key}\n".encode(), READABLE)
    for name, text in network_files(terminal).items():
        files[places.network / name] = FileState(text.encode(), READABLE)
    return files


def may_be_left(places: Places, old_names: tuple[str, ...]) -> tuple[Path, ...]:
    """Files of ours that an earlier provisioning may have left, and this one may not want."""
    optional = [places.settings / name for name in ("proxy.env", "authorized_keys")]
    network = [places.network / name for name in _NETWORK_NAMES]
    return (*optional, *network, *(places.settings / name for name in old_names))


def desired(
    places: Places,
    provision: Provision,
    identity: Identity | None,
    site_files: Mapping[str, bytes] | None,
    old_names: tuple[str, ...],
    notices: Mapping[Path, bytes],
    erased: tuple[Path, ...],
) -> Desired:
    files = {**lasting_files(places, provision, identity, site_files), **made_files(places, provision)}
    gone = may_be_left(places, old_names if site_files is not None else ())
    return Desired(files, gone, notices, erased)
