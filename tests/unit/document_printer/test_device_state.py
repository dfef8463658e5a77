"""Reasons, severities and levels: what the queue and the device say, as one status."""

from __future__ import annotations

import pytest

from hardware.document_printer.device_state import (
    NO_QUEUE,
    UNREACHABLE,
    QueueReading,
    hindrances,
    reason_of,
    status_of,
    status_offline,
    status_without_device,
    supply_level,
    tray_levels,
)
from hardware.document_printer.ipp_attributes import DeviceReading, Supply, Tray
from hardware.events import DeviceState, Level, LevelSource, Reason, Severity

IDLE, PROCESSING, STOPPED = 3, 4, 5
QUEUE = QueueReading(IDLE, model="queue model")
PAUSED_QUEUE = QueueReading(STOPPED)


@pytest.mark.parametrize(
    ("keyword", "reason"),
    [
        ("toner-low-report", Reason("toner-low", Severity.OK)),
        ("toner-low-warning", Reason("toner-low", Severity.WARNING)),
        ("fuser-under-temp-error", Reason("fuser-under-temp", Severity.ERROR)),
        ("fuser-under-temp", Reason("fuser-under-temp", Severity.ERROR)),
        ("media-empty-report", Reason("media-empty", Severity.ERROR)),
        ("media-empty-warning", Reason("media-empty", Severity.ERROR)),
        ("media-empty", Reason("media-empty", Severity.ERROR)),
        ("media-jam-warning", Reason("media-jam", Severity.ERROR)),
        ("cover-open-report", Reason("cover-open", Severity.ERROR)),
        ("toner-empty-warning", Reason("toner-empty", Severity.ERROR)),
        ("paused", Reason("paused", Severity.WARNING)),
        ("moving-to-paused", Reason("moving-to-paused", Severity.WARNING)),
        ("com.example-strange-warning", Reason("com.example-strange", Severity.WARNING)),
        ("error", Reason("error", Severity.ERROR)),
    ],
)
def test_reasons(keyword: str, reason: Reason) -> None:
    assert reason_of(keyword) == reason


@pytest.mark.parametrize(
    ("queue", "device", "state", "severity", "keywords"),
    [
        (QUEUE, DeviceReading(IDLE, ("none",)), DeviceState.READY, Severity.OK, []),
        (QUEUE, DeviceReading(IDLE), DeviceState.READY, Severity.OK, []),
        (QUEUE, DeviceReading(PROCESSING), DeviceState.BUSY, Severity.OK, []),
        (QueueReading(PROCESSING), DeviceReading(IDLE), DeviceState.BUSY, Severity.OK, []),
        (QUEUE, DeviceReading(IDLE, ("toner-low-report",)), DeviceState.READY, Severity.OK, ["toner-low"]),
        (QUEUE, DeviceReading(IDLE, ("toner-low-warning",)), DeviceState.READY, Severity.WARNING, ["toner-low"]),
        (
            QUEUE,
            DeviceReading(IDLE, ("media-empty-report",)),
            DeviceState.STOPPED,
            Severity.ERROR,
            ["media-empty"],
        ),
        (QUEUE, DeviceReading(STOPPED), DeviceState.STOPPED, Severity.ERROR, ["other"]),
        (PAUSED_QUEUE, DeviceReading(IDLE), DeviceState.STOPPED, Severity.WARNING, ["paused"]),
        (
            PAUSED_QUEUE,
            DeviceReading(IDLE, ("media-jam",)),
            DeviceState.STOPPED,
            Severity.ERROR,
            ["media-jam", "paused"],
        ),
        (
            QueueReading(IDLE, accepting=False),
            DeviceReading(IDLE),
            DeviceState.STOPPED,
            Severity.WARNING,
            ["rejecting-jobs"],
        ),
        (QUEUE, DeviceReading(IDLE, ("paused",)), DeviceState.STOPPED, Severity.WARNING, ["paused"]),
        (PAUSED_QUEUE, DeviceReading(STOPPED, ("paused",)), DeviceState.STOPPED, Severity.WARNING, ["paused"]),
        (QUEUE, DeviceReading(PROCESSING, ("cups-waiting-for-job-completed",)), DeviceState.BUSY, Severity.OK, []),
    ],
)
def test_states(
    queue: QueueReading, device: DeviceReading, state: DeviceState, severity: Severity, keywords: list[str]
) -> None:
    status = status_of(queue, device)
    assert (status.state, status.severity) == (state, severity)
    assert [reason.keyword for reason in status.reasons] == keywords


