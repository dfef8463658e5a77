"""The plug is pulled twenty times while an update is written: an image that starts is always there, data is whole.

The board is taken to the moment when RAUC begins, and from there each time to another moment of the install. After
each cut the card is looked at as `provision doctor` does it, every block of the root that would start against its
hash; and the board is started from some of these cards.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from provisioning.findings import Finding, Verdict
from provisioning.flashing.card_check import check_card
from tests.system.image.built import Built
from tests.system.image.bundles import BundleMaker, Changes
from tests.system.image.card_state import newest, trouble_with_data
from tests.system.image.qemu import Moment
from tests.system.image.release import INSTALL_S, Release
from tests.system.image.site import START_S, BoardSite

pytestmark = [pytest.mark.image, pytest.mark.system, pytest.mark.long]
CUTS = 20
STARTED = range(4, CUTS, 5)
"""The cuts after which the board is started, too: a start takes as long as several cuts."""
SEED = 20261127


@dataclass
class Install:
    """An update that RAUC begins to write, as often as wanted."""

    release: Release
    update: str
    begins: Moment
    seconds: float = 0.0
    """How long it takes when nobody pulls the plug."""


@pytest.fixture(scope="module")
def install(image: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Install]:
    maker = BundleMaker(image.work, tmp_path_factory.mktemp("bundles"))
    bundle = maker.image(Changes("0.9.20"))
    site = BoardSite(tmp_path_factory.mktemp("cuts"), image, name="update-power-cuts")
    with site, Release(site) as release:
        site.power_on()
        site.until(lambda: newest(site.board.card).left["A"] == 3, "marked good", START_S)
        update = release.announce(bundle, "0.9.20", now=False)
        release.until(update, "installing", seconds=INSTALL_S)
        yield Install(release, update, site.stand_still("install"))


def first_slot(card: Path) -> str:
    return newest(card).primary()


def doctor_says(card: Path, slot: str) -> Finding:
    (found,) = [each for each in check_card(card, dt.datetime.now(dt.UTC)) if each.about == f"slot {slot}"]
    return found


def test_it_is_written_whole_when_nobody_pulls_the_plug(install: Install) -> None:
    site = install.release.site
    site.go_on_from(install.begins)
    began = time.monotonic()
    site.until(lambda: first_slot(site.board.card) == "B", "the other slot stands first", INSTALL_S)
    install.seconds = time.monotonic() - began
    site.power_cut()
    print(f"written in {install.seconds:.0f} s")
    assert doctor_says(site.board.card, "B").verdict is Verdict.GOOD


def test_a_power_cut_at_any_moment_leaves_an_image_that_starts(install: Install) -> None:
    site, chance = install.release.site, random.Random(SEED)
    card, half_written = site.board.card, 0
    for cut in range(CUTS):
        site.go_on_from(install.begins)
        wait = chance.uniform(0, install.seconds)
        time.sleep(wait)
        site.power_cut()
        first, other = first_slot(card), doctor_says(card, "B")
        print(f"cut {cut + 1} of {CUTS} after {wait:.0f} s: {newest(card)}; B: {other.said}")
        assert doctor_says(card, first).verdict is Verdict.GOOD, "what would start is not whole"
        assert trouble_with_data(card) == ""
        half_written += other.verdict is Verdict.BAD
        if cut in STARTED:
            starts_in(install.release, first)
    assert half_written >= CUTS // 4, "hardly a cut fell into the writing"


def starts_in(release: Release, slot: str) -> None:
    site = release.site
    heard = len(site.all_said("info"))
    site.power_on()
    assert site.board.serial().count("Starting kernel") == 1, "U-Boot had to start it more than once"
    site.until(lambda: len(site.all_said("info")) > heard, "a word over MQTT", START_S)
    assert site.said("info")["slot"] == slot


def test_the_update_is_written_all_the_same_after_a_cut(install: Install) -> None:
    """Nobody announces it again."""
    site = install.release.site
    site.go_on_from(install.begins)
    time.sleep(install.seconds / 2)
    site.power_cut()
    assert first_slot(site.board.card) == "A"
    starts_in(install.release, "A")
    site.until(lambda: first_slot(site.board.card) == "B", "the other slot stands first", START_S)
    site.power_cut()
    assert doctor_says(site.board.card, "B").verdict is Verdict.GOOD
