"""The firewall that is shipped, loaded on a machine with a cable to another: what passes, and what does not."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.lockdown.firewall import firewall_commands
from tests.peers.net_peer import SITE, TERMINAL, Machine, cable, firewall_of

RULES = Path(__file__).parents[2] / "systemd" / "nftables.conf"
ALWAYS = (53, 443, 631, 8883)
ASKED_FOR = (22, 465, 587, 2222, 3128, 9100)
NEVER = (23, 25, 80, 445, 1883, 3389, 6667)
pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.geteuid() != 0, reason="networks are root's"),
]


class Wired:
    def __init__(self) -> None:
        self.terminal, self.site = Machine(TERMINAL), Machine(SITE)

    def connect(self) -> None:
        cable(self.terminal, self.site)
        self.site.listen(*ALWAYS, *ASKED_FOR, *NEVER)
        self.terminal.listen(22, 80, 443, 631, 5900)
        firewall_of(self.terminal, RULES)

    def goes_out(self) -> set[int]:
        return self.terminal.reaches(self.site, *ALWAYS, *ASKED_FOR, *NEVER)

    def comes_in(self) -> set[int]:
        return self.site.reaches(self.terminal, 22, 80, 443, 631, 5900)

    def close(self) -> None:
        self.site.close()
        self.terminal.close()


@pytest.fixture(scope="module")
def wired() -> Iterator[Wired]:
    made = Wired()
    try:
        made.connect()
    except (OSError, subprocess.SubprocessError) as error:
        made.close()
        pytest.skip(f"no networks here: {type(error).__name__}")
    yield made
    made.close()


def test_without_settings_only_what_every_terminal_needs_goes_out(wired: Wired) -> None:
    wired.terminal.run("nft", "-f", "-", given=firewall_commands(frozenset(), ssh=False))
    assert wired.goes_out() == set(ALWAYS)


def test_nothing_comes_in(wired: Wired) -> None:
    wired.terminal.run("nft", "-f", "-", given=firewall_commands(frozenset(), ssh=False))
    assert wired.comes_in() == set()


def test_settings_open_their_ports_and_take_back_what_they_no_longer_name(wired: Wired) -> None:
    wired.terminal.run("nft", "-f", "-", given=firewall_commands(frozenset({587, 2222}), ssh=False))
    assert wired.goes_out() == {*ALWAYS, 587, 2222}
    wired.terminal.run("nft", "-f", "-", given=firewall_commands(frozenset({465}), ssh=False))
    assert wired.goes_out() == {*ALWAYS, 465}


def test_ssh_comes_in_where_a_key_was_provisioned_and_nothing_else_does(wired: Wired) -> None:
    wired.terminal.run("nft", "-f", "-", given=firewall_commands(frozenset(), ssh=True))
    assert wired.comes_in() == {22}


def test_what_is_not_let_out_fails_at_once(wired: Wired) -> None:
    """Nobody in front of the terminal waits for a time-out."""
    with pytest.raises(subprocess.CalledProcessError) as refused:
        wired.terminal.run("python3", "-c", f"import socket; socket.create_connection(('{SITE}', 25), timeout=5)")
    assert "TimeoutError" not in refused.value.stderr
