"""Peers and terminals of the tests that send; a test file may have a hall of its own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers.systemd_peer import ROOT
from tests.peers.three_offices import ThreeOffices
from tests.system.real_sending import SendingStory, terminal_id
from tests.system.real_terminal import Hall


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    with Hall(tmp_path_factory.mktemp("hall")) as made:
        yield made


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ThreeOffices]:
    made = ThreeOffices(tmp_path_factory.mktemp("offices"))
    made.start()
    try:
        yield made
    finally:
        made.stop()


@pytest.fixture
def settings(offices: ThreeOffices, tmp_path: Path) -> Path:
    offices.restore()
    path = tmp_path / "offices.toml"
    path.write_text(offices.settings(), encoding="utf-8")
    return path


@pytest.fixture
def story(hall: Hall, settings: Path, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SendingStory]:
    hall.restore()
    made = SendingStory(hall, tmp_path / "here", terminal_id(request.node.nodeid, "here"), settings)
    try:
        made.until_ready()
        yield made
    finally:
        made.close()


@pytest.fixture
def elsewhere(hall: Hall, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[SendingStory]:
    """Another terminal, which has sent nothing."""
    made = SendingStory(hall, tmp_path / "there", terminal_id(request.node.nodeid, "there"), prints_receipts=False)
    try:
        made.until_ready()
        yield made
    finally:
        made.close()


@pytest.fixture
def here() -> Iterator[Path]:
    """A directory that the units can see once `SEEN` is in force."""
    (ROOT / "build").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "build", prefix="machine-") as made:
        Path(made).chmod(0o755)
        yield Path(made)
