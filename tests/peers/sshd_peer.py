"""Debian's OpenSSH server on a free loopback port, with a configuration, keys and a directory of its own."""

from __future__ import annotations

import contextlib
import getpass
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.peers import sftp_cutter
from tests.peers.mosquitto_peer import HOST, free_port

SFTP_SERVER = "/usr/lib/openssh/sftp-server"
STARTUP_LIMIT_S = 10.0


class SshdPeer:
    """Started at once; `files` is what a client sees as its start directory. One key may sign in: `client_key`.

    `server_options` go to OpenSSH's sftp-server.
    """

    def __init__(self, directory: Path, server_options: str = "") -> None:
        self.directory = directory
        self.files = directory / "files"
        self._server_options = server_options
        self.files.mkdir(parents=True)
        self.user = getpass.getuser()
        self.port = free_port()
        self.client_key = self._make_key("client")
        self._order_file = directory / "order"
        self._make_key("host")
        authorized = directory / "authorized_keys"
        authorized.write_text((directory / "client.pub").read_text())
        self._config = directory / "sshd_config"
        self._config.write_text(self._configuration(authorized))
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    @property
    def host_key(self) -> str:
        return " ".join((self.directory / "host.pub").read_text().split()[:2])

    @property
    def log(self) -> str:
        return (self.directory / "sshd.log").read_text(errors="replace")

    def order(self, what: str) -> None:
        """Fail so once, see `sftp_cutter`."""
        self._order_file.write_text(what)

    def forget_orders(self) -> None:
        self._order_file.unlink(missing_ok=True)

    def start(self) -> None:
        """Does nothing when it runs."""
        if self._process is not None:
            return
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)  # sshd's privilege separation asks for it
        command = ["/usr/sbin/sshd", "-D", "-f", str(self._config), "-E", str(self.directory / "sshd.log")]
        self._process = subprocess.Popen(command, start_new_session=True)
        deadline = time.monotonic() + STARTUP_LIMIT_S
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError):
                socket.create_connection((HOST, self.port), timeout=0.5).close()
                return
            time.sleep(0.02)
        raise RuntimeError(f"sshd did not start: {self.log[-2000:]}")

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.wait(5)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # what still serves a connection

    def close(self) -> None:
        self.stop()

    def _make_key(self, name: str) -> Path:
        key = self.directory / name
        subprocess.run(
            ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(key)], check=True, timeout=10
        )
        return key

    def _configuration(self, authorized: Path) -> str:
        assert shutil.which(SFTP_SERVER), "Debian's openssh-sftp-server"
        cutter = f"{sys.executable} -I -S {sftp_cutter.__file__} {self._order_file}"
        return "\n".join(
            (
                f"Port {self.port}",
                f"ListenAddress {HOST}",
                f"HostKey {self.directory / 'host'}",
                f"PidFile {self.directory / 'sshd.pid'}",
                f"AuthorizedKeysFile {authorized}",
                "AuthenticationMethods publickey",
                "PermitRootLogin prohibit-password",
                "StrictModes no",
                "UsePAM no",
                "UseDNS no",
                "MaxStartups 100",
                f"Subsystem sftp {cutter} {SFTP_SERVER} -d {self.files} {self._server_options}",
                "",
            )
        )
