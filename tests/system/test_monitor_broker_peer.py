"""The broker that other tests rely on really is one: it keeps retained messages, and its levers work."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.peers.mosquitto_peer import MosquittoPeer

pytestmark = pytest.mark.system


def publish(broker: MosquittoPeer, *extra: str) -> int:
    command = [
        "mosquitto_pub",
        "-h",
        broker.host,
        "-p",
        str(broker.port),
        "-t",
        "a/b",
        "-m",
        "x",
        "-r",
        "-q",
        "1",
    ]
    return subprocess.run([*command, *extra], capture_output=True, check=False).returncode


def read_retained(broker: MosquittoPeer) -> bytes:
    command = ["mosquitto_sub", "-h", broker.host, "-p", str(broker.port), "-t", "a/b", "-C", "1", "-W", "3"]
    return subprocess.run(command, capture_output=True, check=False).stdout.strip()


def test_a_restarted_broker_has_the_same_port_and_its_retained_messages(tmp_path: Path) -> None:
    with MosquittoPeer(tmp_path) as broker:
        assert publish(broker) == 0
        port = broker.port
        broker.stop()
        assert publish(broker) != 0
        broker.start()
        assert broker.port == port
        assert read_retained(broker) == b"x"
    assert not broker.running


def test_with_tls_only_who_trusts_the_authority_gets_in(tmp_path: Path) -> None:
    with MosquittoPeer(tmp_path, tls=True) as broker:
        assert publish(broker) != 0
        assert publish(broker, "--cafile", str(broker.ca_file)) == 0
