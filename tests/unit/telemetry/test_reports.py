"""From session and devices to messages: worst state first, every figure with its source, nothing personal."""

from __future__ import annotations

from dataclasses import replace

from appliance.clock import timestamp
from appliance.session.states import (
    AtHome,
    Idle,
    Maintenance,
    OutOfService,
    OutOfServiceReason,
    Session,
)
from appliance.session.surroundings import Surroundings
from appliance.session.visit import HelpCall, Visit
from appliance.telemetry.messages import encode
from appliance.telemetry.reports import device_message, help_message, terminal_state
from hardware.events import DeviceRole, DeviceState, DeviceStatus, Level, LevelSource, Severity
from tests.samples import NOON, PASSPORT, device

ALL_WELL = Surroundings({role: device(role) for role in DeviceRole})
IDLE = Session(Idle(), NOON, 0.0, 0.0, surroundings=ALL_WELL)


def a4(*levels: Level, state: DeviceState = DeviceState.READY) -> DeviceStatus:
    return DeviceStatus(DeviceRole.A4, state, Severity.OK, levels=levels)


def test_ready_means_that_everything_works() -> None:
    assert terminal_state(IDLE) == "ready"
    lame = Surroundings({**ALL_WELL.devices, DeviceRole.RECEIPT: device(DeviceRole.RECEIPT, DeviceState.UNKNOWN)})
    assert terminal_state(replace(IDLE, surroundings=lame)) == "degraded"


def test_a_device_that_never_reported_is_not_taken_for_well() -> None:
    assert terminal_state(replace(IDLE, surroundings=Surroundings())) == "degraded"


def test_visit_maintenance_and_fault_are_told_apart() -> None:
    assert terminal_state(replace(IDLE, situation=AtHome(), visit=Visit("de"))) == "busy"
    assert terminal_state(replace(IDLE, situation=Maintenance())) == "maintenance"
    fault = OutOfService(OutOfServiceReason.FAULT)
    assert terminal_state(replace(IDLE, situation=fault)) == "out_of_service"


def test_a_call_for_help_says_nothing_of_the_visitor_but_the_language() -> None:
    visit = Visit("tr", document=PASSPORT, help=HelpCall(27, NOON, "wohnen"))
    message = help_message(replace(IDLE, situation=AtHome(), visit=visit))
    assert message is not None
    assert encode(message) == (
        b'{"number":27,"since":"2026-03-02T11:00:00.000Z","topic":"wohnen","language":"tr","answered":"","desk":""}'
    )


def test_no_call_no_message() -> None:
    assert help_message(IDLE) is None


def test_a_tray_of_which_the_printer_says_nothing_is_counted() -> None:
    (level,) = device_message(a4(), NOON, since_refill=63, total=900, capacity=250).levels
    assert (level.name, level.sheets, level.source, level.percent) == ("tray-1", 187, "counted", None)


def test_a_count_never_goes_below_nothing() -> None:
    (level,) = device_message(a4(), NOON, since_refill=400, total=900, capacity=250).levels
    assert level.sheets == 0


def test_what_the_printer_senses_is_passed_on_as_sensed() -> None:
    sensed = Level("tray-1", 40, LevelSource.SENSED)
    (level,) = device_message(a4(sensed), NOON, since_refill=10, total=10, capacity=250).levels
    assert (level.percent, level.sheets, level.source) == (40, None, "sensed")


def test_an_empty_tray_is_empty_whatever_was_counted() -> None:
    status = device(DeviceRole.A4, DeviceState.STOPPED, "media-empty")
    (level,) = device_message(status, NOON, since_refill=3, total=3, capacity=250).levels
    assert (level.percent, level.source) == (0, "sensed")


def test_a_printer_nobody_can_ask_has_no_level() -> None:
    (level,) = device_message(a4(state=DeviceState.UNKNOWN), NOON, since_refill=3, total=3, capacity=250).levels
    assert (level.percent, level.sheets, level.source) == (None, None, "unknown")


def test_timestamps_are_utc_to_the_millisecond() -> None:
    assert timestamp(NOON) == "2026-03-02T11:00:00.000Z"
