"""What is handed over: the packed image, its block map, checksums, and a signature if there is a key."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import file_digest
from pathlib import Path

from image_build.bmap import document, mapped
from image_build.commands import run


def block_map(image: Path, target: Path) -> None:
    target.write_text(document(image.stat().st_size, mapped(image)))


def checksums(digests: Mapping[Path, str], target: Path, key: Path | None) -> None:
    """Write SHA256SUMS, and its signature (openssl, detached) if there is a key."""
    target.write_text("".join(f"{digest}  {path.name}\n" for path, digest in digests.items()))
    signature = target.with_name(target.name + ".sig")
    signature.unlink(missing_ok=True)
    if key is not None:
        run(["openssl", "dgst", "-sha256", "-sign", key, "-out", signature, target])


def largest(tree: Path, count: int = 25) -> list[tuple[str, int]]:
    """Return the directories of the tree that take most, two to four names deep, and how many bytes they take."""
    sizes: dict[str, int] = {}
    seen: set[int] = set()
    for path in tree.rglob("*"):
        if path.is_symlink() or not path.is_file() or path.stat().st_ino in seen:
            continue
        seen.add(path.stat().st_ino)
        parts = path.relative_to(tree).parts
        name = "/".join(parts[: min(4, len(parts) - 1)])
        sizes[name] = sizes.get(name, 0) + path.stat().st_size
    return sorted(sizes.items(), key=lambda pair: -pair[1])[:count]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as stream:
        return file_digest(stream, "sha256").hexdigest()
