"""Reads a bundle from the disk, has `rauc` judge it where it is installed, and puts it where the server has it."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from provisioning.new_files import OPEN, sync_directory
from provisioning.updates.bundle import (
    NAME,
    SQUASHFS,
    TAIL_BYTES,
    Bundle,
    NotABundle,
    has_form,
    settled_version,
    told_version,
)

PIECE = 1 << 20


def read_bundle(path: Path, keyring: Path | None, given_version: str) -> Bundle:
    """Raises NotABundle with what to do, and OSError."""
    if not NAME.fullmatch(path.name):
        raise NotABundle(f"{path.name}: rename it; letters, digits and . _ - only, and .raucb at the end")
    size = path.stat().st_size
    if not has_form(*_ends(path), size):
        raise NotABundle(f"{path} is no update bundle, or is cut off: take the .raucb that `./dev image` made")
    try:
        version = settled_version(_judged(path, keyring) if has_rauc() else "", given_version)
    except NotABundle as problem:
        raise NotABundle(f"{path}: {problem}") from None
    return Bundle(path.name, version, size, checksum(path))


def has_rauc() -> bool:
    return shutil.which("rauc") is not None


def put(path: Path, bundle: Bundle, shelf: Path) -> Path:
    """Copy it whole or not at all. Raises NotABundle where another of its name lies there, and OSError."""
    target = shelf / bundle.name
    shelf.mkdir(exist_ok=True)
    if target.exists():
        if checksum(target) != bundle.sha256:
            # a terminal that is half through it would join two bundles
            raise NotABundle(f"another bundle is called {target} already: rename the new one")
        return target
    beside = target.with_name(f".{target.name}.new")
    try:
        with path.open("rb") as source, beside.open("wb") as copy:
            shutil.copyfileobj(source, copy, PIECE)
            copy.flush()
            os.fchmod(copy.fileno(), OPEN)
            os.fsync(copy.fileno())
        if checksum(beside) != bundle.sha256:
            raise NotABundle(f"{path} was changed while it was copied: try again")
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    sync_directory(shelf)
    return target


def _judged(path: Path, keyring: Path | None) -> str:
    """Return the version by its manifest; with a keyring only if it is signed by it."""
    told = _rauc("--no-verify", path)
    if told.returncode:
        raise NotABundle("rauc cannot read it: it is damaged, load it again")
    if keyring is not None:
        if not keyring.is_file():
            raise NotABundle(f"the keyring {keyring} is not there: correct image.keyring in site.toml")
        if _rauc(f"--keyring={keyring}", path).returncode:
            raise NotABundle(
                f"it is not signed by {keyring.name}, and no terminal of this site would take it: build it with "
                "the site's bundle key, or correct image.keyring in site.toml"
            )
    return told_version(told.stdout)


def _rauc(trust: str, path: Path) -> subprocess.CompletedProcess[bytes]:
    words = ["rauc", "info", "--output-format=json", trust, str(path.absolute())]
    return subprocess.run(words, capture_output=True, check=False)


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(len(SQUASHFS))
        file.seek(max(0, path.stat().st_size - TAIL_BYTES))
        return head, file.read(TAIL_BYTES)


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
