"""Updates to try on a board: the image that was built, changed in one place, and bundles that must be refused."""

from __future__ import annotations

import random
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from image_build import bundle, file_systems
from image_build.commands import run
from image_build.layout import laid_out
from image_build.own_files import APP
from image_build.recipe import load_recipe

SOURCE = Path(__file__).parents[3]
LOOSE = 1
"""Level of zstd: these are made in a test, and thrown away."""
OS_RELEASE = "usr/lib/os-release"


@dataclass(frozen=True)
class Changes:
    """What makes this bundle another one than the image."""

    version: str
    broken_screen: bool = False
    """The process that shows the screen ends at once."""


class BundleMaker:
    """Makes bundles out of what `./dev image` left in its work directory; signs as that image expects it."""

    def __init__(self, work: Path, target: Path) -> None:
        self._work = work
        self._target = target
        self._recipe = load_recipe(SOURCE / "image-build")
        self._signer = bundle.signer_for_trying(work / "signer-for-trying")
        target.mkdir(parents=True, exist_ok=True)

    def image(self, changes: Changes) -> Path:
        """Return a bundle of a whole image."""
        tree = self._target / "tree"
        shutil.rmtree(tree, ignore_errors=True)
        run(["cp", "-al", self._work / "root-tree", tree])
        _rewritten(tree / OS_RELEASE, _with_version((tree / OS_RELEASE).read_text(), changes.version))
        if changes.broken_screen:
            screen = tree / APP / "kivy_ui"
            _rewritten(screen / "__main__.py", 'raise SystemExit("broken on purpose")\n')
            for compiled in (screen / "__pycache__").glob("__main__.*"):
                compiled.unlink()
        root = self._target / "root.img"
        file_systems.squashfs(tree, root, LOOSE)
        shutil.rmtree(tree)
        return self._bundled(changes.version, self._boot(file_systems.verified(root).word), root, self._signer)

    def path_of(self, version: str) -> Path:
        """Return where the bundle of this version lies, once it was made."""
        return self._target / f"{self._recipe.name}-{version}.raucb"

    def foreign(self) -> Path:
        """Return one that somebody else has signed."""
        stranger = bundle.signer_for_trying(self._target / "stranger")
        return self._bundled("6.6.6", *self._crumbs(), stranger)

    def for_another_machine(self) -> Path:
        return self._bundled("0.9.1", *self._crumbs(), self._signer, "some-other-machine")

    def damaged(self) -> Path:
        """Return one whose payload has a wrong byte; its signature is whole."""
        path = self._bundled("0.9.2", *self._crumbs(), self._signer)
        with path.open("r+b") as stream:
            stream.seek(path.stat().st_size // 3)
            wrong = bytes(byte ^ 0xFF for byte in stream.read(4096))
            stream.seek(-len(wrong), 1)
            stream.write(wrong)
        return path

    def truncated(self) -> Path:
        """Return one whose end, with the signature, is missing."""
        path = self._bundled("0.9.3", *self._crumbs(), self._signer)
        with path.open("r+b") as stream:
            stream.truncate(path.stat().st_size - 8192)
        return path

    def _boot(self, verity: str) -> Path:
        files = {path.name: path for path in sorted((self._work / "boot-files").iterdir())}
        slot = self._target / "slot.env"
        slot.write_text(f"verity={verity}\n")
        image = self._target / "boot.img"
        size = laid_out(self._recipe.partitions)["boot-b"].size
        file_systems.fat(image, size, "BOOT", {**files, "slot.env": slot})
        return image

    def _crumbs(self) -> tuple[Path, Path]:
        """Return two small images: these bundles are to be refused before they are written anywhere."""
        paths = (self._target / "boot.crumb", self._target / "root.crumb")
        for seed, path in enumerate(paths):
            # Nothing that could be packed: a bundle has a least size.
            path.write_bytes(random.Random(seed).randbytes(1 << 20))
        return paths

    def _bundled(
        self, version: str, boot: Path, root: Path, signer: bundle.Signer, compatible: str | None = None
    ) -> Path:
        target = self.path_of(version)
        text = bundle.manifest(compatible or self._recipe.compatible, version, version)
        bundle.bundled(text, boot, root, signer, self._target, target)
        return target


def _rewritten(path: Path, text: str) -> None:
    """Write the file anew: the tree shares its files with the one that it is a copy of."""
    path.unlink()
    path.write_text(text)


def _with_version(os_release: str, version: str) -> str:
    kept = [line for line in os_release.splitlines() if not re.match(r"(IMAGE_VERSION|BUILD_ID)=", line)]
    return "\n".join([*kept, f"IMAGE_VERSION={version}", f"BUILD_ID={version}"]) + "\n"
