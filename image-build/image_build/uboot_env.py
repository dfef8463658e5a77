"""U-Boot's stored environment: its built-in one, but nobody at a keyboard gets between power-on and our script.

Read from U-Boot's own file, so that a new version's addresses come along. Format: CRC-32, then NAME=value with
zeros between, as `env import -c` and the environment in FAT and flash have it.
"""

from __future__ import annotations

import re
import struct
from binascii import crc32
from collections.abc import Mapping

from image_build.commands import StepFailed

PI_SIZE = 0x4000
"""CONFIG_ENV_SIZE of rpi_arm64: the file `uboot.env` on the first partition."""
FLASH_SIZE = 0x40000
"""Of qemu_arm64: the start of the second flash bank."""
FLASH_BANK = 64 << 20
COMMAND = (
    "{look}setenv devtype {disk}; setenv devnum 0; "
    "load {disk} 0:1 ${{scriptaddr}} boot.scr && source ${{scriptaddr}}; reset"
)
LOOK = {"virtio": "virtio scan; "}
"""What finds the disks, where U-Boot has not done it by itself."""
ANCHOR = b"\0bootdelay="
WORD = re.compile(rb"(?P<name>[A-Za-z_][A-Za-z0-9_#]*)=(?P<value>[\x20-\x7e]*)")


def built_in(program: bytes) -> dict[str, str]:
    """Return the environment that U-Boot has without a stored one. Raises StepFailed where there is none."""
    found = program.find(ANCHOR)
    end = program.find(b"\0\0", found)
    if found < 0 or end < 0:
        raise StepFailed("this U-Boot has no environment with a bootdelay in it")
    words = []
    while (start := program.rfind(b"\0", 0, end)) >= 0 and (word := WORD.fullmatch(program[start + 1 : end])):
        words.append((word["name"].decode(), word["value"].decode()))
        end = start
    return dict(reversed(words))


def closed(words: Mapping[str, str], disk: str) -> dict[str, str]:
    """Return them without the ways in: no key is heard, our script on the card is all that is started.

    Neither USB, network nor EFI programs are looked for. Where the script cannot be read there is no prompt but
    another start. `disk` is `mmc` or `virtio`; the environment itself came from its first partition.
    """
    rest = {name: value for name, value in words.items() if name not in ("preboot", "boot_targets")}
    return rest | {
        "bootdelay": "-2",
        "bootcmd": COMMAND.format(disk=disk, look=LOOK.get(disk, "")),
        "stdin": "serial",
    }


def packed(words: Mapping[str, str], size: int) -> bytes:
    """Raises StepFailed where they do not fit."""
    text = b"".join(f"{name}={value}".encode() + b"\0" for name, value in words.items()) + b"\0"
    if len(text) > size - 4:
        raise StepFailed(f"U-Boot's environment: {len(text)} bytes do not go into {size}")
    data = text.ljust(size - 4, b"\0")
    return struct.pack("<I", crc32(data)) + data
