"""A name that nobody knows, a port where nobody listens: every transport says "not now", and with an id."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from appliance.outbox.ports import NotNow, Transport
from appliance.outbox.site_settings import load_site_settings
from appliance.outbox.transports import transports_with
from appliance.storage.records import safe_id
from tests.peers.three_offices import HOUSING, MIGRATION, SCHOOLS, ThreeOffices

OFFICES = (MIGRATION, HOUSING, SCHOOLS)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("offices")


@pytest.fixture(scope="module")
def settings(directory: Path) -> str:
    """Those of offices that are there no longer."""
    offices = ThreeOffices(directory)
    offices.start()
    text = offices.settings()
    offices.stop()
    return text


def transports(directory: Path, settings: str) -> Mapping[str, Transport]:
    path = directory / "offices.toml"
    path.write_text(settings, encoding="utf-8")
    return transports_with(directory / "keys")(load_site_settings(path))


@pytest.mark.parametrize("office", OFFICES)
def test_a_name_that_nobody_knows_is_not_now(office: str, directory: Path, settings: str) -> None:
    transport = transports(directory, settings.replace("127.0.0.1", "office.invalid"))[office]
    with pytest.raises(NotNow) as failure:
        transport.test()
    assert failure.value.reason in ("not-reachable", "unreachable")


@pytest.mark.parametrize("office", OFFICES)
def test_a_port_where_nobody_listens_is_not_now(office: str, directory: Path, settings: str) -> None:
    with pytest.raises(NotNow) as failure:
        transports(directory, settings)[office].test()
    assert safe_id(failure.value.reason) == failure.value.reason
