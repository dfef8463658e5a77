"""An SFTP server that answers garbage, breaks off or lies: an id, no hang, no memory, and never handed over."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import struct
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import asyncssh
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.clock import ManualClock
from appliance.outbox.ports import NotNow, TransportFailure
from appliance.outbox.progress import NO_MARK
from appliance.outbox.settings import SftpDestination
from appliance.outbox.sftp_drop.asyncssh_drop import Waits
from appliance.outbox.sftp_drop.transport import SftpDropTransport
from appliance.outbox.submission import SealedPart, SealedSubmission
from tests.peers.authority import HOST, private_key, public_pem
from tests.peers.rude_server import RudeServer

WAITS = Waits(connect=1.5, step=0.7, transfer=1)
LIMIT_S = 8.0
SEALED = SealedSubmission("01JB", "wohnungsamt", "application", "wohngeld", "sftp", "k", "2026-03-02T09:00:00Z",
                          (SealedPart("package", "application/jose", b"sealed package"),))  # fmt: skip


class Liar:
    """An SSH server (asyncssh) whose key is the pinned one; its sftp subsystem says `script`, a piece a packet."""

    def __init__(self, directory: Path) -> None:
        self.script: list[bytes] = []
        self.heard = 0
        key = asyncssh.generate_private_key("ssh-ed25519")
        own = asyncssh.generate_private_key("ssh-ed25519")
        own.write_private_key(str(directory / "own"))
        (directory / "office.pem").write_bytes(public_pem(private_key("office's drop")))
        self._key, self._own = key, own
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.port = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        self.destination = SftpDestination(
            host=HOST,
            port=self.port,
            user="terminal",
            host_key=key.export_public_key().decode().strip(),
            key_file=directory / "own",
            office_key_file=directory / "office.pem",
        )

    async def _listen(self) -> int:
        own = asyncssh.import_authorized_keys(self._own.export_public_key().decode())
        server = await asyncssh.listen(
            HOST,
            0,
            server_host_keys=[self._key],
            authorized_client_keys=own,
            server_factory=lambda: _Server(self),
            encoding=None,
            config=None,
        )
        return server.get_port()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)


class _Server(asyncssh.SSHServer):
    def __init__(self, liar: Liar) -> None:
        self._liar = liar

    def session_requested(self) -> asyncssh.SSHServerSession[bytes]:
        return _Session(list(self._liar.script), self._liar)


class _Session(asyncssh.SSHServerSession[bytes]):
    """Says the next piece to whatever it hears; then ends."""

    def __init__(self, script: list[bytes], liar: Liar) -> None:
        self._script = script
        self._liar = liar

    def connection_made(self, chan: asyncssh.SSHServerChannel[bytes]) -> None:
        self._channel = chan

    def subsystem_requested(self, subsystem: str) -> bool:
        return subsystem == "sftp"

    def data_received(self, data: bytes, datatype: int | None) -> None:  # noqa: ARG002 - asyncssh's signature
        self._liar.heard += 1
        if self._script:
            self._channel.write(self._script.pop(0))
        else:
            self._channel.close()


@pytest.fixture(scope="module")
def liar() -> Iterator[Liar]:
    directory = Path(tempfile.mkdtemp(prefix="liar-"))
    made = Liar(directory)
    yield made
    made.close()
    shutil.rmtree(directory)


def hand_over(destination: SftpDestination) -> str:
    began = time.monotonic()
    try:
        transport = SftpDropTransport(destination, ManualClock(), WAITS)
        return transport.hand_over(SEALED, NO_MARK, lambda _: None).stage.value
    except TransportFailure as failure:
        return failure.reason
    finally:
        assert time.monotonic() - began < LIMIT_S


def packet(kind: int, body: bytes) -> bytes:
    return struct.pack(">IB", len(body) + 1, kind) + body


VERSION = packet(2, struct.pack(">I", 3))
bodies = st.binary(max_size=60) | st.builds(
    lambda asked, code, more: struct.pack(">II", asked, code) + more,
    st.integers(0, 8),
    st.integers(0, 40),
    st.binary(max_size=40),
)
packets = st.builds(packet, st.sampled_from([2, 101, 102, 103, 104, 105, 201]) | st.integers(0, 255), bodies)
lengths = st.builds(
    lambda size, rest: struct.pack(">I", size) + rest, st.integers(0, 2**32 - 1), st.binary(max_size=40)
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=st.lists(packets | lengths | st.binary(max_size=100), max_size=8), starts_well=st.booleans())
def test_garbage_in_sftp_ends_in_an_id(liar: Liar, script: list[bytes], starts_well: bool) -> None:
    liar.script = [VERSION, *script] if starts_well else script
    reason = hand_over(liar.destination)
    assert reason != "handed_over"
    assert reason.isascii()
    assert len(reason) < 40


@pytest.mark.parametrize("code", [*range(1, 32), 99, 2**32 - 1])
def test_every_status_code_is_not_now(liar: Liar, code: int) -> None:
    """Whatever the server says instead of the directory's attributes."""
    status = packet(101, struct.pack(">III", 0, code, 3) + b"no!" + struct.pack(">I", 0))
    liar.script, liar.heard = [VERSION, status], 0
    with pytest.raises(NotNow) as failure:
        SftpDropTransport(liar.destination, ManualClock(), WAITS).hand_over(SEALED, NO_MARK, lambda _: None)
    assert failure.value.reason != "ssh"
    assert liar.heard == 2, "it said so, and we stopped asking"


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    banner=st.binary(max_size=200)
    | st.just(b"SSH-2.0-x\r\n")
    | st.text(max_size=40).map(lambda t: t.encode() + b"\r\n"),
    rest=st.lists(st.binary(max_size=200), max_size=4),
    stays=st.booleans(),
)
def test_garbage_instead_of_ssh_ends_in_an_id(liar: Liar, banner: bytes, rest: list[bytes], stays: bool) -> None:
    with RudeServer(lambda: [banner, *rest], stays=stays) as server:
        reason = hand_over(replace(liar.destination, port=server.port))
    assert reason != "handed_over"
    assert reason.isascii()


