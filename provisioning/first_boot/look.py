"""Looks at the terminal as it is: what lies on the card, and the files that a plan speaks of."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from provisioning.first_boot.places import Places
from provisioning.first_boot.steps import FileState
from provisioning.terminals.provision_file import FILES_NAME, IDENTITY_NAME, NAME

LARGEST = 32 * 1024 * 1024


@dataclass(frozen=True, repr=False)
class OnCard:
    """None: not there."""

    settings: bytes | None
    identity: bytes | None
    files: bytes | None
    is_misnamed: bool = False
    """The settings are there as `….toml.txt`: Windows hides the ending that its editor adds."""

    @property
    def is_empty(self) -> bool:
        return self.settings is None and self.identity is None and self.files is None


def on_card(places: Places) -> OnCard:
    firmware = places.real(places.firmware)
    return OnCard(
        settings=_content(firmware / NAME),
        identity=_content(firmware / IDENTITY_NAME),
        files=_content(firmware / FILES_NAME),
        is_misnamed=(firmware / f"{NAME}.txt").is_file(),
    )


def provisioned(places: Places) -> bytes | None:
    return _content(places.real(places.provisioned))


def could_start(places: Places) -> bool:
    """Whether an earlier provisioning left all that the terminal needs: a stricter rule must not stop it."""
    needed = (places.settings / "terminal.toml", places.identity / "key.pem")
    return all(places.real(path).is_file() for path in needed)


def unpacked_names(places: Places) -> tuple[str, ...]:
    return tuple((_content(places.real(places.packed_files)) or b"").decode(errors="replace").split("\n"))


def actual(places: Places, paths: Iterable[Path], owner_of: Callable[[Path], str]) -> dict[Path, FileState]:
    found: dict[Path, FileState] = {}
    for path in paths:
        content = _content(places.real(path))
        if content is not None:
            mode = stat.S_IMODE(places.real(path).stat().st_mode)
            found[path] = FileState(content, mode, owner_of(places.real(path)))
    return found


def _content(path: Path) -> bytes | None:
    if not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(LARGEST)
