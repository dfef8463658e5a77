"""Looks at a card or an image, whole: partitions, boot state, both slots, what is provisioned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from provisioning.findings import Finding, bad, good, note
from provisioning.first_boot.notices import MISTAKES_NAME, RECEIPT_NAME
from provisioning.first_boot.package import unpack
from provisioning.flashing.boot_state import BootState, read_both
from provisioning.flashing.fat_files import FatPartition, NoFat
from provisioning.flashing.partition_table import (
    NoPartitionTable,
    Partition,
    PartitionTable,
    has_backup,
    read_partition_table,
)
from provisioning.flashing.verity import is_sound, read_word
from provisioning.terminals.identity import judge, read_identity
from provisioning.terminals.provision_file import FILES_NAME, IDENTITY_NAME, NAME, Provision, from_toml

PARTITIONS = ("firmware", "boot-state", "boot-a", "boot-b", "root-a", "root-b", "data")
SLOT_FILES = ("initrd.img", "slot.env", "vmlinuz")
_ANEW = "Flash the card again; if it happens twice, take another card."
_REWRITE = "Correct the file on the card, or `provision write` and copy cards/ID/ onto it again."


def check_card(card: Path, now: dt.datetime) -> tuple[Finding, ...]:
    """Raises OSError where the card cannot be read at all."""
    with card.open("rb") as disk:
        try:
            table = read_partition_table(disk)
        except NoPartitionTable as problem:
            return (bad("partitions", str(problem), _ANEW),)
        found = [*_partitions(disk, table), *_boot_state(disk, table)]
        for slot in ("a", "b"):
            found.extend(_slot(card, disk, table, slot))
    firmware = table.named("firmware")
    if firmware is not None:
        found.extend(_provisioned(FatPartition(card, firmware.start), now))
    return tuple(found)


def _partitions(disk: BinaryIO, table: PartitionTable) -> Iterator[Finding]:
    missing = [name for name in PARTITIONS if table.named(name) is None]
    if missing:
        yield bad("partitions", f"missing: {', '.join(missing)}", _ANEW)
    elif table.is_from_backup:
        yield bad("partitions", "the first copy of the table is damaged", _ANEW)
    elif not has_backup(disk, table):
        yield note("partitions", "the second copy of the table is missing", "It starts; flash it anew soon.")
    else:
        yield good("partitions", "all seven, both copies of the table")


def _boot_state(disk: BinaryIO, table: PartitionTable) -> Iterator[Finding]:
    place = table.named("boot-state")
    if place is None:
        return
    copies = [copy for copy in read_both(_content(disk, place)) if copy]
    if not copies:
        yield note("boot state", "no copy can be read: it starts from slot A", "Nothing, if it starts.")
        return
    holds = max(copies, key=lambda copy: copy.sequence)
    said = f"{len(copies)} of 2 copies; first slot {_first(holds)}, attempts left {_left(holds)}"
    # One torn copy is what a power cut leaves, and why there are two.
    yield good("boot state", said)


def _first(state: BootState) -> str:
    return state.order[0] if state.order else "?"


def _left(state: BootState) -> str:
    return ", ".join(f"{slot} {count}" for slot, count in state.left.items())


def _slot(card: Path, disk: BinaryIO, table: PartitionTable, slot: str) -> Iterator[Finding]:
    about = f"slot {slot.upper()}"
    boot, root = table.named(f"boot-{slot}"), table.named(f"root-{slot}")
    if boot is None or root is None:
        return
    if slot == "b" and _is_empty(disk, boot) and _is_empty(disk, root):
        yield good(about, "empty: it is filled by the first update")
        return
    try:
        fat = FatPartition(card, boot.start)
        missing = sorted(set(SLOT_FILES) - {name.lower() for name in fat.names()})
        word = None if "slot.env" in missing else read_word(fat.read("slot.env").decode(errors="replace"))
    except NoFat:
        yield bad(about, f"boot-{slot} cannot be read", _ANEW)
        return
    if missing or word is None:
        yield bad(about, f"incomplete: {', '.join(missing) or 'slot.env says nothing of the root'}", _ANEW)
    elif not is_sound(disk, root.start, root.size, word):
        yield bad(about, "the root is not what its hash says", _ANEW)
    else:
        yield good(about, f"kernel and root fit, root hash {word.root_hash[:16]}…")


def _provisioned(firmware: FatPartition, now: dt.datetime) -> Iterator[Finding]:
    try:
        names = set(firmware.names())
        if MISTAKES_NAME in names:
            yield note("start", f"{MISTAKES_NAME} is on the card", "Read it: the terminal refused something.")
        if NAME in names:
            yield from _settings(firmware, names, now)
        elif RECEIPT_NAME in names:
            yield good("settings", f"taken by the terminal already; see {RECEIPT_NAME}")
        else:
            yield note("settings", f"no {NAME}", "provision write, then flash ID=CARD")
    except NoFat as problem:
        yield bad("firmware", str(problem), _ANEW)


def _settings(firmware: FatPartition, names: set[str], now: dt.datetime) -> Iterator[Finding]:
    provision = from_toml(firmware.read(NAME))
    if not isinstance(provision, Provision):
        for each in provision:
            yield bad("settings", str(each), _REWRITE)
        return
    terminal = provision.terminal
    yield good("settings", f"{terminal.id}, {terminal.place}, {terminal.address}")
    if IDENTITY_NAME in names:
        yield from _identity(firmware.read(IDENTITY_NAME), terminal.id, now)
    else:
        yield note("identity", "none on the card", "Right only for a terminal that has its identity already.")
    if FILES_NAME in names:
        files = unpack(firmware.read(FILES_NAME))
        if isinstance(files, dict):
            yield good("files", ", ".join(sorted(files)))
        else:
            yield from (bad("files", str(each), _REWRITE) for each in files)


def _identity(content: bytes, terminal_id: str, now: dt.datetime) -> Iterator[Finding]:
    identity = read_identity(content)
    mistakes = identity if isinstance(identity, list) else judge(identity, terminal_id, now)
    for each in mistakes:
        yield bad("identity", str(each), _REWRITE)
    if not mistakes and not isinstance(identity, list):
        yield good("identity", f"certificate {identity.serial[:16]}…, until {identity.until:%Y-%m-%d}")


def _content(disk: BinaryIO, place: Partition) -> bytes:
    disk.seek(place.start)
    return disk.read(place.size)


def _is_empty(disk: BinaryIO, place: Partition) -> bool:
    disk.seek(place.start)
    return not disk.read(1 << 20).strip(b"\0")
