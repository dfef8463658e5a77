"""The data partition grows to the end of the card: on a loop device, as on a card that was just flashed."""

from __future__ import annotations

import os
import struct
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

GROW = Path(__file__).parents[2] / "systemd" / "migrado-grow-data"
MIB = 2**20
IMAGE_MIB, CARD_MIB = 64, 200
TABLE = """label: gpt
size=8M, name=firmware, type=EBD0A0A2-B9E5-4433-87C0-68B6B72699C7
size=4M, name=boot-state
size=40M, name=data
"""
pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.geteuid() != 0, reason="loop devices and mounts are root's"),
]


def _may_resize() -> bool:
    """Say whether CAP_SYS_RESOURCE is there (24; capabilities(7)): ext4 asks for it, and containers lack it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return bool(int(status.split("CapEff:")[1].split()[0], 16) >> 24 & 1)


may_resize = pytest.mark.skipif(not _may_resize(), reason="growing a mounted ext4 needs CAP_SYS_RESOURCE")


def run(*command: str, given: str = "") -> str:
    return subprocess.run(command, input=given, check=True, capture_output=True, text=True).stdout


def hybrid_mbr() -> bytes:
    """What a Raspberry Pi 3 looks for: the firmware partition, and the table's protection behind it."""
    firmware = bytes([0, 0, 0, 0, 0x0C, 0, 0, 0]) + struct.pack("<II", 2048, 16384)
    protective = bytes([0, 0, 0, 0, 0xEE, 0, 0, 0]) + struct.pack("<II", 1, 2047)
    return firmware + protective + bytes(32)


class Card:
    """A file behind a loop device, its partitions seen by the kernel."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.touch()
        os.truncate(path, IMAGE_MIB * MIB)
        run("sfdisk", "--quiet", str(path), given=TABLE)
        with path.open("r+b") as file:
            file.seek(446)
            file.write(hybrid_mbr())
        os.truncate(path, CARD_MIB * MIB)
        self.loop = run("losetup", "--find", "--show", str(path)).strip()
        run("partx", "--add", self.loop)
        self.data = self.loop + "p3"
        if not Path(self.data).exists():  # no udev here that would make it
            major, minor = self._about("dev").split(":")
            run("mknod", self.data, "b", major, minor)
        run("mke2fs", "-q", "-t", "ext4", self.data)

    def _about(self, name: str) -> str:
        return Path("/sys/class/block", Path(self.data).name, name).read_text().strip()

    @property
    def mib(self) -> float:
        return int(self._about("size")) * 512 / MIB

    def boot_sector(self) -> bytes:
        with self.path.open("rb") as file:
            return file.read(512)

    def close(self) -> None:
        run("partx", "--delete", self.loop)
        run("losetup", "--detach", self.loop)
        Path(self.data).unlink(missing_ok=True)


@pytest.fixture
def card(tmp_path: Path) -> Iterator[Card]:
    try:
        made = Card(tmp_path / "card.img")
    except (subprocess.CalledProcessError, OSError) as error:
        pytest.skip(f"no loop devices: {error}")
    yield made
    made.close()


@pytest.fixture
def mounted(card: Card, tmp_path: Path) -> Iterator[Path]:
    where = tmp_path / "mnt"
    where.mkdir()
    run("mount", card.data, str(where))
    yield where
    run("umount", str(where))


def file_system_mib(card: Card) -> float:
    said = run("dumpe2fs", "-h", card.data)
    blocks, size = (int(said.split(key)[1].split()[0]) for key in ("Block count:", "Block size:"))
    return blocks * size / MIB


def room_mib(where: Path) -> float:
    disk = os.statvfs(where)
    return disk.f_blocks * disk.f_frsize / MIB


@may_resize
def test_partition_and_file_system_grow_while_they_are_in_use(card: Card, mounted: Path) -> None:
    (mounted / "outbox").write_text("sealed")
    run(str(GROW), card.data)
    assert card.mib > CARD_MIB - 15
    assert room_mib(mounted) > CARD_MIB - 40
    assert (mounted / "outbox").read_text() == "sealed"


def test_they_grow_before_they_are_mounted_too(card: Card) -> None:
    before = card.boot_sector()
    run(str(GROW), card.data)
    assert card.mib > CARD_MIB - 15
    assert file_system_mib(card) > CARD_MIB - 15
    assert card.boot_sector() == before  # the hybrid MBR with which a Raspberry Pi 3 starts


def test_a_second_time_nothing_is_written_to_the_table(card: Card) -> None:
    run(str(GROW), card.data)
    table, size = run("sfdisk", "--dump", card.loop), card.mib
    run(str(GROW), card.data)
    assert (run("sfdisk", "--dump", card.loop), card.mib) == (table, size)


def test_after_a_power_cut_between_table_and_file_system_it_goes_on(card: Card) -> None:
    run("sfdisk", "--quiet", "--force", "--no-reread", "--no-tell-kernel", "--partno", "3", card.loop, given=", +")
    run("partx", "--update", "--nr", "3", card.loop)
    run(str(GROW), card.data)
    assert file_system_mib(card) > CARD_MIB - 15


def test_what_is_no_partition_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * 1000)
    assert subprocess.run([GROW, tmp_path / "file"], check=False, capture_output=True).returncode == 66
