"""What a start begins with: the boot state, U-Boot's script, the first archive and the order of modules."""

from __future__ import annotations

import struct
import subprocess
from binascii import crc32
from pathlib import Path

from image_build.boot_files import NEW_STATE, SECOND_STATE, STATE_SIZE, script, state_partition
from image_build.cpio import archived, device, directory, file, link
from image_build.kernel import load_order, removable, unknown
from image_build.layout import laid_out
from image_build.own_files import persist_list
from image_build.recipe import load_recipe

SOURCE = Path(__file__).parents[3] / "image-build"
RECIPE = load_recipe(SOURCE)
DEPENDENCIES = """\
kernel/fs/ext4/ext4.ko.xz: kernel/fs/jbd2/jbd2.ko.xz kernel/lib/crc16.ko.xz kernel/fs/mbcache.ko.xz
kernel/fs/jbd2/jbd2.ko.xz:
kernel/lib/crc16.ko.xz:
kernel/fs/mbcache.ko.xz:
kernel/drivers/md/dm-verity.ko.xz: kernel/drivers/md/dm-bufio.ko.xz kernel/drivers/md/dm-mod.ko.xz
kernel/drivers/md/dm-bufio.ko.xz: kernel/drivers/md/dm-mod.ko.xz
kernel/drivers/md/dm-mod.ko.xz:
"""


def test_the_boot_state_has_two_copies_with_their_checksums() -> None:
    content = state_partition(laid_out(RECIPE.partitions))
    for start in (0, SECOND_STATE * 512):
        copy = content[start : start + STATE_SIZE]
        assert struct.unpack("<I", copy[:4])[0] == crc32(copy[4:])
        assert copy[4:].split(b"\0\0")[0].split(b"\0") == [
            f"{key}={word}".encode() for key, word in NEW_STATE.items()
        ]


def test_no_place_is_left_open_in_the_script_of_u_boot() -> None:
    text = script(laid_out(RECIPE.partitions), (SOURCE / "files/boot/boot.cmd").read_text())
    assert "@" not in text
    assert "${devtype} read ${state_at} 20800 8" in text


def test_modules_are_loaded_after_what_they_need() -> None:
    names = [Path(one).name.split(".")[0] for one in load_order(DEPENDENCIES, ["dm-verity", "ext4"])]
    assert names == ["dm-mod", "dm-bufio", "dm-verity", "mbcache", "crc16", "jbd2", "ext4"]


def test_a_module_that_another_one_wants_is_not_left_out() -> None:
    dependencies = (
        "kernel/gpu/vc4.ko: kernel/sound/soc/core.ko\nkernel/sound/soc/core.ko:\nkernel/sound/soc/other.ko:\n"
    )
    dependencies += "kernel/sound/soc/hdmi-codec.ko: kernel/sound/soc/jack.ko\nkernel/sound/soc/jack.ko:\n"
    soft = "# told by the modules\nsoftdep vc4 pre: hdmi_codec\n"
    assert removable(dependencies, soft, ["sound/soc"]) == ["kernel/sound/soc/other.ko"]


def test_a_network_adapter_on_usb_finds_no_driver_but_that_of_the_board_itself() -> None:
    found = "".join(f"kernel/drivers/net/usb/{name}.ko:\n" for name in ("lan78xx", "ch9200", "plusb"))
    gone = removable(found, "", RECIPE.left_out_modules, RECIPE.kept_modules)
    assert [Path(each).stem for each in gone] == ["ch9200", "plusb"]


def test_a_module_that_the_kernel_does_not_have_is_told() -> None:
    assert unknown(DEPENDENCIES, "kernel/drivers/virtio/virtio.ko\n", ["ext4", "virtio", "nosuch"]) == ["nosuch"]


def test_cpio_reads_the_first_archive(tmp_path: Path) -> None:
    archive = archived(
        [directory("bin"), file("bin/hello", b"odd"), link("bin/hi", "hello"), device("null", 1, 3)]
    )
    words = ["cpio", "--list", "--verbose", "--quiet", "--numeric-uid-gid"]
    told = subprocess.run(words, input=archive, capture_output=True, check=True).stdout.decode()
    assert [line[:10] for line in told.splitlines()] == ["drwxr-xr-x", "-rw-r--r--", "lrwxrwxrwx", "crw-------"]
    assert "bin/hi -> hello" in told


def test_what_is_kept_is_told_to_the_first_program_line_by_line() -> None:
    lines = [line.split() for line in persist_list(RECIPE).splitlines()]
    assert ["state", "/var/lib/migrado", "migrado:migrado", "0700"] in lines
    assert all(len(line) == 4 for line in lines)


def test_the_first_program_is_sound_shell() -> None:
    subprocess.run(["sh", "-n", SOURCE / "files/boot/init"], check=True)
