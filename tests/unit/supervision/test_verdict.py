"""When an image is good, when it is not yet, and when it is given up."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.supervision.heartbeat import Heartbeat
from appliance.supervision.verdict import HELD_S, PATIENCE_S, RESCUE_TELLS_S, SILENT_S, Facts, Verdict, judge

DEVICES = {"a4": "stopped", "receipt": "absent", "scanner": "ready", "touch": "ready"}
BEAT = Heartbeat(at=100.0, since=100.0 - HELD_S, first_frame=30.0, devices=DEVICES)
GOOD = Facts(now=101.0, beat=BEAT, data_writable=True, proven=False, other_proven=True)


def beating(**changes: object) -> Facts:
    beat = {name: getattr(BEAT, name) for name in BEAT.__struct_fields__} | changes
    return replace(GOOD, beat=Heartbeat(**beat))


def test_a_screen_that_has_lived_for_a_minute_with_its_devices_is_good() -> None:
    """Also with an empty printer and a reader that is switched off: neither is the image's fault."""
    assert judge(GOOD).verdict is Verdict.GOOD
    assert judge(GOOD).missing == ()


@pytest.mark.parametrize(
    ("facts", "wanting"),
    [
        (replace(GOOD, beat=None), "no heartbeat"),
        (replace(GOOD, now=BEAT.at + SILENT_S + 1), "no heartbeat"),
        (replace(GOOD, data_writable=False), "the data partition cannot be written"),
        (beating(first_frame=None), "nothing has been on the display"),
        (beating(since=BEAT.at - HELD_S + 1), "the heartbeat has held for 59 of 60 seconds"),
        (beating(devices=None), "the terminal is not put together"),
        (beating(devices={**DEVICES, "touch": "absent"}), "touch has not been found"),
        (beating(devices={**DEVICES, "a4": "unknown"}), "a4 has not been looked for"),
        (
            beating(devices={"touch": "ready", "a4": "ready", "scanner": "ready"}),
            "receipt has not been looked for",
        ),
        (beating(rescue=True, since=BEAT.at - 1), "the display has failed"),
    ],
)
def test_whatever_is_wanting_is_said_and_waited_for(facts: Facts, wanting: str) -> None:
    assert judge(facts).verdict is Verdict.NOT_YET
    assert judge(facts).missing == (wanting,)


def test_an_update_whose_display_fails_is_given_up_once_the_rescue_has_told_of_it() -> None:
    assert judge(beating(rescue=True, since=BEAT.at - RESCUE_TELLS_S + 1)).verdict is Verdict.NOT_YET
    assert judge(beating(rescue=True, since=BEAT.at - RESCUE_TELLS_S)).verdict is Verdict.NEVER


def test_an_update_that_brings_nothing_at_all_is_given_up_after_a_while() -> None:
    assert judge(replace(GOOD, beat=None, now=PATIENCE_S - 1)).verdict is Verdict.NOT_YET
    assert judge(replace(GOOD, beat=None, now=PATIENCE_S)).verdict is Verdict.NEVER


@pytest.mark.parametrize("change", [{"proven": True}, {"other_proven": False}])
def test_nothing_is_given_up_that_worked_before_or_has_no_other(change: dict[str, bool]) -> None:
    """A broken display is no reason to go round in circles between two good images, or into nothing."""
    hopeless = replace(beating(rescue=True), now=PATIENCE_S * 10)
    assert judge(replace(hopeless, beat=replace_at(hopeless, PATIENCE_S * 10))).verdict is Verdict.NEVER
    assert judge(replace(hopeless, **change)).verdict is Verdict.NOT_YET  # type: ignore[arg-type]


def replace_at(facts: Facts, at: float) -> Heartbeat:
    assert facts.beat is not None
    return Heartbeat(at=at, since=facts.beat.since, rescue=True)
