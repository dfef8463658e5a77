"""Whole terminals at which a marked visitor sends, to be killed from outside at any moment; one a line read.

`python -m tests.system.sending_victims STATE MQTT_PORT OFFICES SEED`. For each line it forks a terminal and says
its process id; that one says `typesetting` and `sealing` when these begin. When it is dead: `killed` or `ended`.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appliance.outbox.progress import Stage
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import states as st
from appliance.session.visit import Delivery
from tests.flows.visit import CONTENT, offering
from tests.peers.marks import Marks
from tests.system.marked_sending import MarkedSendingStory

PROJECT = Path(__file__).parents[2]
TYPESETTING, SEALING = "typesetting", "sealing"
KILLED, ENDED = "killed", "ended"
FORM = "wohnberechtigungsschein"


@dataclass(frozen=True)
class Alone:
    """A terminal without devices: what it writes is all that this is about."""

    state: Path
    mqtt_port: int
    offices: Path

    def settings(self) -> dict[str, Any]:
        devices = ("a4", "receipt", "scanner", "touch", "stick", "speech")
        return {
            "terminal": {"id": "victim-1"},
            "mqtt": {"host": "127.0.0.1", "port": self.mqtt_port, "tls": False},
            "paths": {"state": str(self.state), "content": str(CONTENT), "offices": str(self.offices)},
            "devices": {name: {"driver": "simulated"} for name in devices},
        }


class Victims:
    """The process that forks them, seen from the test. Its home and its /tmp are on the disk that is looked at."""

    def __init__(self, disk: Path, mqtt_port: int, offices: Path, seed: int) -> None:
        for name in ("tmp", "home"):
            (disk / name).mkdir(exist_ok=True)
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.system.sending_victims"),
                disk / "state",
                str(mqtt_port),
                offices,
                str(seed),
            ],
            cwd=PROJECT,
            env={
                **os.environ,
                "TMPDIR": str(disk / "tmp"),
                "HOME": str(disk / "home"),
                "XDG_CACHE_HOME": str(disk / "home"),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def next(self) -> int:
        """Start another terminal, and return a descriptor of its process: its number may soon be another's."""
        assert self._process.stdin is not None
        self._process.stdin.write("next\n")
        self._process.stdin.flush()
        return os.pidfd_open(int(self.hear()))

    def hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)


def sends(around: Alone, marks: Marks) -> None:
    story = MarkedSendingStory(around, lambda: None, marks)
    story.comes_to_sending(FORM, "ar")
    story.does(es.DeliveryChosen(Delivery.SEND))
    print(TYPESETTING, flush=True)
    story.adds_papers()
    story.does(es.PapersDone(), es.ConsentGiven())
    story.until(st.Previewing)
    print(SEALING, flush=True)
    story.does(ev.PrintConfirmed())
    story.until(st.TakingReceipt)
    sent = story.visit.sent
    assert sent is not None
    story.until_stage(sent.id, Stage.HANDED_OVER)
    story.close()


def main() -> None:
    state, mqtt_port, offices, seed = sys.argv[1:]
    around = Alone(Path(state), int(mqtt_port), Path(offices))
    offering()
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            with contextlib.suppress(Exception):
                sends(around, Marks(int(seed)))
            os._exit(0)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(KILLED if os.WIFSIGNALED(status) else ENDED, flush=True)


if __name__ == "__main__":
    main()
