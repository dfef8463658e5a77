"""From IPP attributes to a reading of the device."""

from __future__ import annotations

import socket

import pytest

from hardware.document_printer.ipp_attributes import (
    DeviceReading,
    DeviceSilentError,
    Supply,
    Tray,
    is_readable,
    parse_pages_out,
    parse_printer,
    parse_supply,
    parse_tray,
    read_device,
)


def test_a_whole_printer() -> None:
    reading = parse_printer(
        {
            "printer-state": (3,),
            "printer-state-reasons": ("none",),
            "printer-make-and-model": ("Utopia 4000",),
            "printer-input-tray": (
                "type=sheetFeedAutoRemovableTray;maxcapacity=250;level=100;status=0;name=main;",
            ),
            "printer-supply": (
                "index=2;class=supplyThatIsConsumed;type=toner;maxcapacity=100;level=75;colorantname=black;",
            ),
            "media-ready": ("iso_a4_210x297mm",),
        }
    )
    assert reading == DeviceReading(
        state=3,
        reasons=("none",),
        model="Utopia 4000",
        trays=(Tray("main", "sheetFeedAutoRemovableTray", 100, 250),),
        supplies=(Supply("toner", "black", 75, 100),),
        media_ready=("iso_a4_210x297mm",),
    )


def test_a_printer_that_says_next_to_nothing() -> None:
    assert parse_printer({}) == DeviceReading(0)


@pytest.mark.parametrize(
    ("text", "tray"),
    [
        ("name=main;level=5;maxcapacity=50", Tray("main", "", 5, 50)),
        ("name=main;level=-3;maxcapacity=-2;", Tray("main", "", -3, -2)),
        ("name=main;level=;maxcapacity=many", Tray("main", "", -2, -2)),
        (" Name = Tray 1 ; LEVEL = 7 ; junk ;;", Tray("Tray 1", "", 7, -2)),
        ("name=a=b;level=1", Tray("a=b", "", 1, -2)),
        ("", Tray("", "", -2, -2)),
    ],
)
def test_trays(text: str, tray: Tray) -> None:
    assert parse_tray(text) == tray


def test_a_supply_without_colour() -> None:
    assert parse_supply("type=wasteToner;level=25;maxcapacity=100") == Supply("wasteToner", "", 25, 100)


def test_pages_out_are_those_of_the_job_being_printed() -> None:
    waiting = {"job-state": (3,), "job-impressions-completed": (0,)}
    printing = {"job-state": (5,), "job-impressions-completed": (2,)}
    assert parse_pages_out((waiting, printing)) == 2
    assert parse_pages_out((waiting,)) is None
    assert parse_pages_out(({"job-state": (5,)},)) is None
    assert parse_pages_out(()) is None


@pytest.mark.parametrize(
    ("uri", "readable"),
    [
        ("ipp://a/ipp/print", True),
        ("ipps://a", True),
        ("dnssd://x._ipp._tcp.local/", False),
        ("usb://A/B", False),
        ("", False),
    ],
)
def test_which_devices_can_be_asked(uri: str, readable: bool) -> None:
    assert is_readable(uri) is readable


def test_a_device_that_is_not_there_is_silent() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        with pytest.raises(DeviceSilentError):
            read_device(f"ipp://127.0.0.1:{port}/ipp/print")
