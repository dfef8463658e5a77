"""A site with its own authority, and its update server."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.telemetry.paho_link import BrokerSettings
from appliance.updating.fetching import Server
from tests.peers.site_bench import SiteBench
from tests.peers.update_server import UpdateServer
from tests.unit.updating.samples import CONTENT, WANTED


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> SiteBench:
    """Its broker is not started."""
    return SiteBench(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def terminal(site: SiteBench) -> BrokerSettings:
    return site.terminal("t-1")


@pytest.fixture
def server(site: SiteBench) -> Iterator[UpdateServer]:
    with update_server(site) as made:
        made.files[WANTED.bundle] = CONTENT
        yield made


def update_server(site: SiteBench, host: str = "127.0.0.1") -> UpdateServer:
    broker = site.path / "broker"
    return UpdateServer(broker / "broker.pem", broker / "broker.key", broker / "ca.pem", host)


def door(terminal: BrokerSettings, port: int, host: str = "localhost") -> Server:
    files = (terminal.ca_file, terminal.certificate_file, terminal.key_file)
    return Server(host, port, *files, silence_s=3.0, reserve_bytes=0)


def with_reserve(server: Server, reserve_bytes: int) -> Server:
    return dataclasses.replace(server, reserve_bytes=reserve_bytes)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "update").mkdir()
    return tmp_path / "update"
