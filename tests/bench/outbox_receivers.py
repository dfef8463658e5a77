"""Receivers for the endurance of the outbox: `python -m tests.bench.outbox_receivers NAME` serves one.

A kind is how it is served there, and how a transport is connected to it here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from appliance.outbox.ports import Transport
from tests.bench.outbox_offices import FitConnectOffice, SftpOffice, connect_fit_connect, connect_sftp
from tests.peers import fit_connect_desk
from tests.peers.http_office import HttpOffice, HttpOfficeTransport
from tests.peers.transport_bench import Cut

PROJECT = Path(__file__).parents[2]


class Receiver(Protocol):
    cuts: tuple[Cut, ...]

    def address(self) -> dict[str, str]:
        """Return all that `connect` needs to know."""

    def received(self) -> list[str]:
        """Return the ids of what the office has opened, one twice if it came twice."""

    def cut(self, how: Cut) -> None: ...

    def close(self) -> None: ...


@dataclass(frozen=True)
class ReceiverKind:
    serve: Callable[[], Receiver]
    connect: Callable[[Mapping[str, str]], Transport]
    longest_life_s: float
    """Long enough to start, post and hand over a few times."""
    schema_id: str = "https://example.org/schemas/small-form/1"
    """What the office takes."""


KINDS: Mapping[str, ReceiverKind] = {
    "http": ReceiverKind(HttpOffice, HttpOfficeTransport, 0.16),
    "fit-connect": ReceiverKind(FitConnectOffice, connect_fit_connect, 0.5, fit_connect_desk.SCHEMA),
    "sftp": ReceiverKind(SftpOffice, connect_sftp, 1.6),
}


class ReceiverProcess:
    """The receiver, seen from the outbox's side: a line for each order, a line back."""

    def __init__(self, kind: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.outbox_receivers", kind],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.address: dict[str, str] = self._line()
        self.cuts: list[Cut] = self._ask("cuts")

    def received(self) -> list[str]:
        ids: list[str] = self._ask("received")
        return ids

    def cut(self, how: Cut) -> None:
        self._ask("cut", how)

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)

    def _ask(self, *order: str) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        return self._line()

    def _line(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


def main() -> None:
    receiver = KINDS[sys.argv[1]].serve()
    print(json.dumps(receiver.address()), flush=True)
    for line in sys.stdin:
        match json.loads(line):
            case ["cuts"]:
                answer: object = receiver.cuts
            case ["received"]:
                answer = receiver.received()
            case ["cut", how]:
                receiver.cut(how)
                answer = None
            case other:
                raise ValueError(other)
        print(json.dumps(answer), flush=True)
    receiver.close()


if __name__ == "__main__":
    main()
