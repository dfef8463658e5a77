"""The office's server over asyncssh: the host key pinned, our key only, every step with a time limit."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import asyncssh

from appliance.outbox.ports import NotNow
from appliance.outbox.settings import SftpDestination

_Result = TypeVar("_Result")
_GOODBYE_S = 2.0
_ABSENT = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
_LOST = (asyncssh.SFTPConnectionLost, asyncssh.SFTPNoConnection)

logging.getLogger("asyncssh").setLevel(logging.WARNING)  # it tells every connection and file otherwise


@dataclass(frozen=True)
class Waits:
    """Seconds."""

    connect: float = 20
    """For the connection, the key exchange and signing in together."""
    step: float = 30
    transfer: float = 300


class AsyncsshDrop:
    """Works its event loop only inside its calls: no thread, nothing left running between them."""

    def __init__(self, destination: SftpDestination, waits: Waits) -> None:
        self._waits = waits
        self._runner = asyncio.Runner()
        self._connection: asyncssh.SSHClientConnection | None = None
        try:
            self._sftp = self._run(self._connect(destination), waits.connect)
        except BaseException:
            self.close()
            raise

    def size_of(self, path: str) -> int | None:
        try:
            return self._run(self._sftp.lstat(path), self._waits.step).size
        except _Absent:
            return None

    def has_directory(self, path: str) -> bool:
        return self._run(self._sftp.isdir(path), self._waits.step)

    def write(self, path: str, content: bytes) -> None:
        self._run(self._write(path, content), self._waits.transfer)

    def rename(self, old: str, new: str) -> None:
        self._run(self._rename(old, new), self._waits.step)

    def remove(self, path: str) -> None:
        self._run(self._sftp.remove(path), self._waits.step)

    def read(self, path: str, most: int) -> bytes | None:
        return self._run(self._read(path, most), self._waits.step)

    def close(self) -> None:
        with contextlib.suppress(NotNow):
            if self._connection is not None:
                self._connection.close()
                self._run(self._connection.wait_closed(), _GOODBYE_S)
        if self._connection is not None:
            self._connection.abort()
        self._runner.close()

    async def _connect(self, destination: SftpDestination) -> asyncssh.SFTPClient:
        self._connection = await asyncssh.connect(
            destination.host,
            destination.port,
            username=destination.user,
            client_keys=[_own_key(destination)],
            known_hosts=([_pinned_key(destination)], [], []),
            x509_trusted_certs=None,
            config=None,  # no file of this machine adds or weakens anything
            agent_path=None,
            preferred_auth=["publickey"],
            compression_algs=None,
            connect_timeout=self._waits.connect,
            login_timeout=self._waits.connect,
        )
        return await self._connection.start_sftp_client()

    async def _write(self, path: str, content: bytes) -> None:
        async with self._sftp.open(path, "wb") as file:
            await file.write(content)
            with contextlib.suppress(asyncssh.SFTPOpUnsupported):
                await file.fsync()

    async def _rename(self, old: str, new: str) -> None:
        try:
            await self._sftp.posix_rename(old, new)
        except asyncssh.SFTPOpUnsupported:
            await self._sftp.rename(old, new)

    async def _read(self, path: str, most: int) -> bytes | None:
        """Whatever keeps us from an answer must not keep us from handing over."""
        try:
            async with self._sftp.open(path, "rb") as file:
                content = await file.read(most + 1, 0)
                return content if isinstance(content, bytes) else None
        except _LOST:
            raise
        except asyncssh.SFTPError:
            return None

    def _run(self, step: Coroutine[Any, Any, _Result], limit_s: float) -> _Result:
        try:
            return self._runner.run(asyncio.wait_for(step, limit_s))
        except NotNow:
            raise
        except _ABSENT as error:
            raise _Absent("file-missing") from error
        except Exception as error:
            raise NotNow(_reason(error)) from error


class _Absent(NotNow):
    """No such file."""


@contextmanager
def asyncssh_drop(destination: SftpDestination, waits: Waits) -> Iterator[AsyncsshDrop]:
    drop = AsyncsshDrop(destination, waits)
    try:
        yield drop
    finally:
        drop.close()


def _pinned_key(destination: SftpDestination) -> asyncssh.SSHKey:
    try:
        return asyncssh.import_public_key(destination.host_key)
    except (asyncssh.KeyImportError, ValueError) as error:
        raise NotNow("host-key-malformed") from error


def _own_key(destination: SftpDestination) -> asyncssh.SSHKey:
    try:
        return asyncssh.read_private_key(destination.key_file)
    except (OSError, ValueError, asyncssh.KeyImportError, asyncssh.KeyEncryptionError) as error:
        raise NotNow("own-key-unreadable") from error


def _reason(error: Exception) -> str:
    match error:
        case asyncssh.HostKeyNotVerifiable():
            return "host-key"
        case asyncssh.KeyExchangeFailed():
            return "host-key" if "host key" in str(error) else "key-exchange"
        case asyncssh.PermissionDenied():
            return "auth"
        case asyncssh.SFTPPermissionDenied():
            return "permission-denied"
        case asyncssh.SFTPNoSpaceOnFilesystem() | asyncssh.SFTPQuotaExceeded():
            return "no-space"
        case asyncssh.SFTPConnectionLost() | asyncssh.SFTPNoConnection() | asyncssh.ConnectionLost():
            return "connection-lost"
        case asyncssh.SFTPError():
            return f"sftp-{error.code}"
        case asyncssh.Error():
            return "ssh"
        case TimeoutError():
            return "timeout"
        case ConnectionResetError() | BrokenPipeError():
            return "connection-lost"
        case OSError():
            return "unreachable"
        case _:
            return "ssh-garbled"
