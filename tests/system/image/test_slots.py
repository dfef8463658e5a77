"""Which of the two images is started, on a card whose boot state and slots are laid out by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.boot_slots import SECOND, SIZE, BootSlots
from image_build.layout import MIB, Placed
from tests.system.image.built import Built
from tests.system.image.card_state import LAYOUT, PLACE, lay_down, newest
from tests.system.image.site import BoardSite

pytestmark = [pytest.mark.image, pytest.mark.system, pytest.mark.long]


@pytest.fixture(scope="module")
def site(image: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoardSite]:
    with BoardSite(tmp_path_factory.mktemp("slots"), image, name="slots") as made:
        yield made


def fill_second_slot(card: Path) -> None:
    for kind in ("boot", "root"):
        source, target = LAYOUT[f"{kind}-a"], LAYOUT[f"{kind}-b"]
        with card.open("r+b") as stream:
            for done in range(0, source.size, MIB):
                stream.seek(source.offset + done)
                chunk = stream.read(MIB)
                stream.seek(target.offset + done)
                stream.write(chunk)


def damage(card: Path, place: Placed) -> None:
    """Spoil the start of what is in the slot: the first blocks that the kernel reads of a squashfs."""
    with card.open("r+b") as stream:
        stream.seek(place.offset)
        stream.write(b"\xff" * 64 * 1024)


def started(site: BoardSite) -> str:
    """Start the board; return U-Boot's words, once the first screen is visible."""
    site.power_on(seconds=600)
    return site.board.serial()


def test_an_empty_slot_is_tried_three_times_and_then_the_other_one_is_started(site: BoardSite) -> None:
    lay_down(site.board.card, BootSlots(("B", "A"), {"A": 3, "B": 3}, 7))
    said = started(site)
    assert said.count("slot b does not start") == 3
    assert newest(site.board.card).left["B"] == 0


def test_when_no_attempts_are_left_they_are_counted_anew(site: BoardSite) -> None:
    lay_down(site.board.card, BootSlots(("A",), {"A": 0, "B": 0}, 20))
    assert started(site).count("no attempts left, counting anew") == 1


def test_a_boot_state_that_cannot_be_read_starts_the_first_slot(site: BoardSite) -> None:
    with site.board.card.open("r+b") as stream:
        stream.seek(PLACE.offset)
        stream.write(b"\xa5" * (SECOND + SIZE))
    assert "none can be read" in started(site)


def test_the_second_slot_starts_when_it_is_the_first_in_order(site: BoardSite) -> None:
    fill_second_slot(site.board.card)
    lay_down(site.board.card, BootSlots(("B", "A"), {"A": 3, "B": 3}, 40))
    assert "does not start" not in started(site)
    assert newest(site.board.card).left["B"] == 2


def test_a_damaged_root_is_given_up_for_the_other_one(site: BoardSite) -> None:
    damage(site.board.card, LAYOUT["root-b"])
    lay_down(site.board.card, BootSlots(("B", "A"), {"A": 3, "B": 3}, 60))
    assert started(site).count("Starting kernel") == 4
    assert newest(site.board.card).left["B"] == 0
