"""The Debian tree: its heart by mmdebstrap, the rest unpacked by this machine and set up under emulation.

Unpacking natively spares most of what a build under emulation takes; the packages' own scripts still run in it.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from image_build import set_up
from image_build.commands import StepFailed, run
from image_build.debian_lock import Locked
from image_build.recipe import Recipe

CHROOT_ENV = {"DEBIAN_FRONTEND": "noninteractive", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root"}
EMPTIED = ("var/cache/apt", "var/lib/apt", "var/log", "var/cache/debconf", "tmp", "run")
NOT_NEEDED = (
    # dpkg's own lists of files and scripts: no terminal installs anything; what is there stands in its status.
    "var/lib/dpkg/info",
    "var/lib/dpkg/status-old",
    # Read into hwdb.bin.
    "usr/lib/udev/hwdb.d",
    # Caches with times of this machine in them.
    "var/cache/ldconfig",
    "var/cache/fontconfig",
    # Names a directory of this machine, and nothing that a terminal could reach.
    "etc/apt/sources.list",
    # Rolled by a script: each terminal has its own, and `init` lays it down.
    "var/lib/dbus/machine-id",
)


def debian_tree(recipe: Recipe, rows: Sequence[Locked], cache: Path, tree: Path, work: Path) -> None:
    """Make the tree from exactly the packages of the lock. Needs root."""
    if tree.exists():
        shutil.rmtree(tree)
    installed = [row for row in rows if row.use == "installed"]
    repository = _repository(recipe.suite, installed, cache, work)
    paths = [f"path-exclude={pattern}" for pattern in recipe.exclude]
    paths += [f"path-include={pattern}" for pattern in recipe.include]
    run([
        "mmdebstrap", "--mode=root", "--variant=essential", "--skip=cleanup/apt",
        f"--architectures={recipe.architecture}", *[f"--dpkgopt={line}" for line in paths],
        recipe.suite, tree, f"deb [trusted=yes] copy:{repository} ./",
    ])  # fmt: skip
    there = _installed(tree)
    rest = [cache / row.file for row in installed if row.name not in there]
    _without_starting_services(tree)
    with set_up.idle(tree):
        run([
            "dpkg", f"--root={tree}", "--force-depends", "--force-unsafe-io", "--force-architecture",
            "--no-triggers", "--unpack", *[f"--{line}" for line in paths], *rest,
        ], env=CHROOT_ENV)  # fmt: skip
        # Once more for the programs that have just been unpacked.
        with set_up.idle(tree), set_up.no_host_keys(tree):
            run(["chroot", tree, "dpkg", "--force-unsafe-io", "--configure", "-a"], env=CHROOT_ENV)
    (tree / "usr/sbin/policy-rc.d").unlink()
    set_up.hardware_database(tree)
    set_up.certificates(tree)
    unfinished = run(["dpkg", f"--admindir={tree / 'var/lib/dpkg'}", "--audit"])
    if unfinished.strip():
        raise StepFailed(f"packages are not set up:\n{unfinished}")
    for name in (*EMPTIED, *NOT_NEEDED):
        _emptied(tree / name)
    (tree / "etc/machine-id").write_text("")


def _repository(suite: str, rows: Sequence[Locked], cache: Path, work: Path) -> Path:
    """A directory that apt takes for an archive with only the locked versions in it."""
    repository = work / "repository"
    if repository.exists():
        shutil.rmtree(repository)
    repository.mkdir(parents=True)
    stanzas = []
    for row in rows:
        (repository / row.file).hardlink_to((cache / row.file).resolve())
        control = run(["dpkg-deb", "--field", cache / row.file]).rstrip()
        stanzas.append(f"{control}\nFilename: ./{row.file}\nSize: {row.size}\nSHA256: {row.sha256}\n")
    packages = "\n".join(stanzas).encode()
    (repository / "Packages").write_bytes(packages)
    # mmdebstrap takes what is essential from the suite of this name, so the archive has to have one.
    lines = (
        f"Suite: {suite}",
        f"Codename: {suite}",
        "SHA256:",
        f" {sha256(packages).hexdigest()} {len(packages)} Packages",
    )
    (repository / "Release").write_text("\n".join(lines) + "\n")
    return repository


def _installed(tree: Path) -> set[str]:
    shown = run(["dpkg-query", f"--admindir={tree / 'var/lib/dpkg'}", "--show", "--showformat=${Package}\n"])
    return set(shown.split())


def _without_starting_services(tree: Path) -> None:
    policy = tree / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)


def _emptied(directory: Path) -> None:
    if not directory.is_dir():
        directory.unlink(missing_ok=True)
        return
    for entry in directory.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()
