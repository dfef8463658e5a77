"""Terminals that send a marked application and are killed at a given change of the disk; one for each line read.

`python -m tests.peers.outbox_victims DIRECTORY SEED`: a line `7` has one killed before its seventh change.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from appliance.outbox.submission import Paper, Submission
from tests.peers.card import CardFiles
from tests.peers.marks import Marks
from tests.peers.office_twin import key_pair
from tests.peers.outbox_story import OutboxStory, submission
from tests.peers.text_pdf import as_pdf

PROJECT = Path(__file__).parents[2]
KILLED, ENDED = "killed", "ended"


def marked_submission(marks: Marks) -> Submission:
    """Return one whose every readable part holds marks."""
    answers = {
        "family-name": marks.word("family-name"),
        "message": marks.sentence("message"),
        "phone": marks.phone(),
        "iban": marks.iban(),
    }
    made = submission(data=json.dumps(answers, ensure_ascii=False).encode(), pdf=as_pdf(answers["message"]))
    paper = Paper("unterlage-1.pdf", 1, as_pdf(marks.sentence("paper")))
    return submission(submission_id=made.id, data=made.data, pdf=made.pdf, papers=(paper,))


class Victims:
    """The process that has them killed, seen from the test."""

    def __init__(self, directory: Path, seed: int) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.peers.outbox_victims", directory, str(seed)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def kill_before_change(self, number: int) -> str:
        """Return whether it was killed, or had ended before."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{number}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)


def send_until_killed(directory: Path, marks: Marks, number: int) -> None:
    files = CardFiles(directory / "outbox")

    def count() -> None:
        if files.changes == number:
            os.kill(os.getpid(), signal.SIGKILL)

    files.at_change = count
    story = OutboxStory(directory, files=files)
    story.outbox.post(marked_submission(marks))
    story.works()


def main() -> None:
    directory, marks = Path(sys.argv[1]), Marks(int(sys.argv[2]))
    key_pair()
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            with contextlib.suppress(Exception):
                send_until_killed(directory, marks, int(line))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        print(KILLED if os.WIFSIGNALED(status) else ENDED, flush=True)


if __name__ == "__main__":
    main()
