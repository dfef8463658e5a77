"""Two machines with a cable between them: network namespaces of this one. Root's, where the kernel allows it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

TERMINAL, SITE = "192.0.2.1", "192.0.2.2"
_LISTEN = """
import selectors, socket, sys
ready = selectors.DefaultSelector()
for port in sys.argv[1:]:
    ready.register(socket.create_server(("", int(port)), reuse_port=True), selectors.EVENT_READ)
print("listening", flush=True)
while True:
    for key, _ in ready.select():
        key.fileobj.accept()[0].close()
"""
_CONNECT = """
import socket, sys
for port in sys.argv[2:]:
    try:
        socket.create_connection((sys.argv[1], int(port)), timeout=1).close()
        print(port)
    except OSError:
        pass
"""
_WAIT_S = 20


class Machine:
    """A network of its own, for as long as it is not closed."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._started: list[subprocess.Popen[str]] = []
        self.pid = self._keep("unshare", "--net", "sh", "-c", "echo up; exec sleep 600").pid
        self.run("ip", "link", "set", "lo", "up")

    def run(self, *command: str, given: str = "") -> str:
        inside = ["nsenter", "--net", "--target", str(self.pid), *command]
        done = subprocess.run(inside, input=given, check=True, capture_output=True, text=True, timeout=_WAIT_S)
        return done.stdout

    def listen(self, *ports: int) -> None:
        inside = ("nsenter", "--net", "--target", str(self.pid), sys.executable, "-c", _LISTEN)
        self._keep(*inside, *map(str, ports))

    def reaches(self, other: Machine, *ports: int) -> set[int]:
        said = self.run(sys.executable, "-c", _CONNECT, other.address, *map(str, ports))
        return {int(port) for port in said.split()}

    def _keep(self, *command: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._started.append(process)
        assert process.stdout is not None
        if not process.stdout.readline():
            raise OSError(f"{command[0]} ended")
        return process

    def close(self) -> None:
        for process in reversed(self._started):
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def cable(one: Machine, other: Machine) -> None:
    """Raises CalledProcessError where the kernel has no such cable."""
    pids = ("netns", str(one.pid)), ("netns", str(other.pid))
    ends = ("eth0", *pids[0], "type", "veth", "peer", "name", "eth0", *pids[1])
    subprocess.run(["ip", "link", "add", *ends], check=True, capture_output=True)
    for machine in (one, other):
        machine.run("ip", "address", "add", f"{machine.address}/24", "dev", "eth0")
        machine.run("ip", "link", "set", "eth0", "up")


def firewall_of(machine: Machine, rules: Path) -> None:
    machine.run("nft", "-f", str(rules))
