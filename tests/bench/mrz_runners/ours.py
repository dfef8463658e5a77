"""Parses documents with our parser; a turn for each line on standard input, seconds a document for an answer."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time

from hardware.id_scanner.mrz import parse_mrz

TIMES = 1000
TODAY = dt.date(2026, 3, 2)


def main() -> None:
    documents = json.loads(sys.argv[1]).values()
    for lines in documents:
        assert parse_mrz(lines, TODAY).checks.all_hold
    for _ in sys.stdin:
        began = time.perf_counter()
        for _ in range(TIMES):
            for lines in documents:
                parse_mrz(lines, TODAY)
        print((time.perf_counter() - began) / (TIMES * len(documents)), flush=True)


if __name__ == "__main__":
    main()
