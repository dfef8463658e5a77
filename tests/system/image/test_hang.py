"""The screen's process dies, or hangs: it is back by itself, and the monitor has heard that it was gone.

The board's clock runs slowly under load: what the supervisor promises is measured by the board's own clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.system.image.built import Built
from tests.system.image.site import START_S, BoardSite

pytestmark = [pytest.mark.image, pytest.mark.system, pytest.mark.long]
UNIT = "migrado-terminal.service"
WATCHDOG_S = 20.0
RESTART_S = 45.0
"""The pause before the restart, and a start on a board that is a program; a Raspberry Pi is quicker."""


@pytest.fixture(scope="module")
def site(image: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoardSite]:
    with BoardSite(tmp_path_factory.mktemp("hang"), image, name="hang", ssh=True) as made:
        made.power_on()
        made.until(lambda: made.state() in ("ready", "degraded"), "a state", START_S)
        yield made


def shown(site: BoardSite, name: str) -> str:
    return site.ssh(f"systemctl show {UNIT} --value --property={name}").strip()


def up(site: BoardSite) -> float:
    """The board's own clock: seconds since it was switched on."""
    return float(site.ssh("cat /proc/uptime").split()[0])


def became_active(site: BoardSite) -> float:
    return int(shown(site, "ActiveEnterTimestampMonotonic")) / 1e6


def comes_back(site: BoardSite, signal: str, within: float) -> None:
    """Do this to the screen's process, and see, hear and measure that another is in its place."""
    before, heard, pid = site.said("state"), len(site.states()), shown(site, "MainPID")
    since = up(site)
    site.ssh(f"kill -{signal} {pid}")
    site.until(lambda: "lost" in site.states()[heard:], "the monitor hears that it is lost", 180)
    site.keep(f"{signal}-lost")
    site.until(
        lambda: site.state() in ("ready", "degraded") and site.said("state")["sid"] != before["sid"],
        "back",
        START_S,
    )
    site.until(site.shows_first_screen, "the languages again", 120)
    site.keep(f"{signal}-back")
    assert shown(site, "MainPID") not in (pid, "0")
    took = became_active(site) - since
    print(f"{signal}: its first frame was there again after {took:.0f} s of the board's own time")
    assert took < within
    assert "rescue" not in site.ssh("systemctl list-units --state=active --plain --no-legend 'migrado-*'")


def test_a_killed_screen_is_back(site: BoardSite) -> None:
    comes_back(site, "KILL", RESTART_S)


def test_a_hanging_screen_is_killed_and_back(site: BoardSite) -> None:
    comes_back(site, "STOP", WATCHDOG_S + RESTART_S)
    assert "watchdog" in site.ssh(f"journalctl -b -u {UNIT} --no-pager").lower()


def test_the_screen_answers_fingers_again(site: BoardSite, display: None, tmp_path: Path) -> None:
    from tests.system.image.shadow import BriefStory, Visitor

    with closing(Visitor(BriefStory(tmp_path), site)) as visitor:
        visitor.taps_word("English")
    site.until(lambda: site.state() == "busy", "a session", 60)
    site.keep("touched")
