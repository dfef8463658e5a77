"""A power cut at every step of a post and of a hand-over: what was acknowledged is at the office once."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from appliance.outbox.progress import Stage
from tests.peers.card import CardFiles, PowerCut
from tests.peers.office_twin import OfficeTwin
from tests.peers.outbox_story import OutboxStory

POST_CHANGES = 3
"""Write, rename, sync of the directory."""
HAND_OVER_CHANGES = 3 + 3 + 1
"""Mark before the step, mark after it, the body's removal; then comes the index."""
INDEX_CHANGES = 3
"""Of a first index; later ones also keep the one before."""
STEPS = POST_CHANGES + HAND_OVER_CHANGES + INDEX_CHANGES


def posts_and_hands_over(directory: Path, office: OfficeTwin, changes: int, forgets: bool) -> list[str]:
    """Return the ids whose `post` returned before the power went."""
    (directory / "outbox").mkdir(parents=True, exist_ok=True)
    acknowledged: list[str] = []
    files = CardFiles(directory / "outbox", changes, forgets)
    try:
        story = OutboxStory(directory, {"jobcenter": office}, files)
        acknowledged.append(story.posts())
        story.works()
    except PowerCut:
        return acknowledged
    raise AssertionError("the power was never cut")


@pytest.mark.parametrize("forgets", [False, True], ids=["all-kept", "unsynced-lost"])
@pytest.mark.parametrize("changes", range(STEPS))
def test_nothing_is_lost_and_nothing_doubled(tmp_path: Path, changes: int, forgets: bool) -> None:
    office = OfficeTwin()
    acknowledged = posts_and_hands_over(tmp_path, office, changes, forgets)
    assert len(acknowledged) == (changes >= POST_CHANGES)
    story = OutboxStory(tmp_path, {"jobcenter": office})
    story.works()
    story.waits(60)
    assert len(office.arrived) <= 1
    assert set(acknowledged) <= set(office.arrived)
    for entry in story.outbox.entries():
        assert entry.stage is Stage.HANDED_OVER
    assert not {name for name in story.file_names() if name.endswith((".sealed", ".new", ".corrupt"))}


@pytest.mark.parametrize("forgets", [False, True], ids=["all-kept", "unsynced-lost"])
@pytest.mark.parametrize("second", range(HAND_OVER_CHANGES))
def test_a_second_power_cut_during_the_recovery(tmp_path: Path, second: int, forgets: bool) -> None:
    office = OfficeTwin()
    office.loses_next_confirmation()
    acknowledged = posts_and_hands_over(tmp_path, office, POST_CHANGES + 4, forgets)
    files = CardFiles(tmp_path / "outbox", second, forgets)
    with contextlib.suppress(PowerCut):
        OutboxStory(tmp_path, {"jobcenter": office}, files).works()
    story = OutboxStory(tmp_path, {"jobcenter": office})
    story.waits(60)
    assert office.arrived == acknowledged
    assert story.stage(acknowledged[0]) is Stage.HANDED_OVER


def test_these_are_all_the_steps(tmp_path: Path) -> None:
    """Keeps the ranges above honest: were a step added, this fails."""
    (tmp_path / "outbox").mkdir()
    files = CardFiles(tmp_path / "outbox")
    story = OutboxStory(tmp_path, files=files)
    story.posts()
    assert files.changes == POST_CHANGES
    story.works()
    assert files.changes == STEPS
