"""Opens `migrado-files.zip`: the site's files, by names that stay where they belong."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from provisioning.terminals.mistakes import Mistake
from provisioning.terminals.provision_file import FILES_NAME

MOST_BYTES = 16 * 1024 * 1024
OWN_NAMES = frozenset({"provisioned.toml", "provisioned-files", "terminal.toml", "proxy.env", "authorized_keys"})
_ANEW = "write the card anew with `provision write`", "Karte mit `provision write` neu schreiben"


def unpack(content: bytes) -> dict[str, bytes] | list[Mistake]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = [each for each in packed.infolist() if not each.is_dir()]
            mistakes = [_wrong_name(each.filename) for each in entries if not _stays_inside(each.filename)]
            if sum(each.file_size for each in entries) > MOST_BYTES:
                mistakes.append(Mistake(FILES_NAME, "is too large", "ist zu groß"))
            return mistakes or {each.filename: packed.read(each) for each in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return [Mistake(FILES_NAME, f"is damaged; {_ANEW[0]}", f"ist beschädigt; {_ANEW[1]}")]


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in name and str(path) not in OWN_NAMES


def _wrong_name(name: str) -> Mistake:
    shown = name if name.isprintable() else "?"
    return Mistake(
        FILES_NAME, f"holds “{shown}”, which may not be there", f"enthält „{shown}“, was nicht hineindarf"
    )
