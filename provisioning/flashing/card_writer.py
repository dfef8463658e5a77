"""One card from first to last: image, read-back, the terminal's own files, and a log of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from provisioning.flashing.block_map import BlockMap
from provisioning.flashing.fat_files import NoFat, firmware_of, write_all
from provisioning.flashing.partition_table import NoPartitionTable
from provisioning.flashing.writing import FlashFailed, open_image, open_target, read_back, write_mapped

Report = Callable[[str, int], None]
"""Called with the step (`write`, `verify`) and the bytes done since the last call."""


@dataclass(frozen=True)
class Card:
    target: Path
    terminal_id: str = ""
    files: tuple[Path, ...] = ()
    """For the firmware partition."""


@dataclass(frozen=True)
class Outcome:
    target: str
    terminal_id: str
    image: str
    mapped_bytes: int
    began: str
    ended: str
    error: str = ""
    """Empty: written, and every block read back right."""
    files: tuple[str, ...] = ()


def flash(card: Card, image: Path, found: BlockMap, report: Report, now: Callable[[], dt.datetime]) -> Outcome:
    """Never raises for what a card or an image can do wrong: the others go on."""
    began = now()
    try:
        _flash(card, image, found, report)
        error = ""
    except (FlashFailed, NoFat, NoPartitionTable) as problem:
        error = str(problem)
    except OSError as problem:
        error = f"{card.target}: {problem.strerror or problem}"
    names = tuple(path.name for path in card.files)
    times = (began.isoformat(timespec="seconds"), now().isoformat(timespec="seconds"))
    return Outcome(str(card.target), card.terminal_id, image.name, found.mapped_bytes, *times, error, names)


def keep_log(directory: Path, outcome: Outcome) -> Path:
    """One file a card, named for when and what; holds no secret."""
    directory.mkdir(parents=True, exist_ok=True)
    stamp = outcome.began.replace(":", "").replace("+0000", "Z")
    path = directory / f"{stamp}-{outcome.terminal_id or Path(outcome.target).name}.json"
    path.write_text(json.dumps(asdict(outcome), indent=2) + "\n", encoding="utf-8")
    return path


def _flash(card: Card, image: Path, found: BlockMap, report: Report) -> None:
    with open_target(card.target, found.image_size) as target:
        with open_image(image) as source:
            write_mapped(source, found, target, lambda done: report("write", done))
        read_back(found, target, lambda done: report("verify", done))
    if card.files:
        write_all(firmware_of(card.target), {path.name: path.read_bytes() for path in card.files})
