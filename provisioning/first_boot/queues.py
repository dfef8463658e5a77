"""The A4 printer's queue in CUPS, made where it is not as provisioned; the settings are those of decision 6."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass

from provisioning.first_boot import look
from provisioning.first_boot.places import Places
from provisioning.terminals.provision_file import Provision, from_toml
from provisioning.terminals.terminal_config import QUEUE

LIMIT_S = 60
ASKING_S = 20.0
"""So long cupsd may take to ask the printer what it can do."""
ENVIRONMENT = {**os.environ, "LC_ALL": "C", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


@dataclass(frozen=True)
class Spooler:
    """CUPS by its own programs; `environment` says which."""

    environment: Mapping[str, str]

    def address(self) -> str:
        """Return the device of our queue; empty: there is none."""
        return queue_address(self._run("lpstat", "-v", QUEUE).stdout)

    def knows_the_printer(self) -> bool:
        """lpadmin says yes at once, and cupsd asks the printer afterwards; only then is there a model."""
        return "IPP Everywhere" in self._run("lpoptions", "-p", QUEUE).stdout

    def make(self, uri: str) -> str:
        """Return what lpadmin complains of."""
        done = self._run(*queue_words(uri))
        return (done.stderr.strip() or f"lpadmin ended with {done.returncode}") if done.returncode else ""

    def remove(self) -> None:
        self._run("lpadmin", "-x", QUEUE)

    def _run(self, *words: str) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(
                words, capture_output=True, text=True, check=False, timeout=LIMIT_S, env=self.environment
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return subprocess.CompletedProcess(words, 127, "", f"{words[0]}: {type(error).__name__}")


def make_queue(places: Places, environment: Mapping[str, str] = ENVIRONMENT, wait_s: float = ASKING_S) -> str:
    """Return what went wrong; empty: the queue is there, or none is wanted. The printer must be switched on."""
    found = from_toml(look.provisioned(places) or b"")
    if not isinstance(found, Provision):
        return "this terminal is not provisioned"
    wanted, spooler = found.terminal.a4, Spooler(environment)
    if not wanted or (wanted == spooler.address() and spooler.knows_the_printer()):
        return ""
    spooler.remove()  # what it knows of another printer would stay
    problem = spooler.make(wanted)
    if problem:
        return problem
    until = time.monotonic() + wait_s
    while not spooler.knows_the_printer():
        if time.monotonic() > until:
            spooler.remove()  # a queue that knows nothing of its printer would take jobs and spoil them
            return f"the printer {wanted} does not answer"
        time.sleep(0.5)
    return ""


def queue_words(uri: str) -> tuple[str, ...]:
    policy = "printer-error-policy=retry-current-job"
    return ("lpadmin", "-p", QUEUE, "-E", "-v", uri, "-m", "everywhere", "-o", policy)


def queue_address(listed: str) -> str:
    """Read `device for a4: ipp://…`, as lpstat says it in English."""
    start = f"device for {QUEUE}: "
    return next((line.removeprefix(start) for line in listed.splitlines() if line.startswith(start)), "")
