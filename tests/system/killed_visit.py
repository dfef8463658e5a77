"""A marked visit in a process of its own, up to the middle of the form, there to be killed.

`python -m tests.system.killed_visit SURROUNDINGS SEED`; says on its output how far it has come.
"""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from tests.peers.marks import Marks
from tests.system.real_visit import MarkedStory, Surroundings

LIFE_S = 60.0


def main() -> None:
    logging.basicConfig(level=logging.DEBUG)
    around = json.loads(sys.argv[1])
    around = Surroundings(**{**around, "state": Path(around["state"]), "offices": Path(around["offices"])})
    story = MarkedStory(around, lambda: print("scanning", flush=True), Marks(int(sys.argv[2])))
    story.until_devices_are_ready()
    story.scans_and_begins()
    story.answers_half()
    print("half way", flush=True)
    story.works_on(LIFE_S)


if __name__ == "__main__":
    main()
