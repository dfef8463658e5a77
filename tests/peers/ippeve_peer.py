"""A real IPP Everywhere printer in software (ippeveprinter), with levers for what people do to printers."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

# ippeveprinter does not start without a D-Bus system bus, as it opens an Avahi client even when it
# announces nothing (-r off). A private bus that nobody else sits on is all it needs: no avahi-daemon.
BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>system</type>
  <listen>unix:path={socket}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow user="*"/><allow own="*"/><allow send_destination="*"/><allow receive_sender="*"/>
  </policy>
</busconfig>
"""

# The printer's paper path: left to itself ippeveprinter sleeps 5 to 15 s a job and prints what was cancelled.
# This takes as long as its pages take, needs a sheet for each of them, drops a cancelled job, and puts the
# document into `printed` when the last page is out.
PAPER_PATH = """#!/bin/sh
stop_if_cancelled() {{
    ipptool -tv -d job="$IPP_JOB_ID" {uri} '{job_test}' | grep -q processing-to-stop-point && exit 0
}}
pages=$(pdfinfo "$1" | sed -n 's/^Pages: *//p')
page=0
while [ "$page" -lt "$pages" ]; do
    left=$(cat '{sheets}' 2>/dev/null || echo 1000)
    while [ "$left" -le 0 ]; do
        echo 'STATE: +media-empty,media-needed' >&2
        sleep 0.2
        stop_if_cancelled
        left=$(cat '{sheets}' 2>/dev/null || echo 1000)
    done
    echo 'STATE: -media-empty,media-needed' >&2
    sleep {seconds}
    [ ! -e '{sheets}' ] || echo $((left - 1)) > '{sheets}'
    page=$((page + 1))
    echo "ATTR: job-impressions-completed=$page" >&2
done
stop_if_cancelled
name=$(date +%s%N).pdf
cp "$1" '{printed}'/."$name" && mv '{printed}'/."$name" '{printed}/'"$name"
"""
JOB_TEST = """{
    OPERATION Get-Job-Attributes
    GROUP operation-attributes-tag
    ATTR charset attributes-charset utf-8
    ATTR language attributes-natural-language en
    ATTR uri printer-uri $uri
    ATTR integer job-id $job
    DISPLAY job-state-reasons
}
"""

START_SECONDS = 10.0
FULL_TRAY = 250


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], bool], what: str, seconds: float = START_SECONDS) -> None:
    """Return as soon as the condition holds; TimeoutError names what did not happen."""
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.05)


def start_process(command: list[str], log: Path, environment: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """Start in a session of its own, so that Ctrl-C in a terminal leaves the order of stopping to us."""
    with log.open("ab") as output:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **environment},
            start_new_session=True,
        )


def stop_process(process: subprocess.Popen[bytes] | None) -> None:
    if process is None or process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(5)


class IppEvePeer:
    """The printer on a free port; all it writes is below `directory`."""

    def __init__(self, directory: Path, seconds_per_page: float = 0.1, name: str = "A4") -> None:
        self._directory = directory
        self._name = name
        self._seconds_per_page = seconds_per_page
        self._bus: subprocess.Popen[bytes] | None = None
        self._printer: subprocess.Popen[bytes] | None = None
        self._sheets = directory / "sheets"
        self.port = free_port()
        self.spool_dir = directory / "device-spool"
        self.printed_dir = directory / "printed"

    @property
    def uri(self) -> str:
        return f"ipp://localhost:{self.port}/ipp/print"

    @property
    def web_url(self) -> str:
        return f"http://localhost:{self.port}/"

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to find the private bus instead of the machine's."""
        return {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={self._bus_socket}"}

    @property
    def _bus_socket(self) -> Path:
        return self._directory / "bus"

    def start(self) -> None:
        self.spool_dir.mkdir(exist_ok=True)
        self.printed_dir.mkdir(exist_ok=True)
        self._start_bus()
        job_test = self._directory / "job.test"
        job_test.write_text(JOB_TEST)
        command = self._directory / "paper-path"
        command.write_text(
            PAPER_PATH.format(
                uri=self.uri,
                job_test=job_test,
                sheets=self._sheets,
                printed=self.printed_dir,
                seconds=self._seconds_per_page,
            )
        )
        command.chmod(0o755)
        self.plug_in()
        self.insert_paper()

    def stop(self) -> None:
        self.unplug()
        stop_process(self._bus)

    def plug_in(self) -> None:
        """Start the device, with a full tray."""
        ippeveprinter = shutil.which("ippeveprinter", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        self._printer = start_process(
            [
                ippeveprinter or "ippeveprinter",
                *("-r", "off", "-n", "localhost", "-p", str(self.port), "-f", "application/pdf"),
                *("-k", "-d", str(self.spool_dir), "-c", str(self._directory / "paper-path"), self._name),
            ],
            self._directory / "ippeveprinter.log",
            self.environment,
        )
        wait_until(self._answers, "ippeveprinter does not answer")
        self._load("iso_a4_210x297mm", FULL_TRAY)

    def unplug(self) -> None:
        """End the device with the job that it is printing."""
        if self._printer is not None and self._printer.poll() is None:
            os.killpg(self._printer.pid, signal.SIGKILL)
            self._printer.wait(5)

    def freeze(self) -> None:
        """Firmware that hangs: connections are taken, nothing is answered. Only `unplug` helps."""
        if self._printer is not None:
            os.killpg(self._printer.pid, signal.SIGSTOP)

    def remove_paper(self, after_pages: int | None = None) -> None:
        """Empty the tray now, or let it run out after some more pages, in the middle of a job if need be."""
        if after_pages is None:
            self._load("iso_a4_210x297mm", 0)
        else:
            self._sheets.write_text(f"{after_pages}\n")

    def insert_paper(self) -> None:
        self._sheets.unlink(missing_ok=True)
        if self._answers():
            self._load("iso_a4_210x297mm", FULL_TRAY)

    def printed(self) -> list[Path]:
        """Return the documents that came out, oldest first."""
        return sorted(self.printed_dir.glob("*.pdf"))

    def _start_bus(self) -> None:
        config = self._directory / "bus.conf"
        config.write_text(BUS_CONFIG.format(socket=self._bus_socket))
        self._bus_socket.unlink(missing_ok=True)
        self._bus = start_process(
            ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile"],
            self._directory / "dbus.log",
            {},
        )
        wait_until(self._bus_socket.exists, "dbus-daemon does not listen")

    def _load(self, size: str, sheets: int) -> None:
        """Fill in the printer's own web form; tray 1 is the main one, tray 3 the by-pass."""
        form = {"size1": size, "type1": "stationery", "level1": str(sheets), "level3": "-2"}
        with urllib.request.urlopen(f"{self.web_url}media?{urllib.parse.urlencode(form)}", timeout=5) as answer:  # noqa: S310 - our own address
            answer.read()

    def _answers(self) -> bool:
        try:
            with socket.create_connection(("localhost", self.port), timeout=1):
                return True
        except OSError:
            return False
