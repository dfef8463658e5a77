"""The plug is pulled twenty times while updates are fetched and written: there is always an image that starts."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.system.image.built import Built
from tests.system.image.bundles import BundleMaker, Changes
from tests.system.image.card_state import newest, trouble_with_data
from tests.system.image.release import INSTALL_S, Release
from tests.system.image.site import START_S, BoardSite

pytestmark = [pytest.mark.image, pytest.mark.system, pytest.mark.long]
CUTS = 20
LONGEST_S = 60.0
"""So long an update is left alone at most: every moment of it can be hit."""
SEED = 20261127


@pytest.fixture(scope="module")
def release(image: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    site = BoardSite(tmp_path_factory.mktemp("cuts"), image, name="update-power-cuts")
    with site, Release(site) as made:
        yield made


def started(release: Release) -> str:
    """Start the board and wait until it says of itself which slot it runs."""
    site = release.site
    heard = len(site.all_said("info"))
    site.power_on()
    site.until(lambda: len(site.all_said("info")) > heard, "a word over MQTT", START_S)
    return str(site.said("info")["slot"])


def test_a_power_cut_at_any_moment_of_an_update_leaves_a_terminal_that_starts(
    release: Release, image: Built, tmp_path_factory: pytest.TempPathFactory
) -> None:
    site, chance = release.site, random.Random(SEED)
    maker = BundleMaker(image.work, tmp_path_factory.mktemp("bundles"))
    bundles = [(maker.image(Changes(version)), version) for version in ("0.9.20", "0.9.21")]
    hit: Counter[str] = Counter()
    update = ""
    for cut in range(CUTS):
        wanted = newest(site.board.card).primary()
        assert started(release) == wanted, "the slot that stands first and was not being written to"
        if not update or release.phase(update) in ("done", "failed"):
            update = release.announce(*bundles[cut % 2], now=False)
        release.until(update, "fetching", "installing", "waiting", "proving", "done", seconds=INSTALL_S)
        time.sleep(chance.uniform(0, LONGEST_S))
        phase = release.phase(update)
        hit[phase] += 1
        site.power_cut()
        print(f"cut {cut + 1} of {CUTS}: {phase}, {newest(site.board.card)}")
        assert trouble_with_data(site.board.card) == ""
    assert hit["installing"] >= CUTS // 4, hit
    assert started(release) == newest(site.board.card).order[0]
    last = release.announce(*bundles[0], now=False) if release.phase(update) == "failed" else update
    assert release.until(last, "waiting", "proving", "done") in ("waiting", "proving", "done")
