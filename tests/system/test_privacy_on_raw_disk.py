"""The disk of a whole terminal, byte by byte, after it was killed while a visitor's application was being sent."""

from __future__ import annotations

import contextlib
import os
import random
import secrets
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers import traces
from tests.peers.marks import Marks
from tests.peers.mosquitto_peer import MosquittoPeer
from tests.peers.small_disk import NotPossibleHere, SmallDisk, small_disk
from tests.peers.three_offices import HOUSING, ThreeOffices
from tests.system.sending_victims import ENDED, KILLED, SEALING, TYPESETTING, Victims

pytestmark = [pytest.mark.system, pytest.mark.timeout(120)]

DISK_BYTES = 96 * 1024 * 1024
"""Sending is not offered where the terminal has less than 64 MiB left."""
KILLS = {TYPESETTING: 2, SEALING: 4}
LONGEST_S = {TYPESETTING: 1.0, SEALING: 0.3}
"""How long each takes, about; sealing includes the way to the office."""
READABLE = (b"%PDF-", b"PK\x03\x04", b"FlateDecode")
"""Whatever the marks in it look like when they are packed."""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    try:
        with small_disk(tmp_path, DISK_BYTES) as made:
            yield made
    except NotPossibleHere as why:
        pytest.skip(f"no loop device here: {why}")


@pytest.fixture
def offices(tmp_path: Path) -> Iterator[ThreeOffices]:
    made = ThreeOffices(tmp_path / "offices")
    made.start()
    try:
        yield made
    finally:
        made.stop()


def test_a_terminal_killed_at_any_moment_of_sending(
    disk: SmallDisk, offices: ThreeOffices, tmp_path: Path
) -> None:
    marks, chance = Marks(secrets.randbits(64)), random.Random(7)
    settings = tmp_path / "offices.toml"
    settings.write_text(
        f"{offices.settings()}\n[limits]\nmost_mib = 8\nmost_submission_mib = 1\n", encoding="utf-8"
    )
    with MosquittoPeer(tmp_path / "broker") as broker:
        victims = Victims(disk.mounted_at, broker.port, settings, marks.seed)
        try:
            killed = 0
            for moment, times in KILLS.items():
                for number in range(times):
                    after_s = LONGEST_S[moment] * (number + chance.random()) / times
                    killed += killed_after(victims, moment, after_s) == KILLED
                    assert_nothing_can_be_read(disk, marks)
            os.close(victims.next())
            while victims.hear() != ENDED:
                pass
        finally:
            victims.close()
    assert_nothing_can_be_read(disk, marks)
    assert killed > sum(KILLS.values()) / 2, "it was always too late"
    arrived = [each.id for each in offices.arrived(HOUSING)]
    assert len(arrived) == len(set(arrived)) > 1
    assert b"migrado-sealed" in disk.raw(), "what was sealed was never on this disk"
    assert traces.in_data(offices.arrived(HOUSING)[0].data, marks.needles()), (
        "the search does not find what was sent"
    )


def killed_after(victims: Victims, moment: str, seconds: float) -> str:
    """Return whether it was killed, or had done all its work before."""
    process = victims.next()
    while (word := victims.hear()) != moment:
        assert word not in (KILLED, ENDED, ""), f"it did not come to {moment}"
    time.sleep(seconds)
    with contextlib.suppress(ProcessLookupError):
        signal.pidfd_send_signal(process, signal.SIGKILL)
    os.close(process)
    while (word := victims.hear()) not in (KILLED, ENDED):
        pass
    return word


def assert_nothing_can_be_read(disk: SmallDisk, marks: Marks) -> None:
    raw = disk.raw()
    assert not traces.in_data(raw, marks.needles())
    assert not [each for each in READABLE if each in raw]
