"""Where things are on a terminal. All below one root, so that a test has a terminal in a directory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    root: Path = Path("/")
    firmware: Path = Path("/boot/firmware")
    settings: Path = Path("/etc/migrado")
    """Kept on the data partition."""
    state: Path = Path("/var/lib/migrado")
    """Kept on the data partition; the one directory that the terminal itself writes to."""
    network: Path = Path("/etc/systemd/network")
    """Forgotten at each restart, and written again."""

    @property
    def identity(self) -> Path:
        return self.state / "identity"

    @property
    def provisioned(self) -> Path:
        """What is in force, to make everything else from at each start."""
        return self.settings / "provisioned.toml"

    @property
    def packed_files(self) -> Path:
        """The names of the site's files that were unpacked last."""
        return self.settings / "provisioned-files"

    def real(self, path: Path) -> Path:
        return self.root / path.relative_to("/")
