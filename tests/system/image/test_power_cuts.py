"""The plug is pulled in normal running, again and again: the same slot starts, and the store goes on."""

from __future__ import annotations

import datetime as dt
import random
import time
from contextlib import closing
from pathlib import Path

import pytest

from provisioning.findings import Verdict
from provisioning.flashing.card_check import check_card
from tests.system.image.built import Built
from tests.system.image.card_state import newest, trouble_with_data
from tests.system.image.site import START_S, BoardSite

pytestmark = [pytest.mark.image, pytest.mark.system, pytest.mark.long]
TIMES = 10
LONGEST_S = 25.0
"""How long after it has answered the plug is pulled, at most."""


def calls_for_help(site: BoardSite, tmp_path: Path) -> int:
    """Return the number that the visitor is told: it was on the disk before it was said."""
    from tests.system.image.shadow import BriefStory, Visitor

    heard = len(site.monitor.heard)
    with closing(Visitor(BriefStory(tmp_path), site)) as visitor:
        visitor.taps_word("English")
        site.machine.tap(*visitor.place_of("bar.help"))
    site.until(lambda: len(site.monitor.heard) > heard and "number" in site.said("help"), "a help number", 120)
    number = site.said("help")["number"]
    assert isinstance(number, int)
    return number


def test_the_power_is_cut_again_and_again(image: Built, display: None, tmp_path: Path) -> None:
    chance = random.Random(20261127)
    told: list[int] = []
    with BoardSite(tmp_path, image, name="power-cuts") as site:
        for count in range(TIMES + 1):
            sid = site.said("state").get("sid")
            visible = site.power_on()
            site.until(
                lambda sid=sid: site.said("state").get("sid") != sid and site.state() != "lost",  # type: ignore[misc]
                "a state of its own",
                START_S,
            )
            assert site.board.serial().count("Starting kernel") == 1, "U-Boot had to start it more than once"
            assert newest(site.board.card).primary() == "A"
            told.append(calls_for_help(site, tmp_path))
            wait = chance.uniform(0, LONGEST_S)
            time.sleep(wait)
            site.keep(f"cut-{count:02d}")
            site.power_cut()
            print(f"cut {count}: visible after {visible:.0f} s, help number {told[-1]}, cut {wait:.1f} s later")
            assert trouble_with_data(site.board.card) == ""
            assert told == list(range(1, len(told) + 1)), "the store has forgotten something"
        wrong = [
            each for each in check_card(site.board.card, dt.datetime.now(dt.UTC)) if each.verdict is Verdict.BAD
        ]
        assert wrong == []
