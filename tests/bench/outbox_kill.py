"""kill -9 and cut connections at random moments: what was acknowledged reaches the office once, nothing twice.

`python -m tests.bench.outbox_kill --kills 1000 --cuts 200`
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from appliance.clock import SystemClock
from appliance.outbox.events import OutboxFileSetAside
from appliance.outbox.outbox import SealedOutbox
from appliance.outbox.progress import Stage
from appliance.outbox.submission import Submission
from appliance.outbox.surroundings import real_surroundings
from tests.bench.outbox_receivers import KINDS, ReceiverProcess
from tests.bench.result import Result
from tests.peers.outbox_story import Settings, submission, twin_codes

KILLS, CUTS = 1000, 200
KILLS_QUICK, CUTS_QUICK = 60, 20
RUN_LIMIT_S = 1500
BATCH = 50
"""Kills on one directory; what is over stays in it, and reading that makes the starts longer."""
CUT_BESIDE_KILL = 0.15
MOST_WAITING = 3
DRAIN_S = 120.0
ID_LENGTH = 26


@dataclass
class Outcome:
    kills: int = 0
    cuts: int = 0
    acknowledged: int = 0
    """Submissions whose `post` had returned."""
    arrived: int = 0
    lost: int = 0
    doubled: int = 0
    wrong: int = 0
    """Entries that do not say what is true, and files that had to be set aside."""
    in_the_hand_over: int = 0
    """Starts that found a hand-over begun: these kills were worth it."""

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.wrong)


def opened(directory: Path, kind: str, address: dict[str, str], events: list[object]) -> SealedOutbox:
    around = real_surroundings(SystemClock(), events.append, twin_codes())
    return SealedOutbox(
        directory, Settings(), lambda _settings: {"jobcenter": KINDS[kind].connect(address)}, around
    )


def small(kind: str, size: int = 3000) -> Submission:
    return submission(size=size, schema_id=KINDS[kind].schema_id)


def post_until_killed(directory: Path, kind: str, address: dict[str, str], acknowledge: int) -> None:
    """Post one by one, and put each id into the pipe once `post` has returned."""
    outbox = opened(directory, kind, address, [])
    outbox.start()
    while True:
        if sum(entry.is_open for entry in outbox.entries()) < MOST_WAITING:
            os.write(acknowledge, outbox.post(small(kind)).id.encode())
        time.sleep(0.002)


def spawn_and_kill(directory: Path, kind: str, address: dict[str, str], life_s: float) -> list[str]:
    """Return the ids that the killed process acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        with contextlib.suppress(BaseException):
            post_until_killed(directory, kind, address, writing)
        os._exit(1)
    os.close(writing)
    time.sleep(life_s)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading, "rb") as pipe:
        acknowledged = pipe.read().decode()
    if not os.WIFSIGNALED(status):
        raise RuntimeError("the posting process ended by itself")
    return [acknowledged[at : at + ID_LENGTH] for at in range(0, len(acknowledged), ID_LENGTH)]


def kill_many(kills: int, directory: Path, kind: str, receiver: ReceiverProcess, dice: random.Random) -> Outcome:
    """Kill on one directory, then let what is left arrive."""
    outcome = Outcome(kills=kills)
    acknowledged: list[str] = []
    life_s = KINDS[kind].longest_life_s
    for _ in range(kills):
        if dice.random() < CUT_BESIDE_KILL:
            receiver.cut(dice.choice(receiver.cuts))
        acknowledged += spawn_and_kill(directory, kind, receiver.address, dice.uniform(0.0, life_s))
        outcome.in_the_hand_over += bool(_begun(directory))
    drain(directory, kind, receiver, acknowledged, outcome)
    return outcome


def cut_many(cuts: int, directory: Path, kind: str, receiver: ReceiverProcess) -> Outcome:
    """Cut one hand-over after the other, each kind in its turn."""
    outcome = Outcome(cuts=cuts)
    acknowledged: list[str] = []
    outbox = opened(directory, kind, receiver.address, [])
    outbox.start()
    for number in range(cuts):
        receiver.cut(receiver.cuts[number % len(receiver.cuts)])
        acknowledged += [outbox.post(small(kind, 30_000)).id for _ in range(2)]
        until_empty(outbox)
    outbox.close()
    drain(directory, kind, receiver, acknowledged, outcome)
    return outcome


