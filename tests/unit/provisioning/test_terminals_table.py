"""The table of terminals: everything is checked, all mistakes are told at once with their rows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provisioning.first_boot.network import network_files
from provisioning.terminals.entry import TerminalEntry, read_entry
from provisioning.terminals.mistakes import Mistakes
from provisioning.terminals.provision_file import Provision, SiteFacts, from_toml, to_toml
from provisioning.terminals.table import merged, read_table, write_table
from provisioning.terminals.terminal_config import config_tables
from tests.unit.provisioning.site_desk import terminal

SITE = SiteFacts("Self-Service-Center", "broker.example.org")


def mistakes(table: str) -> list[tuple[int, str]]:
    with pytest.raises(Mistakes) as raised:
        read_table(table.encode())
    return [(each.row, each.where) for each in raised.value.found]


def test_a_table_is_read_as_spreadsheets_write_it() -> None:
    comma = "id,place,address,gateway,dns\nt-1,Halle Süd,192.0.2.17/24,192.0.2.1,192.0.2.53 192.0.2.54\n"
    semicolon = comma.replace(",", ";").replace("\n", "\r\n")
    expected = read_table(comma.encode())
    assert expected[0].dns == ("192.0.2.53", "192.0.2.54")
    assert expected[0].place == "Halle Süd"
    for content in (semicolon.encode("utf-8-sig"), semicolon.encode("cp1252"), (comma + ",,,,\n\n").encode()):
        assert read_table(content) == expected


def test_all_mistakes_are_told_at_once_with_their_rows() -> None:
    table = """id,place,address,gateway,dns,vlan,rotation,proxy
