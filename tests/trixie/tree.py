"""A Debian 13 tree with what the tests need, and our Python packages under Debian 13's own Python.

It has the packages of debian-packages.txt but a browser: what runs in it are the tests that need none.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from image_build.archive import Mirror
from image_build.commands import run
from image_build.steps import key

SUITE = "trixie"
PYTHON = "3.13"
KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg"
LEFT_OUT = ("chromium",)
"""Big, and only for tests/system and for looking at the monitor."""
BESIDES = ("cpio", "rauc", "squashfs-tools")
"""What tests of the image's parts are skipped without."""
VENV = "venv"
INSTALL = (
    f"python3 -c 'import sys; assert sys.version_info[:2] == (3, 13)' && python3 -m venv --clear /{VENV} && "
    f"/{VENV}/bin/pip install --quiet --no-cache-dir --disable-pip-version-check --require-hashes "
    "-r /tmp/requirements.lock"
)


@dataclass(frozen=True)
class Places:
    source: Path
    work: Path

    @property
    def tree(self) -> Path:
        return self.work / "tree"

    @property
    def out(self) -> Path:
        """What is `build` for the tests inside."""
        return self.work / "out"


def packages(text: str) -> list[str]:
    """Return what is installed, from the lines of debian-packages.txt."""
    named = {line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")}
    return sorted((named - set(LEFT_OUT)) | set(BESIDES))


def debian(places: Places, mirror: Callable[[], Mirror]) -> bool:
    """Make the tree unless it is there and made from the same. Returns whether it was made. Needs root."""
    wanted = packages((places.source / "debian-packages.txt").read_text(encoding="utf-8"))
    mark = places.work / "debian-made-from"
    if not _stale(mark, key(SUITE, *wanted), places.tree):
        return False
    _renewed(places, mark)
    (places.work / "python-made-from").unlink(missing_ok=True)
    run(mmdebstrap(wanted, mirror(), places.tree))
    mark.write_text(key(SUITE, *wanted))
    return True


def mmdebstrap(wanted: Sequence[str], mirror: Mirror, tree: Path) -> list[str | Path]:
    """Return the command, which mounts in a namespace of its own: killed, it leaves nothing behind but files."""
    signed = f"[signed-by={KEYRING}]"
    return [
        "unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc",
        "mmdebstrap", "--mode=root", "--variant=minbase", f"--include={','.join(wanted)}",
        "--aptopt=APT::Install-Recommends \"false\"", SUITE, tree,
        f"deb {signed} {mirror.archive} {SUITE} main",
        f"deb {signed} {mirror.archive} {SUITE}-updates main",
        f"deb {signed} {mirror.security} {SUITE}-security main",
    ]  # fmt: skip


def python(places: Places) -> bool:
    """Install requirements.lock in the tree, likewise. Returns whether it was done. Needs a network."""
    lock = places.source / "requirements.lock"
    wanted = key(lock.read_bytes(), INSTALL)
    mark = places.work / "python-made-from"
    if not _stale(mark, wanted, places.tree / VENV):
        return False
    mark.unlink(missing_ok=True)
    shutil.copyfile(lock, places.tree / "tmp/requirements.lock")
    run(inside(places, "install", "sh", "-c", INSTALL), env={"PIP_FIND_LINKS": "", "HOME": "/root"})
    mark.write_text(wanted)
    return True


def inside(places: Places, what: str, *words: str) -> list[str | Path]:
    """Return the command that runs words in the tree: in namespaces of its own, so that nothing stays mounted."""
    namespaces = ["--mount", "--pid", "--fork", "--kill-child", *(["--net"] if what == "test" else [])]
    script = places.source / "tests/trixie/inside"
    return ["unshare", *namespaces, "sh", script, what, places.tree, places.source, places.out, *words]


def _stale(mark: Path, wanted: str, made: Path) -> bool:
    return not made.is_dir() or not mark.exists() or mark.read_text() != wanted


def _renewed(places: Places, mark: Path) -> None:
    mark.unlink(missing_ok=True)
    shutil.rmtree(places.tree, ignore_errors=True)
    places.work.mkdir(parents=True, exist_ok=True)
