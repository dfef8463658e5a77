"""`./dev image`: builds the image. `--renew` takes today's packages into the locks first."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from rich.console import Console

from image_build.archive import resolve
from image_build.build import QUICK, TIGHT, Build, Places
from image_build.bundle import Signer, signer_for_trying
from image_build.commands import StepFailed
from image_build.debian_lock import parsed, written
from image_build.file_systems import emptied
from image_build.outputs import largest
from image_build.python_lock import compiled, pins, uncovered
from image_build.recipe import RecipeErrors, load_recipe
from image_build.twice import differences

SOURCE = Path(__file__).resolve().parents[2]
HEADER = "# Written by `./dev image --renew`: what the image takes from PyPI, for its machine.\n"


def main() -> int:
    options = argparse.ArgumentParser(prog="./dev image", description=__doc__)
    options.add_argument("--renew", action="store_true", help="write both locks anew, then build")
    options.add_argument("--sizes", action="store_true", help="say what takes the space")
    options.add_argument("--bundle-key", type=Path, help="signs the update bundle; goes with the next two")
    options.add_argument("--bundle-certificate", type=Path, help="of that key")
    options.add_argument("--keyring", type=Path, help="the certificates (PEM) from which the image takes updates")
    options.add_argument("--sign", type=Path, help="a private key (PEM) for SHA256SUMS.sig")
    options.add_argument(
        "--quick", action="store_true", help="pack less tightly: for trying something, not for cards"
    )
    options.add_argument("--twice", action="store_true", help="build everything twice; fail if anything differs")
    options.add_argument(
        "--offered-at",
        default="",
        help="address of the directory that offers it to Raspberry Pi Imager, with a / at its end",
    )
    options.add_argument("--work", type=Path, default=SOURCE / "build/image")
    chosen = options.parse_args()
    console = Console(stderr=True)
    level = QUICK if chosen.quick else TIGHT
    began = time.monotonic()
    try:
        places = Places(SOURCE, chosen.work.resolve())
        recipe = load_recipe(places.recipe)
        places.work.mkdir(parents=True, exist_ok=True)
        if chosen.renew:
            _renew(places)
        signer = _signer(chosen, options) or signer_for_trying(places / "signer-for-trying")
        image = Build(recipe, places, console, chosen.sign, level, signer, chosen.offered_at).all()
        if chosen.twice:
            again = _another(places)
            Build(recipe, again, console, chosen.sign, level, signer, chosen.offered_at).all()
            if found := differences(places.work, again.work):
                raise StepFailed(f"not the same when built again: {', '.join(found)}")
            console.print(f"the same when built again, in {again.work}")
    except (StepFailed, RecipeErrors) as failed:
        console.print(f"[red]failed:[/] {failed}", highlight=False)
        return 1
    console.print(f"{image} and what lies beside it, in {time.monotonic() - began:.0f} s")
    if chosen.sizes:
        for name, size in largest(places.work / "root-tree"):
            console.print(f"{size / 1e6:8.1f} MB  {name}", highlight=False)
    return 0


def _another(places: Places) -> Places:
    """Return a second work directory that shares nothing with the first one but what was downloaded."""
    work = emptied(places.work.with_name(f"{places.work.name}-again"))
    (work / "cache").symlink_to(places / "cache")
    return Places(places.source, work)


def _signer(chosen: argparse.Namespace, options: argparse.ArgumentParser) -> Signer | None:
    given = (chosen.bundle_certificate, chosen.bundle_key, chosen.keyring)
    if any(given) and not all(given):
        options.error("--bundle-key, --bundle-certificate and --keyring go together")
    return Signer(*given) if all(given) else None


def _renew(places: Places) -> None:
    """Raises StepFailed where a package of the terminal would come from nowhere, and writes nothing then."""
    recipe = load_recipe(places.recipe)
    debian = resolve(recipe, places.work)
    uv = places.source / ".venv/bin/uv"
    python = compiled(recipe, places.source, uv, hashes=True)
    needed = pins(compiled(recipe, places.source, uv, hashes=False))
    wrong = uncovered(needed, python, recipe.from_debian, [row.name for row in debian])
    if wrong:
        raise StepFailed("\n".join(wrong))
    (places.recipe / "debian.lock").write_text(written(debian))
    (places.recipe / "requirements-image.lock").write_text(HEADER + python)
    parsed((places.recipe / "debian.lock").read_text())


if __name__ == "__main__":
    sys.exit(main())