def test_the_worst_reason_comes_first_and_none_comes_twice() -> None:
    told = ("toner-low-report", "media-low-warning", "toner-low-warning", "media-jam-error", "media-empty-report")
    reasons = status_of(PAUSED_QUEUE, DeviceReading(STOPPED, told)).reasons
    assert reasons == (
        Reason("media-jam", Severity.ERROR),
        Reason("media-empty", Severity.ERROR),
        Reason("paused", Severity.WARNING),
        Reason("media-low", Severity.WARNING),
        Reason("toner-low", Severity.WARNING),
    )


def test_a_job_waits_for_what_stops_the_device_only() -> None:
    device = DeviceReading(STOPPED, ("toner-low-warning", "media-empty-report"))
    assert hindrances(status_of(PAUSED_QUEUE, device)) == ("media-empty", "paused")
    assert hindrances(status_of(QUEUE, DeviceReading(IDLE, ("toner-low-warning",)))) == ()
    assert hindrances(status_offline(PAUSED_QUEUE)) == ("offline", "paused")
    assert hindrances(UNREACHABLE) == ()


def test_a_device_without_a4_is_told_but_may_still_try() -> None:
    status = status_of(QUEUE, DeviceReading(IDLE, media_ready=("na_letter_8.5x11in",)))
    assert status.state is DeviceState.READY
    assert status.reasons == (Reason("media-needed", Severity.WARNING),)
    assert status_of(QUEUE, DeviceReading(IDLE, media_ready=("iso_a4_210x297mm",))).reasons == ()


def test_silence_is_never_ready() -> None:
    assert (UNREACHABLE.state, UNREACHABLE.severity) == (DeviceState.UNKNOWN, Severity.UNKNOWN)
    assert (NO_QUEUE.state, NO_QUEUE.severity) == (DeviceState.ABSENT, Severity.ERROR)
    offline = status_offline(QUEUE)
    assert (offline.state, offline.severity, offline.model) == (DeviceState.ABSENT, Severity.ERROR, "queue model")


def test_the_word_of_cups_serves_where_the_device_speaks_no_ipp() -> None:
    queue = QueueReading(STOPPED, reasons=("paused", "media-empty-error"))
    status = status_without_device(queue)
    assert status.state is DeviceState.STOPPED
    assert [reason.keyword for reason in status.reasons] == ["media-empty", "paused"]
    assert status_without_device(QUEUE).state is DeviceState.READY
    assert status_without_device(QueueReading(PROCESSING)).state is DeviceState.BUSY


@pytest.mark.parametrize(
    ("level", "capacity", "percent", "source"),
    [
        (0, 250, 0, LevelSource.SENSED),
        (125, 250, 50, LevelSource.SENSED),
        (250, 250, 100, LevelSource.SENSED),
        (300, 250, 100, LevelSource.SENSED),
        (1, 500, 0, LevelSource.SENSED),
        (-1, 250, None, LevelSource.UNKNOWN),
        (-2, 250, None, LevelSource.UNKNOWN),
        (-3, 250, None, LevelSource.UNKNOWN),
        (20, -2, None, LevelSource.UNKNOWN),
        (20, 0, None, LevelSource.UNKNOWN),
    ],
)
def test_levels_below_zero_are_words_not_figures(
    level: int, capacity: int, percent: int | None, source: LevelSource
) -> None:
    assert tray_levels((Tray("main", "", level, capacity),)) == (Level("tray-1", percent, source),)


def test_trays_are_numbered_and_what_is_no_tray_is_left_out() -> None:
    trays = (
        Tray("auto", "sheetFeedAutoRemovableTray", -2, -2),
        Tray("main", "sheetFeedAutoRemovableTray", 250, 250),
        Tray("manual", "sheetFeedManual", -2, 1),
        Tray("by-pass-tray", "sheetFeedAutoNonRemovableTray", -2, 25),
        Tray("alternate", "sheetFeedAutoRemovableTray", 0, 250),
    )
    assert [level.name for level in tray_levels(trays)] == ["tray-1", "by-pass-tray", "tray-2"]


@pytest.mark.parametrize(
    ("supply", "name"),
    [
        (Supply("toner", "black", 75, 100), "toner-black"),
        (Supply("wasteToner", "unknown", 25, 100), "waste-toner"),
        (Supply("inkCartridge", "Cyan", 25, 100), "ink-cartridge-cyan"),
        (Supply("", "none", 25, 100), "supply"),
    ],
)
def test_names_of_supplies(supply: Supply, name: str) -> None:
    assert supply_level(supply).name == name
