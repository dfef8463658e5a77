"""The order of the build: locks, Debian, Python, ours, the file systems, the card, what is handed over."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from image_build import (
    archive,
    bootstrap,
    card,
    file_systems,
    initrd,
    kernel,
    own_files,
    python_tree,
)
from image_build.bundle import Signer
from image_build.commands import StepFailed, run
from image_build.debian_lock import Locked, parsed
from image_build.hand_over import HandOver
from image_build.layout import Layout, laid_out
from image_build.papers import Contents, of_debian
from image_build.python_lock import pins
from image_build.recipe import Recipe
from image_build.steps import Steps, key, of_files

STEPS = 9
LOADER = "usr/lib64/ld-linux-x86-64.so.2"
OF_THE_COMPILER = "usr/lib/x86_64-linux-gnu"


@dataclass(frozen=True)
class Places:
    source: Path
    work: Path

    @property
    def recipe(self) -> Path:
        return self.source / "image-build"

    @property
    def out(self) -> Path:
        return self.work / "out"

    def __truediv__(self, name: str) -> Path:
        return self.work / name


TIGHT, QUICK = 9, 3
"""Levels of zstd: for a release, and for trying something. 12 takes five times as long as 9, for 0.4 % less."""


def build_id(root: str) -> str:
    """Return what tells builds apart, from all that a root is made of."""
    return root[:16]


class Build:
    def __init__(
        self,
        recipe: Recipe,
        places: Places,
        console: Console,
        signing_key: Path | None,
        level: int,
        signer: Signer,
        offered_at: str = "",
    ) -> None:
        self._recipe = recipe
        self._places = places
        self._steps = Steps(places.work, console, STEPS)
        self._layout: Layout = laid_out(recipe.partitions)
        self._lock_text = (places.recipe / "debian.lock").read_text()
        self._locked: list[Locked] = parsed(self._lock_text)
        self._code = of_files([places.recipe / "image_build"], places.source)
        self._uv = places.source / ".venv/bin/uv"
        self._key = signing_key
        self._level = level
        self._signer = signer
        self._offered_at = offered_at
        self.version = (places.source / "appliance/VERSION").read_text().strip()

    def all(self) -> Path:
        """Make what has changed. Returns the image."""
        debian = self._debian()
        python = self._python(debian)
        modules = self._modules()
        root = self._root(key(python, modules))
        self._root_image(root)
        return self._card(root)

    def _debian(self) -> str:
        here, recipe = self._places, self._recipe
        cache = here / "cache/debian"
        self._steps.run(
            "Debian packages", key(self._lock_text), [cache],
            lambda: _ignore(archive.fetch(recipe, self._locked, cache, here.work)),
        )  # fmt: skip
        wanted = key(self._lock_text, *recipe.exclude, "but", *recipe.include, *self._texts("bootstrap", "set_up"))
        self._steps.run("Debian tree", wanted, [here / "debian-tree"], self._make_debian)
        return wanted

    def _texts(self, *modules: str) -> list[bytes]:
        """Return the parts of this program that a step is made by."""
        return [(self._places.recipe / f"image_build/{name}.py").read_bytes() for name in modules]

    def _make_debian(self) -> None:
        here = self._places
        cache = here / "cache/debian"
        for use in ("unpacked", "compiler"):
            target = file_systems.emptied(here / use)
            for row in self._locked:
                if row.use == use:
                    run(["dpkg-deb", "--extract", cache / row.file, target])
        bootstrap.debian_tree(self._recipe, self._locked, cache, here / "debian-tree", here.work)
        python_tree.byte_compile(self._compiler(), here / "debian-tree")

    def _compiler(self) -> list[str | Path]:
        tools = self._places / "compiler"
        program = tools / f"usr/bin/python{self._recipe.python_version}"
        return [
            "env",
            f"PYTHONHOME={tools / 'usr'}",
            tools / LOADER,
            "--library-path",
            tools / OF_THE_COMPILER,
            program,
        ]

    def _python(self, below: str) -> str:
        here = self._places
        lock = here.recipe / "requirements-image.lock"
        patterns = (*self._recipe.exclude, "but", *self._recipe.include)
        wanted = key(lock.read_bytes(), *self._texts("python_tree"), *patterns, below)
        target = here / "python-tree"

        def make() -> None:
            python_tree.install(self._recipe, lock, self._uv, target)
            python_tree.byte_compile(self._compiler(), target)

        self._steps.run("Python packages", wanted, [target], make)
        return wanted

    def _modules(self) -> str:
        here, recipe = self._places, self._recipe
        target = here / "modules-tree"
        patterns = (*recipe.left_out_modules, "but", *recipe.kept_modules)
        wanted = key(self._lock_text, *patterns, *self._texts("kernel"))
        self._steps.run(
            "kernel modules", wanted, [target],
            lambda: kernel.modules(here / "unpacked", target, recipe.left_out_modules, recipe.kept_modules),
        )  # fmt: skip
        return wanted

    def _root(self, below: str) -> str:
        here = self._places
        keyring = self._signer.keyring.read_bytes()
        wanted = key(
            below, keyring, of_files(own_files.inputs(here.source), here.source), self._code, repr(self._recipe)
        )
        self._steps.run("our files", wanted, [here / "root-tree", here / "boot-files"],
            lambda: self._make_root(build_id(wanted)),
        )  # fmt: skip
        return wanted

    def _make_root(self, build: str) -> None:
        here, recipe = self._places, self._recipe
        tree = here / "root-tree"
        shutil.rmtree(tree, ignore_errors=True)
        run(["cp", "-al", here / "debian-tree", tree])
        run(["cp", "-al", f"{here / 'python-tree'}/.", tree])
        run(["cp", "-al", f"{here / 'modules-tree'}/.", tree])
        own_files.install(recipe, here.source, tree, self.version, build)
        shutil.copyfile(self._signer.keyring, tree / "etc/rauc/keyring.pem")
        python_tree.byte_compile(self._compiler(), here / "root-tree", only=(own_files.APP,))
        self._boot_files(tree)

    def _boot_files(self, tree: Path) -> None:
        """A slot's kernel and first file system."""
        here, recipe = self._places, self._recipe
        target = file_systems.emptied(here / "boot-files")
        name = kernel.release(here / "unpacked")
        indexed = tree / "usr/lib/modules" / name
        dependencies, built_in = (indexed / "modules.dep").read_text(), (indexed / "modules.builtin").read_text()
        if strangers := kernel.unknown(dependencies, built_in, recipe.kept_modules):
            raise StepFailed(f"the kernel has no module {', '.join(strangers)}")
        order = kernel.load_order(dependencies, recipe.first_modules)
        busybox = here / "unpacked/usr/bin/busybox"
        init = here.recipe / "files/boot/init"
        archive_ = initrd.made(tree, busybox, init, recipe.first_programs, [indexed / one for one in order])
        (target / "initrd.img").write_bytes(archive_)
        run(["zstd", "-q", "-12", "--rm", "-f", target / "initrd.img", "-o", target / "initrd.zst"])
        (target / "initrd.zst").rename(target / "initrd.img")
        shutil.copyfile(here / f"unpacked/boot/vmlinuz-{name}", target / "vmlinuz")

    def _root_image(self, root: str) -> None:
        here = self._places
        image = here / "root.img"

        def make() -> None:
            file_systems.squashfs(here / "root-tree", image, self._level)
            verity = file_systems.verified(image)
            (here / "boot-files/slot.env").write_text(f"verity={verity.word}\n")

        self._steps.run(
            "root file system", key(root, str(self._level)), [image, here / "boot-files/slot.env"], make
        )

    def _card(self, root: str) -> Path:
        here = self._places
        here.out.mkdir(parents=True, exist_ok=True)
        stem = here.out / f"{self._recipe.name}-{self.version}"
        image = stem.with_name(f"{stem.name}.img")
        wanted = key(root, str(self._level), of_files([here.recipe / "files"], here.source))
        self._steps.run(
            "card", wanted, [image, here / card.FLASH],
            lambda: card.made(here.recipe, here.work, self._layout, image),
        )  # fmt: skip
        paper = HandOver(stem, here.work, self._signer, self._key, self._offered_at)
        self._steps.run(
            "packing", key(wanted, str(self._key), self._offered_at), [paper.sums],
            lambda: paper.write(self._contents(root)),
        )  # fmt: skip
        return image

    def _contents(self, root: str) -> Contents:
        here = self._places
        return Contents(
            recipe=self._recipe,
            version=self.version,
            build=build_id(root),
            locked=self._locked,
            python=pins((here.recipe / "requirements-image.lock").read_text()),
            debian=of_debian(here / "debian-tree", self._locked, here / "cache/debian"),
        )


def _ignore(_: object) -> None:
    return None
