"""Which image is started: what RAUC says is what U-Boot reads, and a torn write loses nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.boot_slots import ATTEMPTS, SECOND, SIZE, BootSlots, main, packed, read, unpacked


@pytest.fixture
def partition(tmp_path: Path) -> Path:
    path = tmp_path / "boot-state"
    fresh = packed(BootSlots(("A",), {"A": ATTEMPTS, "B": 0}, 1))
    content = bytearray(4 * 1024 * 1024)
    content[:SIZE] = content[SECOND : SECOND + SIZE] = fresh
    path.write_bytes(content)
    return path


def said(capsys: pytest.CaptureFixture[str], partition: Path, *words: str) -> str:
    assert main(words, partition) == 0
    return capsys.readouterr().out.strip()


def test_an_update_makes_the_other_slot_the_first_and_keeps_the_old_one_behind_it(
    partition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, partition, "get-state", "B") == "bad"
    said(capsys, partition, "set-primary", "B")
    assert said(capsys, partition, "get-primary") == "B"
    assert said(capsys, partition, "get-state", "A") == "good"
    assert read(partition)[0].order == ("B", "A")


def test_a_slot_without_attempts_gives_way_to_the_other(
    partition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, partition, "set-primary", "B")
    said(capsys, partition, "set-state", "B", "bad")
    assert said(capsys, partition, "get-primary") == "A"
    said(capsys, partition, "set-state", "B", "good")
    assert read(partition)[0].left == {"A": ATTEMPTS, "B": ATTEMPTS}


def test_the_last_slot_is_never_taken_away(partition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, partition, "set-state", "A", "bad")
    assert said(capsys, partition, "get-primary") == "A"


@pytest.mark.parametrize("torn", [0, 1, 30, SIZE])
def test_a_power_cut_in_the_middle_of_a_write_leaves_one_of_both_states_whole(partition: Path, torn: int) -> None:
    main(["set-primary", "B"], partition)
    before, older = read(partition)
    wanted = BootSlots(("A", "B"), {"A": 3, "B": 3}, before.sequence + 1)
    after = packed(wanted)
    with partition.open("r+b") as stream:
        stream.seek(older)
        stream.write(after[:torn])
    assert read(partition)[0] == (wanted if torn == SIZE else before)


def test_a_partition_of_nonsense_starts_the_first_slot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "boot-state"
    path.write_bytes(b"\xff" * (SECOND + SIZE))
    assert said(capsys, path, "get-primary") == "A"
    said(capsys, path, "set-primary", "B")
    assert said(capsys, path, "get-primary") == "B"


def test_other_words_are_refused_and_nothing_is_written(partition: Path) -> None:
    before = partition.read_bytes()
    assert main(["set-primary", "C"], partition) == 64
    assert main([], partition) == 64
    assert partition.read_bytes() == before


@given(
    st.lists(st.sampled_from(["A", "B"]), unique=True), st.integers(0, 9), st.integers(0, 9), st.integers(0, 2**32)
)
def test_what_is_packed_is_read_back(order: list[str], a: int, b: int, sequence: int) -> None:
    slots = BootSlots(tuple(order), {"A": a, "B": b}, sequence)
    assert unpacked(packed(slots)) == slots
