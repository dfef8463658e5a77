"""`python -m appliance.mark_good`: waits until the running image has proven itself, and tells RAUC.

Ends with 0: it is marked; 3: it never will be, and the machine should start into the other one.
"""

from __future__ import annotations

import argparse
import dataclasses
import functools
import logging
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from appliance.supervision.heartbeat import read_heartbeat
from appliance.supervision.notify import NoSupervisor, Supervisor, supervision
from appliance.supervision.proofs import Proofs, booted_slot, image_name, is_writable
from appliance.supervision.verdict import Facts, Judgement, Verdict, judge

GIVEN_UP = 3
_LOOK_EVERY_S = 2.0
_MARK_SECONDS = 60.0
_MARK_AGAIN_S = 10.0
MARK = ("rauc", "status", "mark-good")

log = logging.getLogger(__name__)


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m appliance.mark_good", description=__doc__)
    options.add_argument("--heartbeat", type=Path, default=Path("/run/migrado/terminal"))
    options.add_argument("--state", type=Path, default=Path("/var/lib/migrado"))
    options.add_argument("--slot", default=booted_slot(Path("/proc/cmdline").read_text(encoding="utf-8")))
    options.add_argument("--image", default=image_name(platform.freedesktop_os_release()))
    options.add_argument("--again", type=float, default=_MARK_AGAIN_S, help="seconds until RAUC is asked again")
    chosen = options.parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    if not chosen.slot:
        log.info("not started from a slot: there is nothing to mark")
        return 0
    told = supervision(os.environ, os.getpid())
    proofs = Proofs(chosen.state / "slots")
    look = functools.partial(look_around, chosen.heartbeat, chosen.state, proofs, chosen.slot, chosen.image)
    if wait_for_verdict(look, told.supervisor, time.sleep) is Verdict.NEVER:
        return GIVEN_UP
    # What has proven itself stays proven: no other verdict may follow because RAUC cannot be asked yet.
    while not marked(MARK):
        time.sleep(chosen.again)
    proofs.note(chosen.slot, chosen.image)
    return 0


def wait_for_verdict(
    look: Callable[[], Facts], supervisor: Supervisor | None, sleep: Callable[[float], None]
) -> Verdict:
    """Look again and again until the image is good or given up; each change of what is wanting is logged."""
    supervisor = supervisor or NoSupervisor()
    before: Judgement | None = None
    while True:
        judgement = judge(look())
        if judgement != before:
            supervisor.status(_said(judgement))
        if before is None or judgement.verdict is not before.verdict:
            log.info("%s", _said(judgement))
        if judgement.verdict is not Verdict.NOT_YET:
            return judgement.verdict
        before = judgement
        sleep(_LOOK_EVERY_S)


def marked(command: Sequence[str]) -> bool:
    """Tell RAUC; False where it cannot be told."""
    try:
        subprocess.run(command, check=True, timeout=_MARK_SECONDS, stdout=subprocess.DEVNULL)
    except (OSError, subprocess.SubprocessError) as error:
        log.error("the slot could not be marked good: %s", type(error).__name__)
        return False
    return True


def look_around(heartbeat: Path, state: Path, proofs: Proofs, slot: str, image: str) -> Facts:
    facts = Facts(
        now=time.monotonic(),
        beat=read_heartbeat(heartbeat),
        data_writable=True,
        proven=proofs.proven(slot, image),
        other_proven=proofs.other_proven(slot),
    )
    # Written only where all depends on it: every two seconds for days would wear the card out.
    if judge(facts).verdict is Verdict.GOOD:
        return dataclasses.replace(facts, data_writable=is_writable(state))
    return facts


def _said(judgement: Judgement) -> str:
    return f"{judgement.verdict.value}: {'; '.join(judgement.missing)}" if judgement.missing else "good"


if __name__ == "__main__":
    sys.exit(main())
