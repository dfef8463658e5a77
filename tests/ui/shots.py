"""Draws every screen in every language and text size, and checks each: `python -m tests.ui.shots --help`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tests.ui.display import prepare_kivy, start_xvfb

BUILD = Path(__file__).resolve().parents[2] / "build" / "shots"
DPI = {"1920x1080": 102.0, "1280x800": 149.0, "1080x1920": 102.0}


def main() -> int:
    options = _options()
    server = start_xvfb()
    try:
        prepare_kivy()
        from tests.ui.gallery import draw_all

        started = time.monotonic()
        shots, faults = draw_all(options, BUILD)
        print(f"{shots} shots in {time.monotonic() - started:.0f} s, {len(faults)} faults")
        for fault in faults:
            print(fault)
        return 1 if faults else 0
    finally:
        server.terminate()
        server.wait(5)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Draw and check the screens.")
    parser.add_argument("--screens", default="")
    parser.add_argument("--languages", default="")
    parser.add_argument("--sizes", default="normal,large,largest")
    parser.add_argument("--displays", default=",".join(DPI))
    parser.add_argument("--contrast", action="store_true", help="also in high contrast")
    parser.add_argument("--lowered", action="store_true", help="in lowered mode")
    parser.add_argument("--check-only", action="store_true", help="write no pictures")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
