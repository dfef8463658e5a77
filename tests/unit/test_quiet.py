"""How long nobody has been served, and who counts as somebody."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.clock import ManualClock
from appliance.quiet import Quiet
from appliance.session.events import Ticked
from appliance.session.states import (
    AtHome,
    Idle,
    Maintenance,
    OutOfService,
    OutOfServiceReason,
    Session,
    StaffMode,
    StaffSignIn,
)
from appliance.session.surroundings import Surroundings
from appliance.session.visit import Visit
from hardware.events import DeviceRole, DeviceState, JobState, PrintJobChanged
from tests.samples import NOON, device

IDLE = Session(Idle(), NOON, 0.0, 0.0)
SIGNED_IN = StaffMode(Idle(), "s-1", 0.0)
FAULT, CONTENT = OutOfService(OutOfServiceReason.FAULT), OutOfService(OutOfServiceReason.CONTENT)


class Hall:
    def __init__(self, session: Session = IDLE) -> None:
        self.session = session
        self.clock = ManualClock()
        self.quiet = Quiet(lambda: self.session, self.clock)

    def waits(self, seconds: int) -> None:
        for _ in range(seconds):
            self.clock.advance(1)
            self.quiet.handle(Ticked(self.clock.monotonic(), NOON))

    def prints(self, role: DeviceRole, state: JobState) -> None:
        self.quiet.handle(PrintJobChanged(role, "key", state))


def printing(role: DeviceRole) -> Session:
    return replace(IDLE, surroundings=Surroundings({role: replace(device(role), state=DeviceState.BUSY)}))


def test_it_is_quiet_since_the_start() -> None:
    hall = Hall()
    hall.waits(200)
    assert not hall.quiet.serving
    assert hall.quiet.seconds == 200


@pytest.mark.parametrize(
    "session",
    [
        replace(IDLE, situation=AtHome(), visit=Visit("tr")),
        replace(IDLE, situation=StaffSignIn(Idle())),
        replace(IDLE, situation=SIGNED_IN),
        printing(DeviceRole.A4),
        printing(DeviceRole.RECEIPT),
    ],
)
def test_who_is_served_breaks_the_quiet(session: Session) -> None:
    hall = Hall()
    hall.waits(100)
    hall.session = session
    assert hall.quiet.serving
    hall.waits(1)
    assert hall.quiet.seconds == 0
    hall.session = IDLE
    hall.waits(7)
    assert hall.quiet.seconds == 7


@pytest.mark.parametrize("role", [DeviceRole.A4, DeviceRole.RECEIPT])
def test_paper_that_comes_out_later_counts_until_it_is_out(role: DeviceRole) -> None:
    hall = Hall()
    hall.prints(role, JobState.QUEUED)
    hall.waits(500)
    assert hall.quiet.serving
    assert hall.quiet.seconds == 0
    hall.prints(role, JobState.SENT)
    hall.waits(3)
    assert hall.quiet.seconds == 3


def test_a_finger_counts_too() -> None:
    hall = Hall()
    hall.waits(100)
    hall.session = replace(IDLE, touched_at=90.0)
    assert hall.quiet.seconds == 10


@pytest.mark.parametrize("situation", [Idle(), Maintenance(), FAULT, CONTENT])
def test_nobody_is_served_where_nobody_is(situation: Idle | Maintenance | OutOfService) -> None:
    hall = Hall(replace(IDLE, situation=situation))
    assert not hall.quiet.serving
    assert not hall.quiet.without_display


def test_without_a_display_it_knows_so_whatever_lies_over_it() -> None:
    dark = OutOfService(OutOfServiceReason.DISPLAY)
    assert Hall(replace(IDLE, situation=dark)).quiet.without_display
    assert Hall(replace(IDLE, situation=replace(SIGNED_IN, back=dark))).quiet.without_display
