"""The bench of the SFTP drop: the transport, a proxy that breaks connections, OpenSSH's server, an office."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import tempfile
from pathlib import Path

from appliance.clock import ManualClock
from appliance.outbox.progress import OfficeAnswer
from appliance.outbox.settings import SftpDestination
from appliance.outbox.sftp_drop.asyncssh_drop import Waits
from appliance.outbox.sftp_drop.transport import SftpDropTransport
from tests.peers import sftp_cutter
from tests.peers.authority import LONG_AGO, Authority, private_key, private_pem, public_pem
from tests.peers.cutting_proxy import HOST, CuttingProxy
from tests.peers.package_opener import OpenedPackage, as_received, open_package
from tests.peers.sshd_peer import SshdPeer
from tests.peers.transport_bench import BadKey, Cut, Received

WAITS = Waits(connect=3, step=2, transfer=5)


class SftpBench:
    can_answer = True
    cuts: tuple[Cut, ...] = ("refused", "reset", "hanging", "server-error", "wrong-tls")

    def __init__(self, waits: Waits = WAITS, server_options: str = "") -> None:
        self.directory = Path(tempfile.mkdtemp(prefix="sftp-"))
        self.peer = SshdPeer(self.directory / "sshd", server_options)
        self.inbox, self.outbox = self.peer.files / "eingang", self.peer.files / "antworten"
        self.inbox.mkdir()
        self.outbox.mkdir()
        self.proxy = CuttingProxy(self.peer.port)
        self._stranger: SshdPeer | None = None
        self._refuses_next = False
        self._keys = [private_key("office's drop")]
        self.office_file = self.directory / "office-key.pem"
        self.office_file.write_bytes(public_pem(self._keys[-1]))
        self.destination = SftpDestination(
            host=HOST,
            port=self.proxy.port,
            user=self.peer.user,
            host_key=self.peer.host_key,
            key_file=self.peer.client_key,
            office_key_file=self.office_file,
        )
        self.clock = ManualClock()
        self.transport = SftpDropTransport(self.destination, self.clock, waits)

    # what the office has

    def received(self) -> list[Received]:
        self._refuse_what_came()
        return [as_received(opened) for opened in self.opened()]

    def opened(self) -> list[OpenedPackage]:
        files = sorted(self.inbox.glob("*.jwe"), key=lambda path: path.stat().st_mtime_ns)
        return [open_package(path.read_bytes(), *self._keys) for path in files]

    # the levers

    def goes_away(self) -> None:
        self.proxy.refuse()

    def comes_back(self) -> None:
        self.proxy.target_port = self.peer.port
        self.proxy.behave()
        self.peer.forget_orders()

    def cut(self, how: Cut) -> None:
        match how:
            case "refused":
                self.proxy.refuse()
            case "reset":
                self.proxy.reset_after(8_000)
            case "hanging":
                self.proxy.hang()
            case "server-error":
                self.peer.order(sftp_cutter.FAILS_WRITE)
            case "wrong-tls":
                self.proxy.target_port = self._foreign_server().port

    def loses_last_confirmation(self) -> None:
        self.peer.order(sftp_cutter.LOSES_RENAME_REPLY)

    def answers(self, submission_id: str, answer: OfficeAnswer) -> None:
        content = {"answer": answer.value, "at": "2026-03-03T10:00:00+01:00"}
        (self.outbox / f"{submission_id}.json").write_text(json.dumps(content))

    def refuses_next(self) -> None:
        """The office looks into what comes next and lays a refusal."""
        self._refuses_next = True

    def changes_key(self) -> None:
        self._keys.append(private_key(f"office's drop {len(self._keys)}"))
        self.office_file.write_bytes(public_pem(self._keys[-1]))

    def offers_bad_key(self, kind: BadKey) -> None:
        match kind:
            case "too-weak":
                self.office_file.write_bytes(public_pem(private_key("weak", 2048)))
            case "expired":
                pair = Authority(self.directory).issue("old", until=LONG_AGO + dt.timedelta(days=1))
                shutil.copy(pair.certificate, self.office_file)
            case "private":
                self.office_file.write_bytes(private_pem(self._keys[0]))
            case "garbage":
                self.office_file.write_bytes(b"\x00garbage")
            case "missing":
                self.office_file.unlink()

    def close(self) -> None:
        self.transport.close()
        self.proxy.close()
        self.peer.close()
        if self._stranger is not None:
            self._stranger.close()
        shutil.rmtree(self.directory, ignore_errors=True)  # a dying server may still write its log

    def received_by_stranger(self) -> int:
        return len(list(self._stranger.files.rglob("*.*"))) if self._stranger else 0

    def _refuse_what_came(self) -> None:
        if self._refuses_next:
            for path in self.inbox.glob("*.jwe"):
                self.answers(path.stem, OfficeAnswer.REFUSED)
                path.unlink()
                self._refuses_next = False

    def _foreign_server(self) -> SshdPeer:
        """Return a server with another host key that would let us in and take everything."""
        if self._stranger is None:
            self._stranger = SshdPeer(self.directory / "stranger")
            (self._stranger.files / "eingang").mkdir()
            public = (self.peer.directory / "client.pub").read_text()
            (self._stranger.directory / "authorized_keys").write_text(public)
        return self._stranger
