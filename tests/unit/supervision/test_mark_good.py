"""`python -m appliance.mark_good`, as its unit starts it, with a `rauc` that writes down what it is told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from appliance.mark_good import look_around, wait_for_verdict
from appliance.supervision.heartbeat import Heartbeat, write_heartbeat
from appliance.supervision.proofs import Proofs
from appliance.supervision.verdict import HELD_S, RESCUE_TELLS_S, Facts, Verdict

ROOT = Path(__file__).parents[3]
DEVICES = {"a4": "ready", "receipt": "ready", "scanner": "ready", "touch": "ready"}


def beat(held: float, *, rescue: bool = False) -> Heartbeat:
    now = time.monotonic()
    return Heartbeat(at=now, since=now - held, first_frame=now - held, devices=DEVICES, rescue=rescue)


@dataclass
class Image:
    """An image in slot B of a machine, with the data partition beside it."""

    root: Path

    @property
    def state(self) -> Path:
        return self.root / "state"

    @property
    def told(self) -> Path:
        return self.root / "told"

    def rauc(self, exit_code: int = 0) -> None:
        program = self.root / "bin" / "rauc"
        program.write_text(f'#!/bin/sh\necho "$@" >>{self.told}\nexit {exit_code}\n')
        program.chmod(0o755)

    def start(self, *options: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "appliance.mark_good", "--heartbeat", str(self.root)]
        command += ["--state", str(self.state), "--slot", "B", "--image", "migrado 2", *options]
        environ = {**os.environ, "PATH": f"{self.root / 'bin'}:{os.environ['PATH']}"}
        return subprocess.Popen(command, cwd=ROOT, env=environ, text=True, stderr=subprocess.PIPE)


@pytest.fixture
def image(tmp_path: Path) -> Image:
    for name in ("state", "bin"):
        (tmp_path / name).mkdir()
    made = Image(tmp_path)
    made.rauc()
    return made


def test_a_good_image_is_marked_and_remembered(image: Image) -> None:
    write_heartbeat(image.root, beat(HELD_S))
    assert image.start().wait(30) == 0
    assert image.told.read_text() == "status mark-good\n"
    assert Proofs(image.state / "slots").proven("B", "migrado 2")


def test_it_waits_for_the_heartbeat_to_hold(image: Image) -> None:
    write_heartbeat(image.root, beat(HELD_S - 5))
    process = image.start()
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(3)
    assert not image.told.exists()
    write_heartbeat(image.root, beat(HELD_S + 1))
    assert process.wait(30) == 0


def test_an_update_without_a_display_ends_with_the_code_for_the_other_image(image: Image) -> None:
    Proofs(image.state / "slots").note("A", "migrado 1")
    write_heartbeat(image.root, beat(RESCUE_TELLS_S, rescue=True))
    process = image.start()
    assert process.wait(30) == 3
    assert not image.told.exists()
    assert process.stderr is not None
    assert "never: the display has failed" in process.stderr.read()


def test_a_rauc_that_cannot_be_asked_is_asked_again_whatever_the_heartbeat_does_by_then(image: Image) -> None:
    """Neither is it a proof, nor does it restart the machine."""
    Proofs(image.state / "slots").note("A", "migrado 1")
    image.rauc(exit_code=1)
    write_heartbeat(image.root, beat(HELD_S))
    process = image.start("--again", "0.1")
    while not (image.told.exists() and image.told.read_text().count("mark-good") > 2):
        time.sleep(0.05)
    write_heartbeat(image.root, beat(RESCUE_TELLS_S, rescue=True))
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(3)
    assert not Proofs(image.state / "slots").proven("B", "migrado 2")
    image.rauc()
    assert process.wait(30) == 0
    assert Proofs(image.state / "slots").proven("B", "migrado 2")


def test_a_machine_without_slots_has_nothing_to_mark(image: Image) -> None:
    assert image.start("--slot", "").wait(30) == 0
    assert not image.told.exists()


def test_the_disk_is_written_only_when_nothing_else_is_wanting(tmp_path: Path) -> None:
    facts = look_around(tmp_path, tmp_path / "no such directory", Proofs(tmp_path / "slots"), "A", "migrado 1")
    assert facts.data_writable
    write_heartbeat(tmp_path, beat(HELD_S))
    facts = look_around(tmp_path, tmp_path / "no such directory", Proofs(tmp_path / "slots"), "A", "migrado 1")
    assert not facts.data_writable


def test_what_is_wanting_is_logged_once_and_told_the_supervisor_whenever_it_changes(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    seen = [Facts(10.0, None, True, False, False)] * 3
    seen += [Facts(20.0, Heartbeat(at=20.0, since=0.0), True, False, False)] * 2
    devices = Heartbeat(at=70.0, since=0.0, first_frame=5.0, devices=DEVICES)
    seen.append(Facts(70.0, devices, True, False, False))
    told: list[str] = []

    class Listening:
        def ready(self) -> None: ...

        def alive(self) -> None: ...

        def status(self, text: str) -> None:
            told.append(text)

        def stopping(self) -> None: ...

    assert wait_for_verdict(lambda: seen.pop(0), Listening(), lambda _: None) is Verdict.GOOD
    assert [line.split(":")[0] for line in told] == ["not yet", "not yet", "good"]
    assert len(caplog.messages) == 2
