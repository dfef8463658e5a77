"""Fetches a bundle from the site's update server over mutual TLS, and goes on where it was cut. IO."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import http.client
import os
import shutil
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from appliance.storage.durable_file import OsFiles
from appliance.telemetry.messages import UpdateWanted
from appliance.updating.answers import FetchTrouble, begins_at

SILENCE_S = 30.0
"""The longest pause while connecting or reading."""
RESERVE_BYTES = 256 * 2**20
"""Stays free for outbox, store and journal, whatever is fetched."""
_CHUNK = 64 * 1024
_SYNC_BYTES = 8 * 2**20
"""A power cut costs this much at most."""


class Superseded(Exception):
    """Something else is wanted by now."""


@dataclass(frozen=True)
class Server:
    """The site's own, so no proxy ever stands between."""

    host: str
    port: int
    ca_file: str
    certificate_file: str
    key_file: str
    silence_s: float = SILENCE_S
    reserve_bytes: int = RESERVE_BYTES


@dataclass(frozen=True)
class Watching:
    """What is told and asked while bytes come in."""

    progress: Callable[[int], None]
    """How many bytes there are by now."""
    superseded: Callable[[], bool]


def fetch(server: Server, wanted: UpdateWanted, part: Path, whole: Path, watching: Watching) -> None:
    """Return when the bundle lies whole and right at `whole`. Raises FetchTrouble, Superseded.

    What has come stays at `part` for the next try, unless it is wrong or in the way of others.
    """
    try:
        with part.open("ab") as file:
            if file.tell() < wanted.size:
                _ask_room(server, part, wanted.size - file.tell())
                _receive(server, wanted, file, watching)
        _accept(wanted, part, whole)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise FetchTrouble("disk_error") from error
        part.unlink(missing_ok=True)
        raise FetchTrouble("disk_full") from error


def _receive(server: Server, wanted: UpdateWanted, file: IO[bytes], watching: Watching) -> None:
    have = file.tell()
    headers = {"Range": f"bytes={have}-"} if have else {}
    with _answer(server, f"/{wanted.bundle}", headers) as answer:
        said = {name.lower(): value for name, value in answer.getheaders()}
        have = begins_at(answer.status, said, have, wanted.size)
        file.truncate(have)
        for chunk in _chunks(answer):
            if watching.superseded():
                raise Superseded
            have += file.write(chunk)
            if have > wanted.size:
                raise FetchTrouble("damaged")
            if have // _SYNC_BYTES != (have - len(chunk)) // _SYNC_BYTES:
                _sync(file)
                _ask_room(server, Path(file.name), 0)
            watching.progress(have)
    _sync(file)
    if have < wanted.size:
        raise FetchTrouble("unreachable")


def _accept(wanted: UpdateWanted, part: Path, whole: Path) -> None:
    with part.open("rb") as file:
        right = hashlib.file_digest(file, "sha256").hexdigest() == wanted.sha256
    if not right:
        part.unlink()
        raise FetchTrouble("damaged")
    part.replace(whole)
    OsFiles().sync_directory(whole.parent)


@contextmanager
def _answer(server: Server, path: str, headers: dict[str, str]) -> Iterator[http.client.HTTPResponse]:
    """Files are read anew for each connection: certificates are renewed while the terminal runs."""
    with _named_troubles():
        context = ssl.create_default_context(cafile=server.ca_file)
        context.load_cert_chain(server.certificate_file, server.key_file)
    connection = http.client.HTTPSConnection(server.host, server.port, timeout=server.silence_s, context=context)
    with contextlib.closing(connection):
        with _named_troubles():
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
        yield answer


def _chunks(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    while True:
        with _named_troubles():
            chunk = answer.read(_CHUNK)
        if not chunk:
            return
        yield chunk


@contextmanager
def _named_troubles() -> Iterator[None]:
    """Everything that can happen on the wire becomes one of two words. Never around a write to the disk."""
    try:
        yield
    except (ssl.SSLEOFError, ssl.SSLZeroReturnError, http.client.HTTPException) as error:
        raise FetchTrouble("unreachable") from error
    except (ssl.SSLError, FileNotFoundError, PermissionError) as error:
        raise FetchTrouble("not_trusted") from error
    except OSError as error:
        raise FetchTrouble("unreachable") from error


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _ask_room(server: Server, path: Path, needed: int) -> None:
    if shutil.disk_usage(path.parent).free < needed + server.reserve_bytes:
        raise OSError(errno.ENOSPC, "the reserve is not touched")
