"""The lock of Debian packages: which versions the image has, with sizes and hashes. One line a package."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

URI = re.compile(r"'[^']+' (?P<file>\S+) (?P<size>\d+) SHA256:(?P<sha256>[0-9a-f]{64})")
HEADER = "# Written by `./dev image --renew`: use, package, version, architecture, bytes, SHA-256.\n"


@dataclass(frozen=True, order=True)
class Locked:
    use: str
    """`installed`; `unpacked`: only its files are taken; `compiler`: runs on the build machine only."""
    name: str
    version: str
    architecture: str
    size: int
    sha256: str

    @property
    def file(self) -> str:
        """As apt names it."""
        return f"{self.name}_{self.version.replace(':', '%3a')}_{self.architecture}.deb"


def locked_from_uris(use: str, printed: str) -> list[Locked]:
    """Turn what `apt-get --print-uris` prints into lines of the lock."""
    found = []
    for line in printed.splitlines():
        matched = URI.match(line)
        if matched is not None:
            name, version, architecture = unquote(matched["file"]).removesuffix(".deb").rsplit("_", 2)
            found.append(Locked(use, name, version, architecture, int(matched["size"]), matched["sha256"]))
    return found


def written(lines: Iterable[Locked]) -> str:
    rows = sorted(set(lines))
    return HEADER + "".join(
        f"{row.use} {row.name} {row.version} {row.architecture} {row.size} {row.sha256}\n" for row in rows
    )


def parsed(text: str) -> list[Locked]:
    """Raises ValueError for a line that is not of six words."""
    rows = []
    for line in text.splitlines():
        if line.startswith("#") or not line.strip():
            continue
        use, name, version, architecture, size, sha256 = line.split(" ")
        rows.append(Locked(use, name, version, architecture, int(size), sha256))
    return rows
