"""Monitor ingest: messages a second, taken from a real broker until they are in the database, history included.

The baseline is a bare paho loop on the same broker that only parses each payload. Both run alone, in turns, and
get the same messages: what terminals of one site say. They are sent in one go, so the receiver is what limits.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.mqtt_flood import Flood, site_messages
from tests.bench.result import Result, rate_at_least
from tests.bench.rounds import interleaved
from tests.peers.mosquitto_peer import MosquittoPeer

MESSAGES, MESSAGES_QUICK = 20_000, 10_000
ROUND_LIMIT_S = 60
GOAL = 0.5


def measure(quick: bool) -> list[Result]:
    count = MESSAGES_QUICK if quick else MESSAGES
    with (
        tempfile.TemporaryDirectory(prefix="bench-ingest-") as directory,
        MosquittoPeer(Path(directory) / "broker") as broker,
    ):
        flood = Flood(broker.host, broker.port, site_messages(count))

        def turn(receiver: str) -> float:
            return _one_round(receiver, broker.port, flood, count, Path(directory))

        found = interleaved(3 if quick else 5, lambda: turn("ingest_monitor"), lambda: turn("ingest_bare"))
    ours_s, bare_s = (min(times) for times in found)
    note = f"{count:,} messages of 50 terminals"
    return [rate_at_least("monitor ingest with history", count / ours_s, count / bare_s, GOAL, note)]


def _one_round(receiver: str, port: int, flood: Flood, count: int, directory: Path) -> float:
    """Start a receiver, flood it when it listens, and return the seconds from its first message to its last."""
    process = subprocess.Popen(
        [sys.executable, "-m", f"tests.bench.{receiver}", str(port), str(count), str(directory)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "listening\n"
        flood.send()
        told, _ = process.communicate(timeout=ROUND_LIMIT_S)
        return float(told)
    finally:
        process.kill()
        process.wait()
