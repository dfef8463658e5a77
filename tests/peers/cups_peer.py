"""A private CUPS with one A4 queue on a printer in software: own files, own socket, nothing of the machine's.

Used by the system tests and by the demo. Works as root and as an ordinary user.
"""

from __future__ import annotations

import getpass
import grp
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from tests.peers.ippeve_peer import IppEvePeer, start_process, stop_process, wait_until

CUPSD_CONF = """
LogLevel info
Listen {socket}
Browsing Off
WebInterface No
DefaultAuthType None
DefaultPaperSize A4
ErrorPolicy retry-current-job
JobRetryInterval 5
DirtyCleanInterval 0
PreserveJobHistory 3600
PreserveJobFiles No
PageLogFormat
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess all
  JobPrivateValues none
  SubscriptionPrivateAccess all
  SubscriptionPrivateValues none
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""

CUPS_FILES_CONF = """
ServerRoot {root}/etc
RequestRoot {root}/spool
CacheDir {root}/cache
StateDir {root}/state
TempDir {root}/temp
ServerKeychain {root}/etc
AccessLog {root}/access.log
ErrorLog {root}/error.log
PageLog {root}/page.log
Printcap
FatalErrors none
User {user}
Group {group}
SystemGroup root
"""


class CupsPeer:
    """`directory` must be one that the user `lp` can reach, where this runs as root; by default a new one."""

    def __init__(self, directory: Path | None = None, seconds_per_page: float = 0.1, queue: str = "a4") -> None:
        self._own_directory = directory is None
        self.directory = directory or Path(tempfile.mkdtemp(prefix="cups-"))
        self.directory.chmod(0o711)
        self.queue = queue
        self.device = IppEvePeer(self.directory, seconds_per_page)
        self._root = self.directory / "cups"
        self._cupsd: subprocess.Popen[bytes] | None = None

    @property
    def server(self) -> str:
        """For `cups.setServer`, `CUPS_SERVER` and `cups.Connection(host=…)`: a socket's path."""
        return str(self._root / "sock")

    @property
    def printer_uri(self) -> str:
        return self.device.uri

    @property
    def printer_web_url(self) -> str:
        return self.device.web_url

    @property
    def spool_dir(self) -> Path:
        """Where the device keeps what it received; see `printed` for what came out."""
        return self.device.spool_dir

    def start(self) -> Self:
        self.device.start()
        self._write_configuration()
        self._start_cupsd()
        self._lpadmin("-p", self.queue, "-E", "-v", self.device.uri, "-m", "everywhere")
        # cupsd describes the printer (its PPD file) behind lpadmin's back; defaults set before that are lost.
        wait_until(
            (self._root / "etc" / "ppd" / f"{self.queue}.ppd").exists, "cupsd does not describe the printer"
        )
        self._lpadmin(
            *("-p", self.queue, "-o", "printer-error-policy=retry-current-job", "-o", "media=iso_a4_210x297mm")
        )
        return self

    def stop(self) -> None:
        """Stop everything; remove the directory if it was made here."""
        self._stop_cupsd()
        self.device.stop()
        if self._own_directory:
            shutil.rmtree(self.directory, ignore_errors=True)

    def __enter__(self) -> Self:
        try:
            return self.start()
        except BaseException:
            self.stop()
            raise

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def remove_paper(self, after_pages: int | None = None) -> None:
        self.device.remove_paper(after_pages)

    def insert_paper(self) -> None:
        self.device.insert_paper()

    def printed(self) -> list[Path]:
        return self.device.printed()

    def stop_printer(self) -> None:
        self.device.unplug()

    def start_printer(self) -> None:
        self.device.plug_in()

    def pause_queue(self) -> None:
        self._run("cupsdisable", self.queue)

    def unplug(self) -> None:
        self.stop_printer()

    def plug_in(self) -> None:
        self.start_printer()

    def stop_spooler(self) -> None:
        self.kill_cupsd()

    def start_spooler(self) -> None:
        self.start_cupsd()

    def restart_cupsd(self) -> None:
        """As an administrator would: running jobs are handed back to the queue."""
        self._stop_cupsd()
        self._start_cupsd()

    def kill_cupsd(self) -> None:
        """A crash, as systemd sees it: the scheduler and all it started are gone at once."""
        if self._cupsd is None:
            return
        for process in (
            *psutil.Process(self._cupsd.pid).children(recursive=True),
            psutil.Process(self._cupsd.pid),
        ):
            process.send_signal(signal.SIGKILL)
        self._cupsd.wait(5)

    def start_cupsd(self) -> None:
        """After `kill_cupsd`."""
        self._start_cupsd()

    def _write_configuration(self) -> None:
        for name in ("etc", "spool", "cache", "state", "temp"):
            (self._root / name).mkdir(parents=True, exist_ok=True)
        self._root.chmod(0o711)
        as_root = os.geteuid() == 0
        values = {
            "root": self._root,
            "socket": self.server,
            "user": "lp" if as_root else getpass.getuser(),
            "group": "lp" if as_root else grp.getgrgid(os.getegid()).gr_name,
        }
        (self._root / "etc" / "cupsd.conf").write_text(CUPSD_CONF.format(**values))
        (self._root / "etc" / "cups-files.conf").write_text(CUPS_FILES_CONF.format(**values))

    def _start_cupsd(self) -> None:
        Path(self.server).unlink(missing_ok=True)
        self._cupsd = start_process(
            [
                shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin") or "cupsd",
                *("-f", "-c", str(self._root / "etc" / "cupsd.conf")),
                *("-s", str(self._root / "etc" / "cups-files.conf")),
            ],
            self._root / "cupsd.log",
            self.device.environment,
        )
        wait_until(Path(self.server).exists, "cupsd does not listen")

    def _stop_cupsd(self) -> None:
        stop_process(self._cupsd)

    def _lpadmin(self, *arguments: str) -> None:
        self._run("lpadmin", *arguments)

    def _run(self, *command: str) -> None:
        path = f"{os.environ.get('PATH', '')}:/usr/sbin"
        environment = {**os.environ, "PATH": path, "CUPS_SERVER": self.server}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=20, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")
