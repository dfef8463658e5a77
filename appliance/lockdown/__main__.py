"""`python -m appliance.lockdown apply`: firewall and USB policy from the settings; `console`: lock the console."""

from __future__ import annotations

import argparse
import logging
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from appliance.config import Config, ConfigErrors, load_config
from appliance.lockdown.console import lock_console
from appliance.lockdown.firewall import firewall_commands, outgoing_ports
from appliance.lockdown.usb_policy import usb_policy
from appliance.outbox.settings import SiteSettings
from appliance.outbox.site_settings import load_site_settings

USB_POLICY = Path("/run/migrado/policy/usb")
SSH_KEYS = Path("/etc/migrado/authorized_keys")
_NFT_SECONDS = 10.0

log = logging.getLogger(__name__)


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m appliance.lockdown", description=__doc__)
    verbs = options.add_subparsers(dest="verb", required=True)
    verbs.add_parser("console")
    applying = verbs.add_parser("apply")
    applying.add_argument("--config", type=Path, action="append", default=[], help="a layer; later ones win")
    applying.add_argument("--usb-policy", type=Path, default=USB_POLICY)
    applying.add_argument("--ssh-keys", type=Path, default=SSH_KEYS, help="there: SSH is let in")
    applying.add_argument("--firewall", nargs="+", default=["nft", "-f", "-"], help="reads the commands")
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    if chosen.verb == "console":
        lock_console()
        return 0
    try:
        config = load_config(*chosen.config)
    except ConfigErrors as errors:
        print("The configuration is wrong:", *errors.errors, sep="\n  ", file=sys.stderr)
        return 2
    _write(chosen.usb_policy, usb_policy(config.devices))
    commands = firewall_for(config, os.environ, chosen.ssh_keys)
    subprocess.run(chosen.firewall, input=commands, check=True, text=True, timeout=_NFT_SECONDS)
    return 0


def firewall_for(config: Config, environ: Mapping[str, str], ssh_keys: Path) -> str:
    outgoing = outgoing_ports(config, _site(config.paths.offices), environ)
    return firewall_commands(outgoing, ssh=ssh_keys.is_file() and ssh_keys.stat().st_size > 0)


def _site(offices: Path) -> SiteSettings:
    """Settings with mistakes reach no office: the terminal does not take them over either."""
    try:
        return load_site_settings(offices)
    except ConfigErrors as errors:
        log.warning("%s: %d mistakes; only printing is let through", offices.name, len(errors.errors))
        return SiteSettings()


def _write(path: Path, text: str) -> None:
    fresh = path.with_suffix(".fresh")
    fresh.write_text(text, encoding="ascii")
    fresh.replace(path)


if __name__ == "__main__":
    sys.exit(main())
