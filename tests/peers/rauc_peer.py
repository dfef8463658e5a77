"""A real `rauc service` on a bus of its own. Here it can judge bundles; to write one takes device mapper."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

_BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={bus}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>
<allow receive_sender="*"/></policy></busconfig>
"""
_SLOTS = """
[slot.rootfs.0]
device={0}/root-a
type=raw
bootname=A
[slot.rootfs.1]
device={0}/root-b
type=raw
bootname=B
"""
_WAIT_S = 10.0


class RaucPeer:
    """`command` asks this service to install."""

    def __init__(self, directory: Path, keyring: Path, compatible: str) -> None:
        self._directory = directory
        backend = directory / "backend"
        backend.write_text('#!/bin/sh\ncase "$1" in get-primary) echo A ;; get-state) echo good ;; esac\n')
        backend.chmod(0o755)
        self._config = directory / "system.conf"
        self._config.write_text(
            f"[system]\ncompatible={compatible}\nbootloader=custom\nbundle-formats=verity\n"
            f"data-directory={directory}/data\n"
            f"mountprefix={directory}/mnt\n[keyring]\npath={keyring}\n"
            f"[handlers]\nbootloader-custom-backend={backend}\n{_SLOTS.format(directory)}"
        )
        (directory / "bus.conf").write_text(_BUS.format(bus=directory / "bus"))
        (directory / "mnt").mkdir()
        for name in ("root-a", "root-b"):
            (directory / name).touch()
        self._environ = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={directory / 'bus'}"}
        self._processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> RaucPeer:
        try:
            self._start("dbus-daemon", f"--config-file={self._directory / 'bus.conf'}", "--nofork")
            self._wait_for((self._directory / "bus").exists)
            self._start("rauc", f"--conf={self._config}", "--override-boot-slot=A", "service")
            self._wait_for(self._answers)
        except AssertionError:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    @property
    def command(self) -> tuple[str, ...]:
        bus = self._environ["DBUS_SYSTEM_BUS_ADDRESS"]
        return "env", f"DBUS_SYSTEM_BUS_ADDRESS={bus}", "rauc", "install"

    def _start(self, *words: str) -> None:
        log = (self._directory / f"{words[0]}.log").open("wb")
        self._processes.append(subprocess.Popen(words, env=self._environ, stdout=log, stderr=log))

    def _stop(self) -> None:
        while self._processes:
            process = self._processes.pop()
            process.terminate()
            process.wait(_WAIT_S)

    def _answers(self) -> bool:
        words = ["dbus-send", "--system", "--print-reply", "--dest=org.freedesktop.DBus", "/org/freedesktop/DBus"]
        words += ["org.freedesktop.DBus.NameHasOwner", "string:de.pengutronix.rauc"]
        return b"true" in subprocess.run(words, env=self._environ, capture_output=True, check=False).stdout

    def _wait_for(self, there: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _WAIT_S
        while not there():
            assert time.monotonic() < deadline, "no RAUC service"
            time.sleep(0.05)


def is_installed() -> bool:
    return all(shutil.which(program) for program in ("rauc", "dbus-daemon", "mksquashfs"))
