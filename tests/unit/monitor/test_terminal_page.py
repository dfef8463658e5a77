"""A terminal's own page: which machine it is, how it runs, and what is no longer sure."""

from __future__ import annotations

import pytest

from appliance.telemetry.messages import Health, TerminalInfo
from monitor.about_view import about_lines, running_facts
from monitor.row_view import OLD
from monitor.terminal_view import device_views
from monitor.words import WORDS
from tests.unit.monitor.said import NOON, hall, hear, no_paper

INFO = TerminalInfo(
    *("Self-Service-Center", "Halle B · Terminal 3", "0.1.0", "2026-03"),
    slot="B",
    serials={"board": "10000000abcdef01", "hat": "77"},
    addresses=("eth0 192.0.2.7", "wlan0 198.51.100.7"),
)


def test_it_tells_it_staff_which_machine_it_is() -> None:
    lines = {line.label: line.values for line in about_lines(INFO, WORDS["de"])}
    assert lines["Adressen"] == ("eth0 192.0.2.7", "wlan0 198.51.100.7")
    assert lines["Seriennummer (Hauptplatine)"] == ("10000000abcdef01",)
    assert lines["Seriennummer (hat)"] == ("77",)
    assert lines["Startbereich"] == ("B",)


def test_what_a_machine_does_not_have_is_left_out() -> None:
    lines = about_lines(TerminalInfo("Site", "Place", "1", ""), WORDS["en"])
    assert [line.label for line in lines] == ["Site", "Software"]
    assert about_lines(None, WORDS["en"]) == ()


@pytest.mark.parametrize(
    ("offset_s", "text"),
    [
        (0.0004, "Uhr stimmt (Abweichung < 1 ms)"),
        (-0.2, "Uhr stimmt (Abweichung 200 ms)"),
        (75.0, "Uhr geht 1 min nach"),
        (-3.2, "Uhr geht 3 s vor"),
    ],
)
def test_the_clock_is_right_or_wrong_by_how_much(offset_s: float, text: str) -> None:
    assert running_facts(Health(clock_offset_s=offset_s, uptime_s=7200), WORDS["de"]) == ("läuft seit 2 h", text)


def test_a_clock_that_nobody_compares_is_not_said_to_be_right() -> None:
    assert running_facts(Health(), WORDS["de"]) == ()
    assert running_facts(None, WORDS["de"]) == ()


def test_the_devices_of_a_silent_terminal_are_shown_as_what_was_known_last() -> None:
    terminal = hear(hall("b3"), "b3", "device/a4", no_paper()).terminals["b3"]
    a4, receipt, *_ = device_views(terminal, NOON, WORDS["de"], old=True)
    assert (a4.mark.text, a4.mark.tone, a4.reasons.text) == ("zuletzt steht", OLD, "Papier leer")
    assert (receipt.mark.text, receipt.old) == ("zuletzt bereit", True)
    assert device_views(terminal, NOON, WORDS["de"], old=False)[1].mark.text == "bereit"
