"""A real systemd as PID 1 of its own namespaces, with nothing but the units that a test gives it. Root's."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEN = f"BindReadOnlyPaths={ROOT} {sys.prefix}"
"""Units have a /tmp of their own, and the checkout may lie in this one."""


def shipped(name: str) -> str:
    """Return a unit as it goes onto a terminal."""
    return (ROOT / "systemd" / name).read_text(encoding="utf-8")


# Cut off from this machine's mounts, and shared among themselves, as systemd makes them outside of containers.
_START = """
mount --make-rprivate /
mount -t tmpfs -o mode=0755 tmpfs /run
mount -t tmpfs -o mode=0755 tmpfs /var/lib
mount -t proc proc /proc
mount --make-rshared /
exec /usr/lib/systemd/systemd --system --unit=test.target --log-target=console --log-level=info --show-status=no
"""
_EMPTY = "[Unit]\nDefaultDependencies=no\n"
_TARGETS = ("test", "sysinit", "basic", "shutdown", "umount", "final", "sockets", "timers", "paths", "slices")
_WAIT_S = 20.0


class SystemdPeer:
    """`units`: name to content; names with a slash are drop-ins. Raises OSError where no systemd starts."""

    def __init__(self, directory: Path, units: Mapping[str, str]) -> None:
        self.units = directory / "units"
        for name in _TARGETS:
            self._write(f"{name}.target", _EMPTY)
        for name, content in units.items():
            self._write(name, content)
        # It knows a container, and leaves the machine's clock, watchdog and core pattern alone.
        environ = {**os.environ, "container": "test", "SYSTEMD_UNIT_PATH": str(self.units)}
        self._log = (directory / "systemd.log").open("wb")
        self._outer = subprocess.Popen(
            [
                "unshare",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount",
                "--uts",
                "--ipc",
                "--cgroup",
                "sh",
                "-c",
                _START,
            ],
            env=environ,
            stdout=self._log,
            stderr=subprocess.STDOUT,
        )
        try:
            self.wait_for(lambda: self.state("test.target") == "active")
        except AssertionError:
            self.close()
            raise OSError("systemd does not start here") from None

    def _write(self, name: str, content: str) -> None:
        path = self.units / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")

    def systemctl(self, *words: str) -> str:
        return self.run("systemctl", *words)

    def run(self, *command: str) -> str:
        """Run a program inside, as root; returns what it said, also where it failed."""
        children = Path(f"/proc/{self._outer.pid}/task/{self._outer.pid}/children").read_text(encoding="ascii")
        if not children.split():
            return ""
        inside = ["nsenter", "--target", children.split()[0], "--mount", "--pid", *command]
        return subprocess.run(inside, check=False, capture_output=True, text=True, timeout=_WAIT_S).stdout.strip()

    def show(self, unit: str, name: str) -> str:
        return self.systemctl("show", unit, "--value", "--property", name)

    def state(self, unit: str) -> str:
        return self.show(unit, "ActiveState")

    def log(self) -> str:
        return Path(self._log.name).read_text(encoding="utf-8", errors="replace")

    def wait_for(self, condition: Callable[[], bool], seconds: float = _WAIT_S) -> None:
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.log()[-3000:]
            time.sleep(0.1)

    def close(self) -> None:
        """Kill PID 1, and with it everything that it has started."""
        self._outer.kill()
        self._outer.wait()
        self._log.close()