T_1,Halle A,dhcp,,,0,0,
t-2,,192.0.2.17,,,5000,45,proxy:3128
t-3,Halle C,192.0.2.18/24,198.51.100.1,,0,0,
t-3,Halle C,192.0.2.18/24,192.0.2.1,192.0.2.53,0,0,
"""
    assert mistakes(table) == [
        *((2, "id"), (3, "place"), (3, "address"), (3, "vlan"), (3, "proxy"), (3, "rotation")),
        *((4, "gateway"), (4, "dns"), (5, "id"), (5, "place"), (5, "address")),
    ]


@pytest.mark.parametrize(
    ("rotation", "dpi", "wrong"),
    [(0, 149, False), (90, 149, True), (270, 94, True), (270, 91, False), (180, 200, True)],
)
def test_a_panel_on_which_words_and_keys_do_not_fit_is_told(rotation: int, dpi: int, wrong: bool) -> None:
    """What counts is how it hangs: 1280 × 800 at 10.1 inches is wide enough only where it lies."""
    table = f"id,place,rotation,width,height,dpi\nt-1,Halle A,{rotation},1280,800,{dpi}\n"
    if wrong:
        assert mistakes(table) == [(2, "dpi")]
    else:
        assert read_table(table.encode())[0].dpi == dpi


def test_a_mistake_says_what_to_write_and_repeats_no_password() -> None:
    with pytest.raises(Mistakes) as raised:
        read_table(b"id,place,rotation,proxy\nt-1,Halle A,45,http://user:geheim@proxy\n")
    said = str(raised.value)
    assert "row 2, rotation: “45” is wrong: one of 0, 90, 180, 270" in said
    assert "row 2, proxy: an address such as http://proxy.example.org:3128" in said
    assert "geheim" not in said


@pytest.mark.parametrize(
    ("table", "where"),
    [
        ("id,place,colour\nt-1,A,red\n", [(1, "colour")]),
        ("id,id,place\nt-1,t-1,A\n", [(1, "id")]),
        ("id,place\n", [(1, "table")]),
        ("id,place\nt-1,A,more\n", [(2, "row")]),
    ],
)
def test_a_table_of_another_shape_is_refused(table: str, where: list[tuple[int, str]]) -> None:
    assert mistakes(table) == where


@pytest.mark.parametrize(
    "cells",
    [
        {"address": "192.0.2.0/24"},
        {"address": "192.0.2.255/24"},
        {"address": "127.0.0.1/8"},
        {"address": "2001:db8::/64"},
        {"address": "192.0.2.17/33"},
        {"address": "192.0.2.17/24", "gateway": "192.0.2.17", "dns": "192.0.2.53"},
        {"gateway": "192.0.2.1"},
        {"ntp": "300.1.1.1"},
        {"ntp": "time_example"},
        {"vlan": "4095"},
        {"vlan": "-1"},
        {"vlan": "٣"},
        {"proxy": "http://proxy.example.org"},
        {"proxy": "http://proxy.example.org:99999"},
        {"proxy": "socks5://proxy.example.org:1080"},
        {"proxy": 'http://u:"p@proxy.example.org:1'},
        {"a4": "lpd://192.0.2.30"},
        {"receipt": "usb:///etc/../lp0 x"},
        {"receipt": "tcp://192.0.2.31"},
        {"scanner": "ttyUSB0"},
        {"scanner_usb": "04b8"},
        {"ssh_key": "ssh-rsa AAAA"},
        {"ssh_key": 'command="sh" ssh-ed25519 ' + "A" * 68},
        {"place": "x" * 61},
        {"id": "-t1"},
        {"id": "t" * 33},
        {"id": "_monitor"},
    ],
)
def test_what_cannot_be_is_refused(cells: dict[str, str]) -> None:
    assert isinstance(read_entry({"id": "t-1", "place": "Halle A", **cells}), list)


@pytest.mark.parametrize(
    "cells",
    [
        {"address": "2001:db8::17/64", "gateway": "2001:db8::1", "dns": "2001:db8::53"},
        {"address": "192.0.2.17/31", "gateway": "192.0.2.16", "dns": "192.0.2.53"},
        {"ntp": "192.0.2.123, time.example.org"},
        {"a4": "ipps://printer.example.org:443/ipp/print"},
        {"receipt": "serial:///dev/ttyUSB0"},
        {"scanner": "/dev/serial/by-id/usb-Reader_1-port0", "scanner_framing": "block"},
        {"scanner_usb": "04B8:0E15"},
        {"id": "t"},
        {"id": "t" * 32},
    ],
)
def test_what_can_be_is_taken(cells: dict[str, str]) -> None:
    assert isinstance(read_entry({"id": "t-1", "place": "Halle A", **cells}), TerminalEntry)


def test_the_site_s_defaults_fill_empty_cells_and_give_no_gateway_to_dhcp() -> None:
    table = b"id,place,address,dns\nt-1,A,,\nt-2,B,192.0.2.18/24,192.0.2.99\n"
    defaults = {"dns": "192.0.2.53", "gateway": "192.0.2.1", "ntp": "192.0.2.123"}
    one, two = read_table(table, defaults)
    assert (one.gateway, one.dns, one.ntp) == ("", ("192.0.2.53",), ("192.0.2.123",))
    assert (two.gateway, two.dns) == ("192.0.2.1", ("192.0.2.99",))


def test_the_register_comes_back_as_it_was_written() -> None:
    entries = (
        terminal("t-1"),
        terminal("t-2", vlan="7", proxy="http://u:p@proxy.example.org:1", scanner_usb="1a2b:3c4d"),
    )
    assert read_table(write_table(entries)) == entries


def test_a_table_replaces_terminals_by_id_and_may_collide_with_none() -> None:
    static = {"gateway": "192.0.2.1", "dns": "192.0.2.53"}
    register = (terminal("t-1", address="192.0.2.17/24", **static), terminal("t-2"))
    together = merged(register, (terminal("t-2", rotation="90"), terminal("t-3")))
    assert [(each.id, each.rotation) for each in together] == [("t-1", 0), ("t-2", 90), ("t-3", 0)]
    with pytest.raises(Mistakes, match="t-9, address"):
        merged(register, (terminal("t-9", address="192.0.2.17/24", **static),))


words = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=30)


@given(place=words, site=words, vlan=st.integers(0, 4094))
def test_a_provision_file_says_the_same_after_any_journey(place: str, site: str, vlan: int) -> None:
    cells = {"place": place, "vlan": str(vlan), "dns": "192.0.2.53"}
    found = read_entry({"id": "t-1", **cells})
    assert isinstance(found, TerminalEntry)
    provision = Provision(SiteFacts(site, "192.0.2.2", 1883), found)
    text = to_toml(provision)
    assert from_toml(text.encode()) == provision
    assert from_toml(text.replace("\n", "\r\n").encode("utf-8-sig")) == provision


def test_the_update_server_s_port_is_said_where_it_is_another_one_than_usual() -> None:
    usual = Provision(SITE, terminal())
    assert "updates" not in to_toml(usual)
    assert "updates" not in config_tables(usual, Path("/identity"))
    other = Provision(SiteFacts("Utopia", "broker.example.org", 8883, 9443), terminal())
    assert from_toml(to_toml(other).encode()) == other
    assert config_tables(other, Path("/identity"))["updates"] == {"port": 9443}
    wrong = from_toml(to_toml(other).replace("9443", "99999").encode())
    assert isinstance(wrong, list)
    assert [each.where for each in wrong] == ["site.updates_port"]


def test_a_provision_file_in_another_form_is_judged_and_nothing_raises() -> None:
    good = to_toml(Provision(SITE, terminal()))
    assert isinstance(from_toml(good.encode()), Provision)
    for spoilt in (
        b"\xff\xfe",
        b"= 1",
        b"",
        good.replace("[network]", "network = 3\n[other]").encode(),
        good.replace("vlan = 0", "vlan = true").encode(),
        good.replace("vlan = 0", "vlan = { a = 1 }").encode(),
        good.replace("broker_port = 8883", 'broker_port = "x"').encode(),
        good.replace("[site]", "[[site]]").encode(),
    ):
        found = from_toml(spoilt)
        assert isinstance(found, list), spoilt
        assert all(each.en and each.de for each in found)


def test_a_static_address_and_a_vlan_become_files_for_networkd() -> None:
    files = network_files(
        terminal(address="192.0.2.17/24", gateway="192.0.2.1", dns="192.0.2.53", ntp="192.0.2.123", vlan="12")
    )
    assert files["10-migrado-vlan.netdev"] == "[NetDev]\nName=vlan12\nKind=vlan\n\n[VLAN]\nId=12\n"
    assert "VLAN=vlan12" in files["10-migrado.network"]
    assert "\nAddress" not in files["10-migrado.network"]
    above = files["20-migrado-vlan.network"].split("\n")
    assert above[:2] == ["[Match]", "Name=vlan12"]
    assert {"Address=192.0.2.17/24", "Gateway=192.0.2.1", "DNS=192.0.2.53", "NTP=192.0.2.123"} <= set(above)


def test_with_dhcp_what_was_provisioned_stands_instead_of_what_dhcp_says() -> None:
    text = network_files(terminal(ntp="192.0.2.123"))["10-migrado.network"]
    assert "UseNTP=no" in text
    assert "UseDNS=no" not in text
    assert "Hostname=t-1" in text
