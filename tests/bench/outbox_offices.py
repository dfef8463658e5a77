"""The real ways to an office as receivers for the endurance of the outbox, beside the small one of our own."""

from __future__ import annotations

import contextlib
import random
import shutil
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from appliance.clock import SystemClock
from appliance.outbox.fit_connect.transport import FitConnectTransport
from appliance.outbox.ports import Transport
from appliance.outbox.settings import SftpDestination
from appliance.outbox.sftp_drop.transport import SftpDropTransport
from tests.peers import fit_connect_control as control
from tests.peers.fit_connect_bench import QUICK, transport_settings
from tests.peers.fit_connect_receiver import FitConnectReceiver
from tests.peers.sftp_bench import WAITS, SftpBench
from tests.peers.transport_bench import Cut

CUTS: tuple[Cut, ...] = ("refused", "reset", "hanging", "server-error", "wrong-tls")
SPELL_S = 0.6
"""How long a cut lasts that does not end by itself."""
COLLECT_S = 0.05


class FitConnectOffice:
    cuts = CUTS

    def __init__(self) -> None:
        self._directory = tempfile.TemporaryDirectory(prefix="fit-connect-")
        self._receiver = FitConnectReceiver(Path(self._directory.name) / "service")
        self._dice = random.Random(1)

    def address(self) -> dict[str, str]:
        cache = str(Path(self._directory.name) / "keys")
        return {**control.sender_settings(self._receiver), "cache": cache}

    def received(self) -> list[str]:
        return [one.sender_id for one in self._receiver.desk.received()]

    def cut(self, how: Cut) -> None:
        """A reset comes before anything has arrived, or after all of it has."""
        if how == "reset" and self._dice.random() < 0.5:
            self._receiver.troubles.plan("submit", "lost")
        else:
            control.cut(self._receiver, how)
        if how == "wrong-tls":
            self._receiver.goes_away()  # the next call has to shake hands again
            self._receiver.comes_back()

    def close(self) -> None:
        self._receiver.close()
        self._directory.cleanup()


def connect_fit_connect(address: Mapping[str, str]) -> Transport:
    service, destination = transport_settings(dict(address))
    return FitConnectTransport(service, destination, Path(address["cache"]), SystemClock(), QUICK)


class SftpOffice:
    """An office that takes each file away as soon as it is there, so that a second one would show."""

    cuts = CUTS

    def __init__(self) -> None:
        self._bench = SftpBench()
        self._cellar = self._bench.directory / "cellar"
        self._cellar.mkdir()
        self._arrived: list[str] = []
        self._dice = random.Random(1)
        self._closing = threading.Event()
        self._porter = threading.Thread(target=self._collect, daemon=True)
        self._porter.start()

    def address(self) -> dict[str, str]:
        there = self._bench.destination
        return {
            "host": there.host,
            "port": str(there.port),
            "user": there.user,
            "host_key": there.host_key,
            "key_file": str(there.key_file),
            "office_key_file": str(there.office_key_file),
        }

    def received(self) -> list[str]:
        self._take_away()
        return list(self._arrived)

    def cut(self, how: Cut) -> None:
        if how == "reset" and self._dice.random() < 0.5:
            self._bench.loses_last_confirmation()
        else:
            self._bench.cut(how)
        threading.Timer(SPELL_S, self._bench.comes_back).start()

    def close(self) -> None:
        self._closing.set()
        self._porter.join(5)
        self._bench.close()

    def _collect(self) -> None:
        while not self._closing.wait(COLLECT_S):
            self._take_away()

    def _take_away(self) -> None:
        for path in sorted(self._bench.inbox.glob("*.jwe")):
            with contextlib.suppress(FileNotFoundError):
                shutil.move(path, self._cellar / f"{len(self._arrived)}-{path.name}")
                self._arrived.append(path.stem)


def connect_sftp(address: Mapping[str, str]) -> Transport:
    destination = SftpDestination(
        host=address["host"],
        port=int(address["port"]),
        user=address["user"],
        host_key=address["host_key"],
        key_file=Path(address["key_file"]),
        office_key_file=Path(address["office_key_file"]),
    )
    return SftpDropTransport(destination, SystemClock(), WAITS)
