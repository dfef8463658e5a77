"""What the reporter passes on: a driver that fails again and again is told of once in a while."""

from __future__ import annotations

import json
from dataclasses import replace

from appliance.clock import ManualClock
from appliance.outbox.events import OutboxDegraded, SiteSettingsTaken, SiteSettingsWrong
from appliance.outbox.ports import OutboxChanged, SubmissionProgressed, WhyNot
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.session.events import Ticked
from appliance.session.sending_events import SendabilityChanged
from appliance.session.staff_events import LevelsTold, QueueTold, RefillNoted, StockLevel
from appliance.session.states import Idle, Session
from appliance.storage.in_memory import InMemoryStore
from appliance.telemetry.link import LinkDown, LinkEvent, LinkUp, MemoryLink
from appliance.telemetry.messages import TerminalInfo
from appliance.telemetry.publisher import Publisher
from appliance.telemetry.reporter import Reporter
from hardware.events import (
    DeviceFailed,
    DeviceRole,
    DeviceState,
    DeviceStatusChanged,
    JobState,
    LevelSource,
    PrintJobChanged,
)
from tests.samples import device


class Desk:
    """A reporter on the twin of the broker."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.store = InMemoryStore(self.clock)
        self.link = MemoryLink(self._steer)
        self.publisher = Publisher("t-1", self.link, self.clock, TerminalInfo("Site", "Place", "0", "0"))
        self.told: list[object] = []
        self.reporter = Reporter(self.publisher, self.store, self.clock, 250, self.told.append)
        self.link.connect()
        self.link.sent.clear()

    def _steer(self, event: LinkEvent) -> None:
        if isinstance(event, LinkUp | LinkDown):
            self.publisher.link_changed(event)

    def hears(self, *events: object) -> None:
        for event in events:
            self.reporter.handle(event)

    def waits(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.advance(1)
            self.reporter.handle(Ticked(self.clock.monotonic(), self.clock.now()))

    def said(self, name: str) -> list[dict[str, object]]:
        topic = f"terminal/v1/t-1/{name}"
        return [json.loads(message.payload) for message in self.link.sent if message.topic == topic]


def test_the_same_failure_is_told_once_in_ten_minutes() -> None:
    desk = Desk()
    for _ in range(100):
        desk.hears(DeviceFailed(DeviceRole.SCANNER, "ValueError"))
        desk.waits(10)
    assert len(desk.store.incidents()) == 2
    desk.hears(DeviceFailed(DeviceRole.SCANNER, "OSError"), DeviceFailed(DeviceRole.TOUCH, "ValueError"))
    assert len(desk.store.incidents()) == 4
    assert [event["kind"] for event in desk.said("event")] == ["device_failed"] * 4


def test_the_queues_are_told_at_the_start() -> None:
    """A terminal that died with a job and an open call must not have them stand at the broker for ever."""
    desk = Desk()
    session = Session(Idle(), desk.clock.now(), 0.0, 0.0)
    desk.reporter.session_changed(None, session)
    assert [(queues["print"], queues["help"]) for queues in desk.said("queues")] == [(0, 0)]


def test_every_device_once_a_minute_and_nothing_in_between() -> None:
    desk = Desk()
    desk.hears(DeviceStatusChanged(device(DeviceRole.A4)), DeviceStatusChanged(device(DeviceRole.TOUCH)))
    desk.waits(1)
    desk.link.sent.clear()
    desk.waits(180)
    assert len(desk.said("device/a4")) == 3
    assert len(desk.said("device/touch")) == 3


def test_since_says_when_the_state_began_and_not_when_it_was_repeated() -> None:
    desk = Desk()
    desk.hears(DeviceStatusChanged(device(DeviceRole.A4)))
    desk.waits(200)
    first, *_, last = desk.said("device/a4")
    assert first["since"] == last["since"]
    desk.hears(DeviceStatusChanged(device(DeviceRole.A4, DeviceState.STOPPED, "media-empty")))
    assert desk.said("device/a4")[-1]["since"] != first["since"]


def test_a_job_waits_in_the_queue_until_it_is_over() -> None:
    desk = Desk()
    desk.hears(PrintJobChanged(DeviceRole.A4, "one", JobState.QUEUED))
    desk.waits(12)
    assert (desk.said("queues")[-1]["print"], desk.said("queues")[-1]["print_oldest_s"]) == (1, 10)
    desk.hears(PrintJobChanged(DeviceRole.A4, "one", JobState.CANCELLED))
    assert (desk.said("queues")[-1]["print"], desk.said("queues")[-1]["print_oldest_s"]) == (0, 0)


def test_a_refill_is_noticed_and_counting_begins_anew() -> None:
    desk = Desk()
    desk.store.increment("sheets_printed", 40)
    desk.hears(DeviceStatusChanged(device(DeviceRole.A4, DeviceState.STOPPED, "media-empty")))
    assert desk.said("device/a4")[-1]["since_refill"] == 40
    desk.hears(DeviceStatusChanged(device(DeviceRole.A4)))
    told = desk.said("device/a4")[-1]
    assert (told["since_refill"], told["total"]) == (0, 40)
    assert [(event["kind"], event["ref"]) for event in desk.said("event")] == [("refilled", "a4")]


def test_the_session_hears_what_paper_is_left_and_where_that_is_known_from() -> None:
    desk = Desk()
    desk.store.increment("sheets_printed", 40)
    desk.hears(DeviceStatusChanged(device(DeviceRole.A4)))
    tray = StockLevel("tray-1", LevelSource.COUNTED, sheets=210)
    assert desk.told == [LevelsTold(DeviceRole.A4, (tray,))]
    desk.waits(130)
    assert len(desk.told) == 1, "nothing new was told"
    desk.hears(RefillNoted(DeviceRole.A4))
    assert desk.told[-1] == LevelsTold(DeviceRole.A4, (replace(tray, sheets=250),))
    desk.hears(PrintJobChanged(DeviceRole.A4, "one", JobState.QUEUED))
    assert QueueTold(1, 0) in desk.told


def test_a_test_page_is_a_sheet_too() -> None:
    desk = Desk()
    desk.hears(DeviceStatusChanged(device(DeviceRole.A4)))
    desk.hears(PrintJobChanged(DeviceRole.A4, "self-test-1", JobState.SENT))
    assert desk.said("device/a4")[-1]["total"] == 1


def test_receipts_are_counted_when_they_are_out() -> None:
    desk = Desk()
    desk.hears(DeviceStatusChanged(device(DeviceRole.RECEIPT)))
    for state in (JobState.QUEUED, JobState.PROCESSING, JobState.SENT, JobState.CANCELLED):
        desk.hears(PrintJobChanged(DeviceRole.RECEIPT, f"key-{state}", state))
    assert desk.said("device/receipt")[-1]["total"] == 1
    assert desk.store.counter("receipts_printed") == 1


def test_what_waits_to_be_sent_gets_older_until_it_is_gone() -> None:
    desk = Desk()
    desk.hears(OutboxChanged(2, 60, 1))
    desk.waits(120)
    told = desk.said("queues")[-1]
    assert (told["outbox"], told["outbox_oldest_s"], told["refused"]) == (2, 180, 1)
    desk.hears(OutboxChanged(0, 0, 0))
    told = desk.said("queues")[-1]
    assert (told["outbox"], told["outbox_oldest_s"], told["refused"]) == (0, 0, 0)


def test_every_stage_of_a_submission_is_told_once_with_ids_only() -> None:
    desk = Desk()
    for stage, answer in (
        (Stage.WAITING, OfficeAnswer.NONE),
        (Stage.HANDED_OVER, OfficeAnswer.NONE),
        (Stage.CONFIRMED, OfficeAnswer.RECEIVED),
        (Stage.CONFIRMED, OfficeAnswer.PAPERS_NEEDED),
    ):
        desk.hears(SubmissionProgressed("01J", "wohnungsamt", stage, answer))
    assert [(event["kind"], event["ref"]) for event in desk.said("event")] == [
        ("submission_handed_over", "wohnungsamt/01J"),
        ("submission_confirmed", "wohnungsamt/01J"),
    ]


def test_room_and_keys_that_are_gone_and_back_are_told_once_each() -> None:
    desk = Desk()
    fine, full, keyless = None, WhyNot.FULL, WhyNot.NO_KEY
    for now in (fine, full, full, keyless, keyless, fine):
        desk.hears(SendabilityChanged({"wohnungsamt": now, "jobcenter": WhyNot.PRINT_ONLY}))
        desk.waits(61)
    assert [(event["kind"], event["ref"]) for event in desk.said("event")] == [
        ("outbox_full", ""),
        ("outbox_has_room", ""),
        ("office_key_unusable", "wohnungsamt"),
        ("office_key_usable", "wohnungsamt"),
    ]


def test_a_key_that_is_only_being_fetched_is_no_news() -> None:
    desk = Desk()
    desk.hears(SendabilityChanged({"amt-fuer-migration": WhyNot.NO_KEY}))
    desk.waits(5)
    desk.hears(SendabilityChanged({"amt-fuer-migration": None}))
    desk.waits(120)
    assert desk.said("event") == []


def test_settings_of_the_site_that_are_wrong_and_mended_are_told() -> None:
    desk = Desk()
    desk.hears(
        SiteSettingsWrong(("offices.x: no",)), SiteSettingsTaken(("wohnungsamt",)), OutboxDegraded("ENOSPC")
    )
    assert [event["kind"] for event in desk.said("event")] == [
        "site_settings_wrong",
        "site_settings_taken",
        "outbox_degraded",
    ]
