"""The A4 printer's queue in CUPS, made where it is not as provisioned; the settings are those of decision 6."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping

from provisioning.first_boot import look
from provisioning.first_boot.places import Places
from provisioning.terminals.provision_file import Provision, from_toml
from provisioning.terminals.terminal_config import QUEUE

LIMIT_S = 60
_ENGLISH = {**os.environ, "LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


def make_queue(places: Places, environment: Mapping[str, str] = _ENGLISH) -> str:
    """Return what went wrong; empty: the queue is there, or none is wanted. The printer must be switched on."""
    found = from_toml(look.provisioned(places) or b"")
    if not isinstance(found, Provision):
        return "this terminal is not provisioned"
    wanted = found.terminal.a4
    if not wanted or wanted == queue_address(_said(environment, "lpstat", "-v", QUEUE)):
        return ""
    return _said_wrong(environment, *queue_words(wanted))


def queue_words(uri: str) -> tuple[str, ...]:
    policy = "printer-error-policy=retry-current-job"
    return ("lpadmin", "-p", QUEUE, "-E", "-v", uri, "-m", "everywhere", "-o", policy)


def queue_address(listed: str) -> str:
    """Read `device for a4: ipp://…`, as lpstat says it in English."""
    start = f"device for {QUEUE}: "
    return next((line.removeprefix(start) for line in listed.splitlines() if line.startswith(start)), "")


def _said(environment: Mapping[str, str], *words: str) -> str:
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=LIMIT_S, env=environment)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


def _said_wrong(environment: Mapping[str, str], *words: str) -> str:
    try:
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=LIMIT_S, env=environment)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{words[0]}: {type(error).__name__}"
    return done.stderr.strip() or f"{words[0]} ended with {done.returncode}" if done.returncode else ""
