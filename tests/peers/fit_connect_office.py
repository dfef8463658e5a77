"""The make-believe FIT-Connect for endurance tests of the outbox: served in one process, sent to from others."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from appliance.clock import SystemClock
from appliance.outbox.fit_connect.http_door import DoorLimits
from appliance.outbox.fit_connect.transport import FitConnectTransport
from tests.peers.fit_connect_bench import transport_settings
from tests.peers.fit_connect_control import CUTS, sender_settings
from tests.peers.fit_connect_receiver import FitConnectReceiver
from tests.peers.transport_bench import Cut

PATIENCE = DoorLimits(connect_s=0.5, silence_s=0.5, whole_s=2.0)
AWAY_S = 0.3
FORM = "https://example.org/schemas/small-form/1"


class FitConnectOffice:
    cuts: tuple[Cut, ...] = ("refused", "reset", "hanging", "server-error", "wrong-tls")

    def __init__(self) -> None:
        self._directory = Path(tempfile.mkdtemp(prefix="fit-connect-"))
        self._receiver = FitConnectReceiver(self._directory)
        self._receiver.desk.destination["publicServices"][0]["submissionSchemas"].append({"schemaUri": FORM})
        self._opened: dict[str, str] = {}

    def address(self) -> dict[str, str]:
        address = {**sender_settings(self._receiver), "keys": str(self._directory / "keys")}
        transport = connected(address)
        transport.refresh()  # the terminals start with keys that are known
        transport.close()
        return address

    def received(self) -> list[str]:
        desk = self._receiver.desk
        for id_ in desk.order:
            if id_ not in self._opened:
                self._opened[id_] = desk.opened(id_).sender_id
        return [self._opened[id_] for id_ in desk.order]

    def cut(self, how: Cut) -> None:
        if how == "refused":
            self._receiver.goes_away()
            threading.Timer(AWAY_S, self._receiver.comes_back).start()
        else:
            self._receiver.troubles.plan("attachment", CUTS[how])

    def close(self) -> None:
        self._receiver.close()


def connected(address: Mapping[str, str]) -> FitConnectTransport:
    service, destination = transport_settings(dict(address))
    return FitConnectTransport(service, destination, Path(address["keys"]), SystemClock(), PATIENCE)
