"""Keys that are pressed all the time from power-on: U-Boot asks nobody, and starts what is on the card."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.system.image.built import Built
from tests.system.image.site import BoardSite

pytestmark = [pytest.mark.image, pytest.mark.system]
STARTED = "Starting kernel"
PROMPT = "=> "
LONGEST_S = 120.0
KEYS = ("ret", "esc", "spc", "c")


def test_no_key_gets_the_prompt_of_the_boot_loader(image: Built, tmp_path: Path) -> None:
    with BoardSite(tmp_path, image, name="boot-loader") as site:
        machine = site.board.power_on()
        ends = time.monotonic() + LONGEST_S
        while STARTED not in (said := serial(site)) and time.monotonic() < ends:
            for key in KEYS:
                machine.press(key)
        assert STARTED in said
        assert PROMPT not in said
        assert "Hit any key" not in said


def serial(site: BoardSite) -> str:
    try:
        return site.board.serial()
    except FileNotFoundError:
        return ""
