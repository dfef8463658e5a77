"""Cards: block maps, writing with read-back, and which disks are refused."""

from __future__ import annotations

import io
import json
import lzma
import os
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from provisioning.flashing.block_map import NotABlockMap, make_block_map, read_block_map, write_block_map
from provisioning.flashing.disks import Machine, disks
from provisioning.flashing.fat_files import firmware_of
from provisioning.flashing.writing import FlashFailed, open_target, read_back, write_mapped
from provisioning.site.cards import write_card
from provisioning.site.issuing import Desk
from tests.peers.card_bench import MIB, SIZE, CardBench
from tests.unit.provisioning.card_desk import bare_machine, plug_in, provision
from tests.unit.provisioning.site_desk import site_in, terminal


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> CardBench:
    return CardBench(tmp_path_factory.mktemp("image"))


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no site is named it is the directory that one is in, and logs go there."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return bare_machine(tmp_path)


def test_a_block_map_is_read_as_it_was_written_and_maps_all_that_is_not_zero() -> None:
    rng = random.Random(7)
    content = b"".join(rng.randbytes(4096) if rng.random() < 0.5 else bytes(4096) for _ in range(200)) + b"end"
    found = make_block_map(io.BytesIO(content), len(content))
    again = read_block_map(write_block_map(found))
    assert again == found
    rebuilt = bytearray(len(content))
    for each in again.ranges:
        start, length = again.start(each), again.length(each)
        rebuilt[start : start + length] = content[start : start + length]
    assert bytes(rebuilt) == content


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-20],
        lambda text: text.replace(b"0-1<", b"0-2<"),
        lambda _text: b"",
        lambda text: text.replace(b'version="2.0"', b'version="1.3"'),
    ],
)
def test_a_block_map_that_was_cut_or_changed_is_refused(spoil) -> None:  # type: ignore[no-untyped-def]
    good = write_block_map(make_block_map(io.BytesIO(b"x" * 8192), 8192))
    with pytest.raises(NotABlockMap):
        read_block_map(spoil(good))


def test_what_is_written_is_the_image_and_is_read_back(built: CardBench, tmp_path: Path) -> None:
    found = read_block_map(built.block_map.read_bytes())
    steps: list[int] = []
    with open_target(tmp_path / "card", found.image_size) as target, lzma.open(built.image) as image:
        write_mapped(image, found, target, steps.append)  # type: ignore[arg-type]
        assert sum(steps) == found.mapped_bytes
        read_back(found, target, steps.append)
    assert sum(steps) == 2 * found.mapped_bytes
    assert (tmp_path / "card").read_bytes() == built.plain.read_bytes()


def test_a_card_that_does_not_keep_what_is_written_is_found(built: CardBench, tmp_path: Path) -> None:
    """One bit in one of its mapped blocks, wherever it is."""
    found = read_block_map(built.block_map.read_bytes())
    for each in random.Random(3).sample(found.ranges, 3):
        with open_target(tmp_path / "card", found.image_size) as target, built.plain.open("rb") as image:
            write_mapped(image, found, target, lambda _: None)
            at = found.start(each) + found.length(each) - 1
            os.pwrite(target, bytes([os.pread(target, 1, at)[0] ^ 1]), at)
            with pytest.raises(FlashFailed, match=f"block {each.first} reads back otherwise"):
                read_back(found, target, lambda _: None)


def test_an_image_that_is_not_what_its_map_says_is_found(built: CardBench, tmp_path: Path) -> None:
    content = bytearray(built.plain.read_bytes())
    content[built.start("root-a") + 5] ^= 1
    (tmp_path / "migrado.img.xz").write_bytes(lzma.compress(content, preset=0))
    (tmp_path / "migrado.img.bmap").write_bytes(built.block_map.read_bytes())
    result = provision(Machine(), "flash", str(tmp_path / "migrado.img.xz"), str(tmp_path / "card"), "--yes")
    assert result.exit_code == 1
    assert "the image is damaged" in result.output


