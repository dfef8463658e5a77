"""A story with an update in it: the real updater, with a server and a RAUC that do as they are told."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from appliance.clock import ManualClock
from appliance.health.snapshot import Snapshot
from appliance.storage.in_memory import InMemoryStore
from appliance.supervision.proofs import Proofs
from appliance.telemetry.messages import UpdateWanted, encode
from appliance.updating.fetching import Server, Watching
from appliance.updating.folder import UpdateFolder
from appliance.updating.updater import Hands, Machine, Updater
from tests.flows.visit import Story

WANTED = UpdateWanted("0.2.0", "migrado-0.2.0.raucb", 1000, "a" * 64)
AT_ONCE = replace(WANTED, when="now")
OLD, NEW = "migrado 0.1.0", "migrado 0.2.0"
TOPIC = "terminal/v1/terminal"
ASKED = "start-anew"
BERLIN_WINTER = dt.timedelta(hours=1)


class UpdateStory(Story):
    """A terminal of two slots. `machine_starts` is a start of all of it; what lies on the disk stays."""

    def __init__(self, tmp_path: Path) -> None:
        self.slot, self.image, self.boot = "A", OLD, 1
        self.proofs = Proofs(tmp_path / "slots")
        self.proofs.note("A", OLD)
        self.folder = UpdateFolder(tmp_path)
        self.store = InMemoryStore(ManualClock())
        self.fetched = 0
        self.runtime = tmp_path / "run"
        self.runtime.mkdir()
        super().__init__(tmp_path, store=self.store)
        self._settled()

    def _settings(self) -> dict[str, Any]:
        self._runtime = self.runtime
        certificates = {"certificate_file": "t.crt", "key_file": "t.key", "ca_file": "ca.pem"}
        return {**super()._settings(), "mqtt": {"host": "broker.example.org", **certificates}}

    def _settled(self) -> None:
        self.terminal.read_health = lambda: Snapshot(clock_offset_s=0.001)
        self.waits(31)

    # what IT staff do

    def lays_down(self, wanted: UpdateWanted | None) -> None:
        self.link.update(encode(wanted) if wanted else b"")
        self.waits(1)

    # what the machine does

    def updater_works(self, meanwhile: Callable[[], None] = lambda: None) -> None:
        machine = Machine(self.slot, f"boot-{self.boot}", self.image, self.proofs)
        nowhere = Server("broker.example.org", 8443, "", "", "")
        hands = Hands(self.clock.now, lambda _: meanwhile(), lambda: 0.0, lambda *_: "", self._fetch)
        Updater(self.folder, nowhere, machine, hands).run()
        self.waits(1)

    def _fetch(self, _server: Server, wanted: UpdateWanted, _part: Path, whole: Path, watching: Watching) -> None:
        self.fetched += 1
        watching.progress(wanted.size)
        whole.touch()

    def asks_for_a_start(self) -> bool:
        return (self.runtime / ASKED).exists()

    def machine_starts(self, slot: str, image: str) -> None:
        (self.runtime / ASKED).unlink(missing_ok=True)
        self.terminal.close()
        self.slot, self.image, self.boot = slot, image, self.boot + 1
        before = self.link
        self.terminal = self._put_together()
        self.link.retained, self.link.wanted_update = before.retained, before.wanted_update
        self.terminal.start()
        self._settled()

    def at(self, hour: int, minute: int = 0) -> None:
        """Let time pass until it is that late, local time."""
        local = self.clock.now() + BERLIN_WINTER
        then = local.replace(hour=hour, minute=minute, second=0)
        self.clock.advance(((then - local) % dt.timedelta(days=1)).total_seconds())
        self.waits(2)

    # what the monitor sees

    def told(self) -> tuple[str, str]:
        state = json.loads(self.link.retained[f"{TOPIC}/update_state"])
        return state["phase"], state["error"]

    def events(self) -> list[str]:
        """Of this run of the terminal."""
        sent = [json.loads(each.payload) for each in self.link.sent if each.topic == f"{TOPIC}/event"]
        return [f"{each['kind']} {each['ref']}" for each in sent if each["kind"].startswith("update")]
