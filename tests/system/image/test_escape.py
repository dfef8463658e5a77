"""Everything that somebody in the hall may try, with keys, sticks and cables: the terminal stays what it is."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from appliance.session import events as ev
from appliance.session import states as st
from hardware.id_scanner.specimens import PASSPORT
from tests.system.image import tap_network
from tests.system.image.built import Built
from tests.system.image.pictures import share_off
from tests.system.image.port_scan import open_ports
from tests.system.image.site import START_S, BoardSite, Wire
from tests.system.image.sticks import autorun_stick, data_stick
from tests.system.image.tap_network import TapNetwork

if TYPE_CHECKING:
    from tests.system.image.shadow import Visitor

pytestmark = [pytest.mark.image, pytest.mark.system, pytest.mark.long]
EMPTY_PCAP = 24
"""Bytes of a file of packets with no packet in it."""
KEYS = (
    *[("ctrl", "alt", f"f{number}") for number in range(1, 8)],
    *[("alt", f"f{number}") for number in range(1, 8)],
    *[("alt", "sysrq", letter) for letter in "hkresub"],
    ("ctrl", "alt", "delete"),
    ("ctrl", "alt", "delete"),
    ("ctrl", "c"),
    ("ctrl", "z"),
    ("ctrl", "alt", "t"),
    ("meta_l",),
    ("esc",),
    ("f1",),
    ("alt", "tab"),
    ("print",),
    ("power",),
    ("sleep",),
)
LOOKS_AFTER_S = 6.0
"""A board that starts anew shows it by then, and has said so over MQTT."""


@pytest.fixture(scope="module")
def site(image: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoardSite]:
    problem = tap_network.why_not()
    if problem:
        pytest.skip(problem)
    wire = Wire(tap_network.HOST, tap_network.WORDS)
    directory = tmp_path_factory.mktemp("escape")
    with TapNetwork(), BoardSite(directory, image, tap_network.COLUMNS, name="escape", wire=wire) as made:
        made.power_on()
        made.until(lambda: made.state() in ("ready", "degraded"), "a state", START_S)
        yield made


@pytest.fixture(scope="module")
def visitor(site: BoardSite, display: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    from tests.system.image.shadow import BriefStory, Visitor

    made = Visitor(BriefStory(tmp_path_factory.mktemp("shadow")), site)
    yield made
    made.close()


def stays(site: BoardSite, before: dict[str, object], what: str) -> None:
    """The languages are on the screen, and it is the same process on the same connection that says so."""
    time.sleep(LOOKS_AFTER_S)
    site.keep(what.replace(" ", "-"))
    assert site.shows_first_screen(), what
    assert site.said("state") == before, what


def below_the_welcome(site: BoardSite) -> Image.Image:
    """What stands still: the welcome goes through the languages."""
    seen = site.look()
    return seen.crop((0, seen.height // 6, seen.width, seen.height))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_no_port_is_open(site: BoardSite) -> None:
    listening, _ = open_ports(tap_network.HOST, "-sS", f"-p{site.bench.port}")
    assert listening == {site.bench.port}, "nmap would not see an open port"
    found, asked = open_ports(tap_network.BOARD, "-sS", "-p-")
    assert (found, asked) == (frozenset(), 65535)
    found, asked = open_ports(tap_network.BOARD, "-sU", "--top-ports=300")
    assert (found, asked) == (frozenset(), 300)


@pytest.mark.parametrize("which", ["the reader's own plug", "a second keyboard"])
def test_no_key_leads_out(site: BoardSite, which: str) -> None:
    """The keys come from what poses as the reader, and from a keyboard beside it."""
    before, picture = site.said("state"), below_the_welcome(site)
    if which == "a second keyboard":
        site.machine.plug_in("usb-kbd", "intruder")
        time.sleep(3)
    for keys in KEYS:
        site.machine.press(*keys)
        time.sleep(0.3)
        assert site.shows_first_screen(), keys
    stays(site, before, f"keys of {which}")
    assert share_off(below_the_welcome(site), picture) < 0.01
    if which == "a second keyboard":
        site.machine.unplug("intruder")
        time.sleep(2)


def test_a_second_keyboard_is_not_read_as_a_document(site: BoardSite, visitor: Visitor) -> None:
    """It calls itself what the reader calls itself; one such is let in at a time."""
    visitor.taps_word("English")
    visitor.taps_word("Wohnungsamt")
    visitor.taps_intent(ev.FormChosen("wohnberechtigungsschein"))
    visitor.taps("intro.scan")
    waiting = site.look()
    site.machine.plug_in("usb-kbd", "intruder")
    time.sleep(3)
    site.machine.type("\n".join((*PASSPORT, "")))
    time.sleep(LOOKS_AFTER_S)
    site.keep("typed-on-a-second-keyboard")
    assert share_off(site.look(), waiting) < 0.02
    site.machine.unplug("intruder")
    time.sleep(2)
    site.machine.type("\n".join((*PASSPORT, "")))
    visitor.story.scanner.insert_passport()
    visitor.look()
    visitor.story.sees(st.ConfirmingDocument)
    visitor.awaits()
    site.keep("typed-on-the-reader")
    visitor.taps("bar.end")
    visitor.taps("common.home")
    site.keep("ended")


@pytest.mark.parametrize("make", [autorun_stick, data_stick])
def test_a_stick_is_neither_run_nor_written_to(site: BoardSite, tmp_path: Path, make) -> None:  # type: ignore[no-untyped-def]
    before = site.said("state")
    stick = make(tmp_path / "stick.img")
    was = digest(stick)
    site.machine.ask(
        "blockdev-add", driver="raw", **{"node-name": "stick"}, file={"driver": "file", "filename": str(stick)}
    )
    site.machine.plug_in("usb-storage", "stick", drive="stick")
    stays(site, before, f"{make.__name__} plugged in")
    site.machine.unplug("stick")
    time.sleep(2)
    site.machine.ask("blockdev-del", **{"node-name": "stick"})
    assert digest(stick) == was


def test_a_network_card_on_usb_gets_no_address(site: BoardSite, tmp_path: Path) -> None:
    """Not one packet leaves by it."""
    before = site.said("state")
    packets = tmp_path / "packets"
    site.machine.ask("netdev_add", type="user", id="intruder")
    site.machine.ask("object-add", **{"qom-type": "filter-dump"}, id="dump", netdev="intruder", file=str(packets))
    site.machine.plug_in("usb-net", "card", netdev="intruder")
    stays(site, before, "network card plugged in")
    time.sleep(20)
    assert packets.stat().st_size <= EMPTY_PCAP
    site.machine.unplug("card")


def test_a_stick_that_poses_as_our_card_is_not_started_from(site: BoardSite, tmp_path: Path) -> None:
    """It is there when the power comes; its partition has the name of the terminal's own."""
    stick = data_stick(tmp_path / "stick.img")
    was, sid = digest(stick), site.said("state").get("sid")
    site.power_cut()
    site.board.extra = (
        "-drive",
        f"file={stick},format=raw,if=none,id=stick",
        "-device",
        "usb-storage,drive=stick",
    )
    site.power_on()
    site.until(
        lambda: site.said("state").get("sid") != sid and site.state() in ("ready", "degraded"),
        "it is itself",
        START_S,
    )
    site.keep("started-beside-a-stick")
    site.power_cut()
    assert digest(stick) == was
