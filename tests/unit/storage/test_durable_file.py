"""A power cut at every step of a save: what is on the card afterwards is the old state or the new one, whole."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from appliance.storage.durable_file import Corrupt, DurableFile, OsFiles, seal, unseal
from tests.peers.card import CardFiles, PowerCut

NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize("changes", range(6))
def test_a_power_cut_leaves_one_whole_state(tmp_path: Path, changes: int) -> None:
    path = tmp_path / "store.json"
    for state in (b'"first"', b'"second"'):
        DurableFile(path, OsFiles()).save(state)
    with pytest.raises(PowerCut):
        DurableFile(path, CardFiles(tmp_path, changes)).save(b'"third"')
    loaded = DurableFile(path, OsFiles()).load(json.loads)
    assert loaded.in_doubt == ()
    assert not loaded.from_backup
    assert loaded.content == ("third" if changes == 5 else "second")
    # What the cut left behind does not get into the way of the next save.
    DurableFile(path, OsFiles()).save(b'"fourth"')
    assert DurableFile(path, OsFiles()).load(json.loads).content == "fourth"
    assert unseal(path.with_name("store.json.bak").read_bytes()).decode() == f'"{loaded.content}"'


def test_six_changes_are_a_whole_save(tmp_path: Path) -> None:
    """Keeps the range above honest: were a step added, this fails."""
    file = DurableFile(tmp_path / "store.json", OsFiles())
    file.save(b"1")
    DurableFile(tmp_path / "store.json", CardFiles(tmp_path, 6)).save(b"2")


def test_a_file_set_aside_keeps_its_content(tmp_path: Path) -> None:
    path = tmp_path / "store.json"
    path.write_bytes(b"torn")
    aside = DurableFile(path, OsFiles()).set_aside(path, NOW)
    assert aside.name == "store.json.corrupt-20260302T090000000000Z"
    assert aside.read_bytes() == b"torn"
    assert not path.exists()


@pytest.mark.parametrize(
    "spoiled", [b"", b"{}", seal(b"{}")[:-1], seal(b"{}") + b" ", seal(b"{}").replace(b"1", b"2", 1)]
)
def test_what_was_not_sealed_whole_is_corrupt(spoiled: bytes) -> None:
    with pytest.raises(Corrupt):
        unseal(spoiled)
