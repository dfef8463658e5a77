"""The monitor as receiver of the ingest bench: everything behind its pages, with a database on disk."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from monitor.service import Service
from monitor.settings import Broker, Settings

LIMIT_S = 60.0
LOOK_S = 0.005


def main() -> None:
    port, count, directory = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    database = Path(tempfile.mkdtemp(dir=directory)) / "monitor.sqlite"
    service = Service(Settings(site="Bench", database=database, broker=Broker("127.0.0.1", port)))
    service.start()
    # The subscription is acknowledged after the monitor's own birth has gone out and come back.
    _wait_for(lambda: service.link.round_trip_ms is not None)
    print("listening", flush=True)
    _wait_for(lambda: service.intake.accepted > 0)
    began = time.perf_counter()
    _wait_for(lambda: service.intake.accepted >= count)
    assert service.writer.flush(LIMIT_S)
    took = time.perf_counter() - began
    assert service.writer.lost == 0, "history has a gap"
    service.close()
    print(took)


def _wait_for(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + LIMIT_S
    while not happened():
        if time.monotonic() > deadline:
            raise TimeoutError
        time.sleep(LOOK_S)


if __name__ == "__main__":
    main()
