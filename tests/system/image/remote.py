"""A shell inside the board, as IT staff have one who provisioned their SSH key."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.peers.mosquitto_peer import free_port

_OPTIONS = (
    "-oStrictHostKeyChecking=no",
    "-oUserKnownHostsFile=/dev/null",
    "-oLogLevel=ERROR",
    "-oBatchMode=yes",
    "-oConnectTimeout=60",
)
SECONDS = 180
"""The board is slow, and its sshd at the first time."""


class Remote:
    def __init__(self, directory: Path) -> None:
        self._key = directory / "ssh-key"
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "boot-test", "-f", str(self._key)], check=True
        )
        self.port = free_port()

    @property
    def public_key(self) -> str:
        """For the table's column `ssh_key`."""
        return self._key.with_suffix(".pub").read_text().strip()

    @property
    def forwarding(self) -> str:
        """For QEMU's user network."""
        return f"hostfwd=tcp:127.0.0.1:{self.port}-:22"

    def run(self, command: str) -> subprocess.CompletedProcess[str]:
        words = ["ssh", "-i", str(self._key), "-p", str(self.port), *_OPTIONS, "root@127.0.0.1", command]
        return subprocess.run(words, capture_output=True, text=True, check=False, timeout=SECONDS)