def test_an_image_that_was_cut_off_is_found(built: CardBench, tmp_path: Path) -> None:
    packed = built.image.read_bytes()
    (tmp_path / "migrado.img.xz").write_bytes(packed[: len(packed) // 2])
    (tmp_path / "migrado.img.bmap").write_bytes(built.block_map.read_bytes())
    result = provision(Machine(), "flash", str(tmp_path / "migrado.img.xz"), str(tmp_path / "card"), "--yes")
    assert result.exit_code == 1
    assert "the image is damaged" in result.output


def test_only_removable_disks_that_nobody_uses_may_be_written_to(machine: Machine) -> None:
    plug_in(machine, "sda", removable=False)
    plug_in(machine, "sdb", number="8:16")
    plug_in(machine, "sdc", number="8:32", more={"sdc1/partition": "1", "sdc1/dev": "8:33"})
    plug_in(machine, "sdd", number="8:48", more={"size": "0"})
    plug_in(
        machine, "sde", number="8:64", more={"sde1/partition": "1", "sde1/dev": "8:65", "sde1/holders/dm-0/x": ""}
    )
    plug_in(machine, "sdf", number="8:80", more={"sdf2/partition": "2", "sdf2/dev": "8:82"})
    plug_in(machine, "mmcblk0", removable=False, number="179:0", more={"device/type": "SD"})
    plug_in(machine, "mmcblk1", removable=False, number="179:8", more={"device/type": "MMC"})
    machine.mounts.write_text("30 22 8:33 / /media/card rw - vfat /dev/sdc1 rw\n")
    machine.swaps.write_text("Filename Type Size Used Priority\n/dev/sdf2 partition 1 0 -2\n")
    why = {disk.name: disk.why_not for disk in disks(machine)}
    assert [name for name, said in why.items() if not said] == ["mmcblk0", "sdb"]
    assert "removable" in why["sda"]
    assert "removable" in why["mmcblk1"], "a soldered eMMC is the machine's own disk"
    assert "/media/card" in why["sdc"]
    assert "no card" in why["sdd"]
    assert "dm-0" in why["sde"]
    assert "swap" in why["sdf"]


def test_one_unfit_target_and_nothing_is_written_to_any(
    built: CardBench, machine: Machine, tmp_path: Path
) -> None:
    own = plug_in(machine, "sda", removable=False)
    (machine.devices / "sdb1").touch()
    card = tmp_path / "card"
    targets = (str(card), str(own), str(machine.devices / "sdb1"), str(card))
    result = provision(machine, "flash", str(built.image), *targets, "--yes")
    assert result.exit_code == 1
    for said in ("sda: is no removable disk", "sdb1: is no whole disk", "card: is there twice"):
        assert said in result.output
    assert not card.exists()
    assert own.read_bytes() == b""


def test_one_card_by_two_names_is_one_card(built: CardBench, machine: Machine, tmp_path: Path) -> None:
    disk = plug_in(machine, "sdb")
    (machine.devices / "by-id").symlink_to(disk)
    result = provision(machine, "flash", str(built.image), str(disk), str(machine.devices / "by-id"), "--yes")
    assert result.exit_code == 1
    assert "sdb: is there twice" in result.output


def test_without_targets_the_disks_are_shown_with_why_not(machine: Machine) -> None:
    plug_in(machine, "sda", removable=False)
    plug_in(machine, "sdb")
    said = provision(machine, "flash").output
    assert "sda  0.5 GB  Reader  is no removable disk" in said
    assert "sdb  0.5 GB  Reader  may be written to" in said


def test_nothing_is_written_before_somebody_says_yes(built: CardBench, machine: Machine, tmp_path: Path) -> None:
    result = provision(machine, "flash", str(built.image), str(tmp_path / "card"), types="n\n")
    assert result.exit_code == 1
    assert not (tmp_path / "card").exists()


# cards


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return site_in(tmp_path)


def test_several_cards_are_written_at_once_each_with_its_own_identity(
    built: CardBench, machine: Machine, desk: Desk, tmp_path: Path
) -> None:
    names = ("t-1", "t-2", "t-3")
    for name in names:
        write_card(desk, terminal(name))
    targets = [f"{name}={tmp_path / name}.img" for name in names]
    result = provision(machine, "flash", str(built.image), *targets, "--site", str(desk.folder.path), "--yes")
    assert result.exit_code == 0, result.output
    for name in names:
        firmware = firmware_of(tmp_path / f"{name}.img")
        assert {"config.txt", "migrado-provision.toml", "migrado-identity.pem"} == set(firmware.names())
        assert f'id = "{name}"' in firmware.read("migrado-provision.toml").decode()
        checked = provision(machine, "doctor", str(tmp_path / f"{name}.img"), "--json")
        assert checked.exit_code == 0, checked.output
    logs = [json.loads(path.read_text()) for path in (desk.folder.path / "logs").iterdir()]
    assert {(log["terminal_id"], log["error"]) for log in logs} == {(name, "") for name in names}
    assert "PRIVATE" not in "".join(path.read_text() for path in (desk.folder.path / "logs").iterdir())


def test_a_terminal_for_which_nothing_is_written_is_refused(
    built: CardBench, machine: Machine, desk: Desk, tmp_path: Path
) -> None:
    result = provision(
        machine, "flash", str(built.image), f"t-9={tmp_path / 'c'}", "--site", str(desk.folder.path)
    )
    assert result.exit_code == 1
    assert "provision write" in result.output


# a real block device, where the machine has one to spare


@pytest.fixture
def loop_disk(tmp_path: Path) -> Iterator[Path]:
    backing = tmp_path / "backing"
    with backing.open("wb") as file:
        file.truncate(SIZE + 8 * MIB)
    done = subprocess.run(["losetup", "--find", "--show", str(backing)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("no loop devices on this machine")
    disk = Path(done.stdout.decode().strip())
    yield disk
    subprocess.run(["losetup", "--detach", str(disk)], check=True)


def test_a_real_disk_is_written_read_back_and_gets_its_files(
    built: CardBench, desk: Desk, tmp_path: Path, loop_disk: Path
) -> None:
    """The kernel's own /sys says that a loop device is not removable; all the rest is real."""
    honest = Machine()
    assert "removable" in provision(honest, "flash", str(built.image), str(loop_disk), "--yes").output
    claims = tmp_path / "block"
    claims.mkdir()
    machine = Machine(claims)
    plug = claims / loop_disk.name
    (plug / "device").mkdir(parents=True)
    for name, text in {"removable": "1", "size": "99999", "dev": "7:99"}.items():
        (plug / name).write_text(text)
    write_card(desk, terminal("t-1"))
    words = (f"t-1={loop_disk}", "--site", str(desk.folder.path), "--yes")
    result = provision(machine, "flash", str(built.image), *words)
    assert result.exit_code == 0, result.output
    assert "migrado-provision.toml" in firmware_of(loop_disk).names()
    checked = provision(machine, "doctor", str(loop_disk))
    assert checked.exit_code == 0, checked.output
