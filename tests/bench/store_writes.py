"""Committed writes a second: the store against a bare loop that replaces a file of the same size as safely.

The bare loop writes a new file, syncs it, renames it over the old one and syncs the directory. The store also
encodes its tables, takes a checksum and keeps the state before as a backup.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from appliance.clock import SystemClock
from appliance.storage.records import INCIDENTS_KEPT
from appliance.storage.tinydb_store import TinyDbStore
from tests.bench.result import Result, rate_at_least
from tests.bench.rounds import interleaved, timed


def measure(quick: bool) -> list[Result]:
    writes, rounds = (50, 3) if quick else (200, 5)
    return [
        _measured("store writes, new terminal", 0, writes, rounds),
        _measured("store writes, all incidents kept", INCIDENTS_KEPT, writes, rounds),
    ]


def _measured(name: str, incidents: int, writes: int, rounds: int) -> Result:
    with tempfile.TemporaryDirectory(prefix="bench-store-") as directory:
        path = Path(directory) / "store.json"
        store = TinyDbStore(path, SystemClock(), lambda _report: None)
        for number in range(incidents):
            store.add_incident("print_trouble", "paper_out", str(number))
        store.increment("applications_printed")
        assert store.flush()
        size = path.stat().st_size
        content = b"x" * size

        def ours() -> None:
            for _ in range(writes):
                store.increment("applications_printed")
                assert store.flush()

        def bare() -> None:
            for _ in range(writes):
                replace(Path(directory) / "bare", content)

        ours_s, bare_s = (min(times) for times in interleaved(rounds, lambda: timed(ours), lambda: timed(bare)))
        store.close()
    return rate_at_least(name, writes / ours_s, writes / bare_s, None, f"file of {size / 1000:.1f} kB")


def replace(path: Path, content: bytes) -> None:
    new = path.with_suffix(".new")
    with new.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)
    descriptor = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    os.fsync(descriptor)
    os.close(descriptor)
