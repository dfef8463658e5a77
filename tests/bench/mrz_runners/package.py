"""Parses documents with the package `mrz`, in a venv that has nothing else; the counterpart of `ours.py`."""

from __future__ import annotations

import json
import sys
import time

from mrz.checker.td1 import TD1CodeChecker  # type: ignore[import-not-found]  # it is in the scratch venv only
from mrz.checker.td2 import TD2CodeChecker  # type: ignore[import-not-found]
from mrz.checker.td3 import TD3CodeChecker  # type: ignore[import-not-found]

TIMES = 100
CHECKERS = {"TD1": TD1CodeChecker, "TD2": TD2CodeChecker, "TD3": TD3CodeChecker}


def main() -> None:
    documents = [(CHECKERS[name], "\n".join(lines)) for name, lines in json.loads(sys.argv[1]).items()]
    for checker, text in documents:
        assert checker(text).fields()
    for _ in sys.stdin:
        began = time.perf_counter()
        for _ in range(TIMES):
            for checker, text in documents:
                checker(text).fields()
        print((time.perf_counter() - began) / (TIMES * len(documents)), flush=True)


if __name__ == "__main__":
    main()
