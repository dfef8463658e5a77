"""U-Boot's environment: read out of its program, closed, and stored as it reads it again."""

from __future__ import annotations

import struct
from binascii import crc32

import pytest

from image_build.commands import StepFailed
from image_build.uboot_env import PI_SIZE, built_in, closed, packed

WORDS = {
    "bootcmd": "bootflow scan",
    "bootdelay": "2",
    "preboot": "pci enum; usb start;",
    "boot_targets": "mmc usb pxe dhcp",
    "stdin": "serial,usbkbd",
    "kernel_addr_r": "0x00080000",
}
TEXT = b"\0".join(f"{name}={value}".encode() for name, value in WORDS.items())
PROGRAM = b"\x7f\xff\x04\0hello=no\x01\0cyclic functions\n\0" + TEXT + b"\0\0bootdelay\0more"


def test_the_built_in_words_are_found_and_nothing_around_them() -> None:
    assert built_in(PROGRAM) == WORDS


def test_a_program_without_an_environment_is_told() -> None:
    with pytest.raises(StepFailed, match="no environment"):
        built_in(b"\0bootcmd=bootflow scan\0\0")


def test_no_key_stops_it() -> None:
    words = closed(WORDS, "mmc")
    assert words["bootdelay"] == "-2"
    assert words["stdin"] == "serial"


def test_nothing_but_our_script_on_the_card_is_started() -> None:
    words = closed(WORDS, "mmc")
    assert "load mmc 0:1 ${scriptaddr} boot.scr && source ${scriptaddr}" in words["bootcmd"]
    assert "setenv devtype mmc; setenv devnum 0;" in words["bootcmd"]
    assert not any("usb" in value for name, value in words.items() if name != "usb_ignorelist")


def test_a_start_that_fails_ends_in_another_start_and_not_at_a_prompt() -> None:
    assert closed(WORDS, "mmc")["bootcmd"].endswith("; reset")


def test_virtio_is_looked_for_first() -> None:
    assert closed(WORDS, "virtio")["bootcmd"].startswith("virtio scan; ")


def test_addresses_stay_as_the_program_has_them() -> None:
    assert closed(WORDS, "mmc")["kernel_addr_r"] == "0x00080000"


def test_it_is_stored_with_its_checksum_and_of_the_size_that_is_read() -> None:
    stored = packed({"a": "1", "b": "2"}, PI_SIZE)
    assert len(stored) == PI_SIZE
    assert stored[4:].rstrip(b"\0") == b"a=1\0b=2"
    assert struct.unpack("<I", stored[:4])[0] == crc32(stored[4:])
    assert packed({"a": "1", "b": "3"}, PI_SIZE)[:4] != stored[:4]


def test_what_does_not_fit_is_told() -> None:
    with pytest.raises(StepFailed, match="do not go into"):
        packed({"a": "1" * 100}, 64)
