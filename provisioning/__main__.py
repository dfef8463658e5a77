"""`python -m provisioning`: IT staff's command line with the real world behind it."""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from pathlib import Path

from ulid import ULID

from appliance.outbox.transports import transports_with
from provisioning.cli import Tools, build
from provisioning.trial import Around


def main() -> None:
    around = Around(lambda: dt.datetime.now(dt.UTC), time.monotonic, time.sleep, lambda: str(ULID()))
    with tempfile.TemporaryDirectory(prefix="provision-") as cache:
        build(Tools(transports_with(Path(cache)), around))()


if __name__ == "__main__":
    main()