@pytest.mark.parametrize("endless", [b"x" * 10_000, b"no banner\r\n" * 1000, b"\x00" * 10_000])
def test_an_endless_banner_takes_no_memory(liar: Liar, endless: bytes) -> None:
    with RudeServer(lambda: itertools.repeat(endless), waits_for_client=False) as server:
        tracemalloc.start()
        reason = hand_over(replace(liar.destination, port=server.port))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert reason != "handed_over"
    assert peak < 8_000_000


def test_a_key_of_another_kind_is_a_wrong_host_key_too(liar: Liar) -> None:
    """Both ends find that they share no kind of key: now and then all we hear is that the other one hung up."""
    pinned = asyncssh.generate_private_key("ecdsa-sha2-nistp256").export_public_key().decode().strip()
    reasons = {hand_over(replace(liar.destination, host_key=pinned)) for _ in range(4)}
    assert "host-key" in reasons
    assert reasons <= {"host-key", "connection-lost"}


@pytest.mark.parametrize("pinned", ["", "ssh-ed25519", "ssh-ed25519 AAAA", "nonsense AAAA=="])
def test_without_a_pinned_key_nobody_is_called(liar: Liar, pinned: str) -> None:
    assert hand_over(replace(liar.destination, host_key=pinned)) == "host-key-malformed"


def test_a_server_that_does_not_know_us(liar: Liar, tmp_path: Path) -> None:
    asyncssh.generate_private_key("ssh-ed25519").write_private_key(str(tmp_path / "other"))
    assert hand_over(replace(liar.destination, key_file=tmp_path / "other")) == "auth"
    assert hand_over(replace(liar.destination, key_file=tmp_path / "none")) == "own-key-unreadable"
