"""How long a visitor waits for "sent", what it does to the screen meanwhile, and how fast a full queue empties.

The baseline of sealing is the same encryption and one safe file. That of a hand-over is the transport alone in a
loop; in memory it takes no time at all, so there the loop also writes the two small files that must be.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from appliance.clock import SystemClock
from appliance.outbox.outbox import SealedOutbox
from appliance.outbox.ports import Transport
from appliance.outbox.progress import NO_MARK, Stage
from appliance.outbox.simulated import SimulatedTransport
from appliance.outbox.submission import SealedSubmission
from appliance.outbox.surroundings import real_surroundings
from tests.bench.outbox_receivers import KINDS, ReceiverProcess
from tests.bench.result import Result, rate_at_least, value_at_most
from tests.bench.rounds import interleaved, timed
from tests.bench.store_writes import replace
from tests.peers.outbox_story import Settings, submission, twin_codes

LARGE = 2_000_000
LONGEST_POST_S = 0.3
LONGEST_GAP_MS = 50.0
STEP_S = 1 / 60
QUEUED, QUEUED_QUICK = 1000, 200
QUEUED_SIZE = 20_000


def measure(quick: bool) -> list[Result]:
    queued = QUEUED_QUICK if quick else QUEUED
    return [*_posts(5 if quick else 20), _gap(5 if quick else 20), *_hand_overs(queued)]


@contextmanager
def fresh_outbox(transport: Transport) -> Iterator[SealedOutbox]:
    """Stepped by whoever measures."""
    around = real_surroundings(SystemClock(), lambda _event: None, twin_codes())
    with tempfile.TemporaryDirectory(prefix="bench-outbox-") as directory:
        outbox = SealedOutbox(Path(directory), Settings(), lambda _settings: {"jobcenter": transport}, around)
        outbox.open()
        try:
            yield outbox
        finally:
            outbox.close()


def noise(size: int) -> bytes:
    """Return what does not compress, as PDFs do not."""
    return os.urandom(size)


def _posts(rounds: int) -> list[Result]:
    large = submission(pdf=noise(LARGE))
    transport = SimulatedTransport()
    with tempfile.TemporaryDirectory(prefix="bench-outbox-") as directory, fresh_outbox(transport) as outbox:

        def bare() -> None:
            sealed = transport.seal(large)
            replace(Path(directory) / "bare", b"".join(part.body for part in sealed.parts))

        def ours() -> None:
            outbox.post(submission(pdf=large.pdf))

        ours_s, bare_s = interleaved(rounds, lambda: timed(ours), lambda: timed(bare))
    note = f"slowest {max(ours_s):.2f} s"
    mean = value_at_most("seal and queue 2 MB", statistics.median(ours_s), LONGEST_POST_S, "s", note)
    return [mean, rate_at_least("seal and queue 2 MB, rate", 1 / min(ours_s), 1 / min(bare_s), None)]


def _gap(posts: int) -> Result:
    """Post on one thread while another steps as a screen does."""
    content = noise(LARGE)
    with fresh_outbox(SimulatedTransport()) as outbox:

        def post() -> None:
            for _ in range(posts):
                outbox.post(submission(pdf=content))

        alone_ms = longest_gap_ms(lambda: time.sleep(1))
        gap_ms = longest_gap_ms(post)
    return value_at_most(
        "longest frame while queueing 2 MB", gap_ms, LONGEST_GAP_MS, "ms", f"{alone_ms:.0f} ms beside nothing"
    )


def longest_gap_ms(work: Callable[[], None]) -> float:
    """Return the longest time between two steps of a 60 Hz loop while the work is done on another thread."""
    thread = threading.Thread(target=work)
    gaps = [0.0]
    last = time.perf_counter()
    thread.start()
    while thread.is_alive():
        time.sleep(max(0.0, last + STEP_S - time.perf_counter()))
        now = time.perf_counter()
        gaps.append(now - last)
        last = now
    return max(gaps) * 1000


def _hand_overs(count: int) -> list[Result]:
    receiver = ReceiverProcess("http")
    try:
        https = KINDS["http"].connect(receiver.address)
        return [
            _hand_over("hand over, only the disk", SimulatedTransport(), count, safe_files=True),
            _hand_over("hand over, HTTPS", https, count, safe_files=False),
        ]
    finally:
        receiver.close()


def _hand_over(name: str, transport: Transport, count: int, *, safe_files: bool) -> Result:
    content = noise(QUEUED_SIZE)
    sealed = [transport.seal(submission(pdf=content)) for _ in range(count)]

    def bare(part: Sequence[SealedSubmission]) -> None:
        for each in part:
            record()
            assert transport.hand_over(each, NO_MARK, lambda _mark: None).stage is Stage.HANDED_OVER
            record()

    def record() -> None:
        if safe_files:
            replace(beside / "mark", bytes(500))

    with tempfile.TemporaryDirectory(prefix="bench-outbox-") as other, fresh_outbox(transport) as outbox:
        beside = Path(other)
        for _ in range(count):
            outbox.post(submission(pdf=content))
        half = count // 2  # before and after, as the machine is never as busy twice
        before_s = timed(lambda: bare(sealed[:half]))
        ours_s = timed(outbox.step)
        bare_s = before_s + timed(lambda: bare(sealed[half:]))
        assert {entry.stage for entry in outbox.entries()} == {Stage.HANDED_OVER}
    return rate_at_least(name, count / ours_s, count / bare_s, None, f"{count} queued")
