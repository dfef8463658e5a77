"""The image that was built, started on a board: flashed, provisioned at its first start, seen, touched, heard."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from appliance.boot_slots import ATTEMPTS
from provisioning.flashing.fat_files import firmware_of
from tests.system.image.built import Built
from tests.system.image.card import CARD_SIZE
from tests.system.image.card_state import LAYOUT, newest
from tests.system.image.site import START_S, BoardSite

pytestmark = [pytest.mark.image, pytest.mark.system]


@pytest.fixture(scope="module")
def site(image: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoardSite]:
    with BoardSite(tmp_path_factory.mktemp("board"), image, name="boot") as made:
        yield made


def test_the_first_screen_is_visible(site: BoardSite) -> None:
    print(f"power-on to first visible screen: {site.power_on():.0f} s")
    assert site.board.serial().count("Starting kernel") == 1, "U-Boot started more than once"


def test_the_terminal_says_over_tls_that_it_is_there(site: BoardSite) -> None:
    seconds = site.until(lambda: site.state() in ("ready", "degraded"), "a state over MQTT", START_S)
    print(f"power-on to state {site.state()} on MQTT: {seconds:.0f} s")
    assert "terminal/v1/halle-1/device/touch" in site.monitor.topics()


def test_a_tap_on_a_language_opens_the_home_page_and_a_session(
    site: BoardSite, display: None, tmp_path: Path
) -> None:
    from tests.system.image.shadow import BriefStory, Visitor

    with closing(Visitor(BriefStory(tmp_path), site)) as visitor:
        visitor.taps_word("English")
        visitor.keep("home")
    site.until(lambda: site.state() == "busy", "a session", START_S)


def test_secrets_have_left_the_firmware_partition(site: BoardSite) -> None:
    names = firmware_of(site.board.card).names()
    assert "migrado-receipt.txt" in names
    assert not [name for name in names if name in ("migrado-identity.pem", "migrado-provision.toml")]


def test_data_has_grown_to_the_end_of_the_card(site: BoardSite) -> None:
    place = LAYOUT["data"]
    told = subprocess.run(
        ["dumpe2fs", "-h", f"{site.board.card}?offset={place.offset}"], capture_output=True, text=True, check=True
    )
    blocks = next(line.split()[-1] for line in told.stdout.splitlines() if line.startswith("Block count"))
    assert int(blocks) * 4096 > CARD_SIZE - place.offset - (4 << 20)


def test_the_image_is_marked_good_and_has_all_its_attempts_again(site: BoardSite) -> None:
    seconds = site.until(lambda: newest(site.board.card).left["A"] == ATTEMPTS, "the slot marked good", START_S)
    print(f"power-on to marked good: {seconds:.0f} s")


def test_a_pulled_plug_costs_nothing(site: BoardSite) -> None:
    site.power_cut()
    heard = len(site.monitor.heard)
    site.power_on()
    site.until(
        lambda: len(site.monitor.heard) > heard and site.state() in ("ready", "degraded"), "a state", START_S
    )
    assert site.board.card.stat().st_size == CARD_SIZE
