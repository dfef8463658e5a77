"""Between OpenSSH's sshd and its own sftp-server: passes packets and, told by a file, fails one.

Packets as in draft-ietf-secsh-filexfer-02. sshd runs it: `python sftp_cutter.py ORDER_FILE SERVER ARGS…`.
"""

from __future__ import annotations

import contextlib
import os
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO

WRITE, RENAME, STATUS, EXTENDED = 6, 18, 101, 200
FAILURE = 4
LOSES_RENAME_REPLY, FAILS_WRITE, RESETS_IN_WRITE, DROPS_BEFORE_RENAME = (
    "loses-rename-reply",
    "fails-write",
    "resets-in-write",
    "drops-before-rename",
)


class Cutter:
    def __init__(self, order_file: Path, server: list[str]) -> None:
        self._order_file = order_file
        self._order = order_file.read_text() if order_file.exists() else ""
        self._process = subprocess.Popen(server, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._lost_reply: bytes | None = None
        self._lock = threading.Lock()

    def run(self) -> None:
        assert self._process.stdin is not None
        threading.Thread(target=self._pass_replies, daemon=True).start()
        while (packet := _read_packet(sys.stdin.buffer)) is not None:
            if not self._fails(packet):
                _write_packet(self._process.stdin, packet)
        self._process.stdin.close()
        self._process.wait(5)

    def _fails(self, packet: bytes) -> bool:
        is_rename = packet[0] == RENAME or (packet[0] == EXTENDED and b"posix-rename" in packet[:40])
        if self._order == FAILS_WRITE and packet[0] == WRITE:
            self._done()
            self._reply(struct.pack(">B", STATUS) + packet[1:5] + struct.pack(">III", FAILURE, 0, 0))
            return True
        if (self._order == RESETS_IN_WRITE and packet[0] == WRITE) or (
            self._order == DROPS_BEFORE_RENAME and is_rename
        ):
            self._done()
            self._vanish()
        if self._order == LOSES_RENAME_REPLY and is_rename:
            self._done()
            self._lost_reply = packet[1:5]
        return False

    def _pass_replies(self) -> None:
        assert self._process.stdout is not None
        while (packet := _read_packet(self._process.stdout)) is not None:
            if self._lost_reply is not None and packet[1:5] == self._lost_reply:
                self._vanish()
            self._reply(packet)
        self._vanish()

    def _reply(self, packet: bytes) -> None:
        with self._lock, contextlib.suppress(OSError):
            _write_packet(sys.stdout.buffer, packet)

    def _done(self) -> None:
        self._order = ""
        self._order_file.unlink(missing_ok=True)

    def _vanish(self) -> None:
        self._process.kill()
        os._exit(1)


def _read_packet(stream: IO[bytes]) -> bytes | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    return stream.read(struct.unpack(">I", head)[0])


def _write_packet(stream: IO[bytes], packet: bytes) -> None:
    stream.write(struct.pack(">I", len(packet)) + packet)
    stream.flush()


if __name__ == "__main__":
    Cutter(Path(sys.argv[1]), sys.argv[2:]).run()
