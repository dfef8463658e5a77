"""A visit at a terminal that can send to the housing office, and what that office has got."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from appliance.bus import Bus
from appliance.outbox.outbox import SealedOutbox
from appliance.outbox.ports import Outbox, Transport
from appliance.outbox.settings import OutboxLimits, SiteSettings
from appliance.outbox.status_code import RANDOM_BYTES, new_status_code, status_keys
from appliance.outbox.surroundings import StatusCodes, Surroundings
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import sending_states as ss
from appliance.session import states as st
from appliance.session.visit import Delivery, Sent
from appliance.storage.durable_file import OsFiles
from tests.flows.visit import Story
from tests.peers.package_opener import OpenedPackage, open_package
from tests.peers.quick_office import simulated_transport

FORM, OFFICE = "wohnberechtigungsschein", "wohnungsamt"
PLENTY = 1 << 40


class _OneSetting:
    """A site whose settings never change."""

    def __init__(self, settings: SiteSettings) -> None:
        self._settings: SiteSettings | None = settings

    def news(self) -> SiteSettings | None:
        settings, self._settings = self._settings, None
        return settings


class _SteppedOutbox(SealedOutbox):
    """Works when the story says so, not by itself."""

    def start(self) -> None:
        self.open()


class SendingStory(Story):
    def __init__(self, tmp_path: Path, *, limits: OutboxLimits | None = None) -> None:
        self.office = simulated_transport()
        self.free_bytes = PLENTY
        self._limits = limits or OutboxLimits()
        self._codes = random.Random(7)
        super().__init__(tmp_path)
        self.waits(1)

    def _outbox(self, bus: Bus) -> Outbox:
        around = Surroundings(
            self.clock,
            bus.publish,
            StatusCodes(lambda: new_status_code(self._codes.randbytes(RANDOM_BYTES)), status_keys),
            OsFiles(),
            lambda _path: self.free_bytes,
            lambda: 1.0,
        )
        transports: dict[str, Transport] = {OFFICE: self.office}
        source = _OneSetting(SiteSettings(limits=self._limits))
        self.outbox = _SteppedOutbox(self._state / "outbox", source, lambda _: transports, around)
        return self.outbox

    # what the visitor does

    def is_asked_how(self, language: str, form_id: str = FORM) -> None:
        self.begins(language, form_id)
        self.answers_everything()
        self.does(ev.PreviewRequested())
        self.sees(ss.ChoosingDelivery)

    def agrees_to(self, delivery: Delivery) -> None:
        self.does(es.DeliveryChosen(delivery), es.PapersDone(), es.ConsentGiven())
        self.sees(st.Previewing)

    def sends(self, delivery: Delivery = Delivery.SEND) -> Sent:
        self.agrees_to(delivery)
        self.does(ev.PrintConfirmed())
        return self.sent

    @property
    def sent(self) -> Sent:
        assert self.visit.sent is not None, f"nothing was sent: {self.situation}"
        return self.visit.sent

    # what goes on out of sight

    def network_works(self, seconds: float = 1) -> None:
        """Let the outbox do what is due in this time; a visitor who is there stays."""
        for _ in range(max(1, int(seconds // 30))):
            self.clock.advance(min(seconds, 30))
            self.outbox.step()
            self.does(ev.Touched())

    def arrived(self) -> list[OpenedPackage]:
        """Open what the office has with its own key."""
        keys = [key.private_key for key in self.office.office.keys]
        return [open_package(token, *keys) for token in self.office.office.packages.values()]  # type: ignore[arg-type]

    def arrived_data(self) -> list[dict[str, Any]]:
        return [json.loads(package.files["data.json"]) for package in self.arrived()]

    def events(self) -> list[dict[str, Any]]:
        """Everything that was told as it happened."""
        return [json.loads(each.payload) for each in self.link.sent if each.topic.endswith("/event")]

    def queues(self) -> dict[str, Any]:
        told: dict[str, Any] = json.loads(self.link.retained["terminal/v1/terminal/queues"])
        return told
