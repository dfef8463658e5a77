"""Debian's archive, asked by apt in directories of its own: what the recipe's packages are, and fetching them."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from image_build.commands import StepFailed, run
from image_build.debian_lock import Locked, locked_from_uris
from image_build.recipe import Recipe

KERNEL = "linux-image-arm64"
"""Names no version: the package that it depends on has the files."""
COMPILER_ARCHITECTURE = "amd64"
TARGETS = "$(ORIGIN)|$(LABEL)|$(REPO_URI)"


@dataclass(frozen=True)
class Mirror:
    archive: str
    security: str


def this_machines_mirror() -> Mirror:
    """Return where this machine gets Debian from. Raises StepFailed where apt knows no archive of Debian."""
    found: dict[str, str] = {}
    for line in run(["apt-get", "indextargets", "--format", TARGETS]).splitlines():
        origin, label, uri = line.split("|")
        if origin == "Debian":
            found.setdefault(label, uri.rstrip("/"))
    if "Debian" not in found:
        raise StepFailed("apt has no lists of Debian's archive: run `apt-get update`")
    archive = found["Debian"]
    return Mirror(archive, found.get("Debian-Security", f"{archive}-security"))


def resolve(recipe: Recipe, work: Path) -> list[Locked]:
    """Ask what the recipe's packages are today, with all that they depend on."""
    options = _private_apt(recipe, work / "apt", recipe.architecture)
    ask = ["apt-get", *options, "install", "--print-uris", "-y", "-qq", "--no-install-recommends"]
    installed = locked_from_uris("installed", run([*ask, "?essential", *recipe.packages]))
    depends = run(["apt-cache", *options, "depends", "--important", KERNEL]).split()
    kernel = next(word for word in depends if word.startswith("linux-image-") and word != KERNEL)
    wanted = [kernel if name == KERNEL else name for name in recipe.unpacked]
    unpacked = locked_from_uris("unpacked", run(["apt-get", *options, "download", "--print-uris", *wanted]))
    return installed + unpacked + _compiler(recipe, work)


def _compiler(recipe: Recipe, work: Path) -> list[Locked]:
    """The image's Python for a build machine of another kind: it compiles what emulation would do slowly."""
    options = _private_apt(recipe, work / "apt-compiler", COMPILER_ARCHITECTURE)
    names = (f"python{recipe.python_version}-minimal", f"libpython{recipe.python_version}-stdlib")
    ask = ["apt-get", *options, "install", "--print-uris", "-y", "-qq", "--no-install-recommends", *names]
    return locked_from_uris("compiler", run(ask))


def fetch(recipe: Recipe, rows: Sequence[Locked], cache: Path, work: Path) -> int:
    """Bring what is not in the cache; returns how many. Raises StepFailed for what the archive no longer has."""
    cache.mkdir(parents=True, exist_ok=True)
    missing = [row for row in rows if not (cache / row.file).exists()]
    compiler = [row for row in missing if row.use == "compiler"]
    _fetch(recipe, [row for row in missing if row.use != "compiler"], cache, work / "apt", recipe.architecture)
    _fetch(recipe, compiler, cache, work / "apt-compiler", COMPILER_ARCHITECTURE)
    return len(missing)


def _fetch(recipe: Recipe, missing: Sequence[Locked], cache: Path, work: Path, architecture: str) -> None:
    if not missing:
        return
    landing = work / "landing"
    shutil.rmtree(landing, ignore_errors=True)
    landing.mkdir(parents=True)
    options = _private_apt(recipe, work, architecture)
    try:
        run(["apt-get", *options, "download", *[f"{row.name}={row.version}" for row in missing]], cwd=landing)
    except StepFailed as failed:
        raise StepFailed(f"{failed}\nIf a version is gone from the archive: `./dev image --renew`") from failed
    for row in missing:
        _accept(row, landing / row.file, cache / row.file)


def _accept(row: Locked, arrived: Path, kept: Path) -> None:
    if hashlib.sha256(arrived.read_bytes()).hexdigest() != row.sha256:
        raise StepFailed(f"{row.name} {row.version}: not what debian.lock says (SHA-256 differs)")
    arrived.rename(kept)


def _private_apt(recipe: Recipe, apt: Path, architecture: str) -> list[str]:
    """Options for an apt that knows the image's Debian and nothing of this machine's; it reads its lists anew."""
    for name in ("etc/apt.conf.d", "etc/preferences.d", "etc/trusted.gpg.d", "lists/partial", "cache"):
        (apt / name).mkdir(parents=True, exist_ok=True)
    (apt / "status").write_text("")
    mirror = this_machines_mirror()
    words = f"[arch={architecture} signed-by={recipe.keyring}]"
    (apt / "etc/sources.list").write_text(
        f"deb {words} {mirror.archive} {recipe.suite} main non-free-firmware\n"
        f"deb {words} {mirror.archive} {recipe.suite}-updates main non-free-firmware\n"
        f"deb {words} {mirror.security} {recipe.suite}-security main non-free-firmware\n"
    )
    settings = {
        "Dir::Etc": apt / "etc",
        "Dir::State": apt,
        "Dir::State::Lists": apt / "lists",
        "Dir::Cache": apt / "cache",
        "Dir::State::status": apt / "status",
        "APT::Architecture": architecture,
        "APT::Architectures": architecture,
        "APT::Sandbox::User": "root",
        "Acquire::ForceHash": "SHA256",
    }
    options = [word for name, value in settings.items() for word in ("-o", f"{name}={value}")]
    run(["apt-get", *options, "update"])
    return options
