"""What goes onto the firmware partition of one terminal's card: its settings, its identity, the site's files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from provisioning.new_files import OPEN, SECRET
from provisioning.site.issuing import Desk, identity
from provisioning.terminals.entry import TerminalEntry
from provisioning.terminals.mistakes import Mistake, Mistakes
from provisioning.terminals.provision_file import FILES_NAME, IDENTITY_NAME, NAME, Provision, to_toml

MOST_BYTES = 8 * 1024 * 1024
"""The firmware partition is small, and settings and keys are smaller."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def write_card(desk: Desk, terminal: TerminalEntry) -> Path:
    """Write `cards/ID/` with a new key and certificate. Raises Mistakes and OSError."""
    files = {NAME: (to_toml(Provision(desk.folder.facts(), terminal)).encode(), OPEN)}
    packed = pack(desk.folder.files)
    if packed:
        files[FILES_NAME] = (packed, SECRET)
    files[IDENTITY_NAME] = (identity(desk, terminal.id), SECRET)
    where = desk.folder.card(terminal.id)
    (where / FILES_NAME).unlink(missing_ok=True)
    desk.folder.write_all(where, files)
    where.chmod(0o700)
    return where


def pack(directory: Path) -> bytes:
    """Return the files as a zip, the same for the same files; nothing for none. Raises Mistakes."""
    found = sorted(_files(directory))
    if not found:
        return b""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in found:
            packed.writestr(zipfile.ZipInfo(name, _LONG_AGO), (directory / name).read_bytes())
    if buffer.tell() > MOST_BYTES:
        raise Mistakes([Mistake("files/", "is larger than 8 MB", "ist größer als 8 MB")])
    return buffer.getvalue()


def _files(directory: Path) -> Iterator[str]:
    for path in directory.rglob("*"):
        if path.is_symlink():
            said = "is a link; put the file itself there", "ist ein Verweis; die Datei selbst hinlegen"
            raise Mistakes([Mistake(f"files/{path.relative_to(directory)}", *said)])
        if path.is_file():
            yield path.relative_to(directory).as_posix()