def drain(
    directory: Path, kind: str, receiver: ReceiverProcess, acknowledged: list[str], outcome: Outcome
) -> None:
    """Let everything arrive and compare both sides."""
    events: list[object] = []
    outbox = opened(directory, kind, receiver.address, events)
    outbox.start()
    until_empty(outbox)
    outbox.close()
    entries = {entry.id: entry for entry in outbox.entries()}
    arrived = Counter(each for each in receiver.received() if each in entries or each in set(acknowledged))
    outcome.acknowledged += len(acknowledged)
    outcome.arrived += len(arrived)
    outcome.lost += sum(each not in arrived for each in acknowledged)
    outcome.doubled += sum(count > 1 for count in arrived.values())
    outcome.wrong += sum(entry.stage is not Stage.HANDED_OVER for entry in entries.values())
    outcome.wrong += len(entries.keys() ^ arrived.keys())
    outcome.wrong += sum(isinstance(event, OutboxFileSetAside) for event in events)
    outcome.wrong += len(list(directory.glob("*.sealed"))) + len(list(directory.glob("*.new")))


def until_empty(outbox: SealedOutbox) -> None:
    end = time.monotonic() + DRAIN_S
    time.sleep(0.01)
    while any(entry.is_open for entry in outbox.entries()) or not outbox.is_open:
        if time.monotonic() > end:
            raise RuntimeError("what waits does not go")
        outbox.retry_now()
        time.sleep(0.02)


def _begun(directory: Path) -> list[str]:
    """Return the ids whose body and mark are both there."""
    return [path.stem for path in directory.glob("*.sealed") if path.with_suffix(".mark").exists()]


def run(kills: int, cuts: int, directory: Path, kind: str, seed: int) -> Outcome:
    dice = random.Random(seed)
    receiver = ReceiverProcess(kind)
    parts: list[Outcome] = []
    transport = KINDS[kind].connect(receiver.address)
    transport.refresh()
    transport.close()
    try:
        for start in range(0, kills, BATCH):
            batch = min(BATCH, kills - start)
            parts.append(kill_many(batch, directory / f"kills-{start}", kind, receiver, dice))
        if cuts:
            parts.append(cut_many(cuts, directory / "cuts", kind, receiver))
    finally:
        receiver.close()
    return _added(parts)


def _added(parts: list[Outcome]) -> Outcome:
    names = ("kills", "cuts", "acknowledged", "arrived", "lost", "doubled", "wrong", "in_the_hand_over")
    return Outcome(*(sum(getattr(part, name) for part in parts) for name in names))


def measure(quick: bool) -> list[Result]:
    """In a process of its own: this one forks, and the bench's has threads."""
    kills, cuts = (KILLS_QUICK, CUTS_QUICK) if quick else (KILLS, CUTS)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.outbox_kill", "--kills", str(kills), "--cuts", str(cuts)],
        capture_output=True,
        text=True,
        timeout=RUN_LIMIT_S,
        check=False,
    )
    told = done.stdout.strip().removeprefix("outbox_kill: ") or done.stderr.strip()[-200:]
    name = f"{kills} kills, {cuts} cuts"
    return [Result("outbox, kill -9", name, goal="each once", met=done.returncode == 0, note=told)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--cuts", type=int, default=CUTS)
    parser.add_argument("--receiver", choices=sorted(KINDS), default="http")
    parser.add_argument("--seed", type=int, default=time.time_ns())
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="outbox-kill-") as directory:
        outcome = run(arguments.kills, arguments.cuts, Path(directory), arguments.receiver, arguments.seed)
    print(
        f"outbox_kill: {outcome.kills} kills, {outcome.cuts} cuts, {outcome.acknowledged} acknowledged, "
        f"{outcome.arrived} arrived, {outcome.lost} lost, {outcome.doubled} doubled, {outcome.wrong} wrong, "
        f"{outcome.in_the_hand_over} in a hand-over, seed {arguments.seed}"
    )
    return 0 if outcome.is_good else 1


if __name__ == "__main__":
    sys.exit(main())
