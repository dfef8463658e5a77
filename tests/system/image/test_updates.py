"""A terminal in the field is updated: fetched, written beside the running image, started, proven or taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.system.image.built import Built
from tests.system.image.bundles import BundleMaker, Changes
from tests.system.image.card_state import newest
from tests.system.image.release import Release
from tests.system.image.site import START_S, BoardSite

pytestmark = [pytest.mark.image, pytest.mark.system, pytest.mark.long]
PROVEN_S = 600.0
GIVEN_UP_S = 3600.0
"""Three starts, each with ten tries of the screen and a minute of rescue."""


@pytest.fixture(scope="module")
def maker(image: Built, tmp_path_factory: pytest.TempPathFactory) -> BundleMaker:
    return BundleMaker(image.work, tmp_path_factory.mktemp("bundles"))


@pytest.fixture(scope="module")
def release(image: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    with BoardSite(tmp_path_factory.mktemp("updates"), image, name="updates") as site, Release(site) as made:
        site.power_on()
        site.until(lambda: site.state() in ("ready", "degraded"), "a state over MQTT", START_S)
        yield made


def slot(release: Release) -> str:
    return str(release.site.said("info").get("slot", ""))


def test_it_says_which_slot_and_version_it_runs(release: Release) -> None:
    assert slot(release) == "A"
    release.site.until(lambda: newest(release.site.board.card).left["A"] == 3, "marked good", PROVEN_S)


@pytest.mark.parametrize(
    ("make", "version", "error"),
    [
        (BundleMaker.foreign, "6.6.6", "bad_signature"),
        (BundleMaker.for_another_machine, "0.9.1", "wrong_compatible"),
        (BundleMaker.damaged, "0.9.2", "damaged"),
        (BundleMaker.truncated, "0.9.3", "damaged"),
    ],
)
def test_what_must_not_be_installed_is_refused_and_said_why(
    release: Release, maker: BundleMaker, make: Callable[[BundleMaker], Path], version: str, error: str
) -> None:
    refused = release.announce(make(maker), version)
    release.until(refused, "failed")
    assert release.error() == error
    assert newest(release.site.board.card).order[0] == "A"
    assert release.site.state() in ("ready", "degraded")


def test_an_update_is_written_beside_the_running_image_and_started_when_nobody_is_there(
    release: Release, maker: BundleMaker
) -> None:
    site = release.site
    update = release.announce(maker.image(Changes("0.9.10")), "0.9.10")
    release.until(update, "waiting", "proving", "done")
    assert newest(site.board.card).order[0] == "B"
    site.until(lambda: slot(release) == "B", "the other slot", START_S + 300)
    release.until(update, "done", seconds=PROVEN_S)
    site.until(lambda: newest(site.board.card).left["B"] == 3, "marked good", PROVEN_S)
    site.keep("updated")
    assert site.shows_first_screen()
    assert [each for each in release.phases(update) if each != "failed"] == release.phases(update)
    assert "update_done" in site.events()


def test_an_update_whose_screen_crashes_is_taken_back_and_not_tried_again(
    release: Release, maker: BundleMaker
) -> None:
    site = release.site
    update = release.announce(maker.image(Changes("0.9.11", broken_screen=True)), "0.9.11")
    release.until(update, "waiting", "proving")
    site.until(lambda: newest(site.board.card).order[0] == "A", "the broken one is the first to be started", 300)
    assert release.until(update, "failed", seconds=GIVEN_UP_S) == "failed"
    assert release.error() == "fell_back"
    assert slot(release) == "B"
    site.until(site.shows_first_screen, "the first screen of the image that works", START_S)
    site.until(lambda: site.state() in ("ready", "degraded"), "a state over MQTT", START_S)
    release.announce(maker.path_of("0.9.11"), "0.9.11")
    starts = site.board.serial().count("Starting kernel")
    site.until(lambda: release.phase(update) == "failed", "still failed", 60)
    assert site.board.serial().count("Starting kernel") == starts
    assert "update_failed" in site.events()


def test_a_withdrawn_update_leaves_nothing_behind(release: Release) -> None:
    release.withdraw()
    release.site.until(lambda: release.site.said("update_state").get("phase") == "none", "none wanted", 60)
