"""Offices' settings change while the terminal runs: new ones are taken over, broken ones are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.outbox.events import SiteSettingsTaken, SiteSettingsWrong
from appliance.outbox.ports import WhyNot
from appliance.outbox.progress import Stage
from appliance.toml_tables import ConfigErrors
from tests.peers.office_twin import OfficeTwin
from tests.peers.outbox_story import OutboxStory


@pytest.fixture
def story(tmp_path: Path) -> OutboxStory:
    return OutboxStory(tmp_path)


def test_a_new_office_can_be_sent_to_within_half_a_minute(story: OutboxStory) -> None:
    assert story.outbox.why_not("sozialamt") is WhyNot.PRINT_ONLY
    story.offices["sozialamt"] = OfficeTwin()
    story.settings.change()
    story.waits(31)
    assert story.outbox.why_not("sozialamt") is None
    assert story.told(SiteSettingsTaken)[-1].offices == ("jobcenter", "schulamt", "sozialamt")


@pytest.mark.parametrize("wrong", [ConfigErrors(["offices.x: there is no such office"]), ZeroDivisionError()])
def test_broken_settings_are_told_once_and_the_old_ones_stay(story: OutboxStory, wrong: Exception) -> None:
    story.settings.wrong = wrong
    story.waits(120)
    assert len(story.told(SiteSettingsWrong)) == 1
    one = story.posts()
    story.works()
    assert story.office().arrived == [one]
    story.settings.change()
    story.waits(31)
    assert len(story.told(SiteSettingsTaken)) == 2


def test_what_an_old_transport_has_sealed_it_still_hands_over(story: OutboxStory) -> None:
    old = story.office()
    old.goes_away()
    one = story.posts()
    new = OfficeTwin("other")
    story.offices["jobcenter"] = new
    story.settings.change()
    story.waits(31)
    other = story.posts()
    story.works()
    assert new.arrived == [other], "the new way does not wait for the old one"
    assert not old.is_closed
    old.comes_back()
    story.waits(3600)
    assert old.arrived == [one]


def test_a_transport_that_nobody_needs_is_closed(story: OutboxStory) -> None:
    old = story.office()
    story.offices["jobcenter"] = OfficeTwin("other")
    story.settings.change()
    story.waits(31)
    assert old.is_closed
    assert not story.office("schulamt").is_closed


def test_an_office_that_went_back_to_paper_gets_what_was_on_its_way(story: OutboxStory) -> None:
    old = story.office()
    old.goes_away()
    one = story.posts()
    del story.offices["jobcenter"]
    story.settings.change()
    story.waits(31)
    assert story.outbox.why_not("jobcenter") is WhyNot.PRINT_ONLY
    old.comes_back()
    story.waits(3600)
    assert old.arrived == [one]


def test_without_its_transport_it_waits_and_is_given_up_in_the_end(story: OutboxStory) -> None:
    story.office().goes_away()
    one = story.posts()
    story.outbox.close()
    del story.offices["jobcenter"]
    story.opens()
    story.waits(3600)
    assert (story.stage(one), story.entry(one).reason) == (Stage.WAITING, "no-transport")
    story.waits(15 * 86400)
    assert story.stage(one) is Stage.EXPIRED


def test_offices_may_share_a_transport(tmp_path: Path) -> None:
    shared = OfficeTwin()
    story = OutboxStory(tmp_path, {"jobcenter": shared, "schulamt": shared})
    ids = {story.posts("jobcenter"), story.posts("schulamt")}
    story.works()
    assert set(shared.arrived) == ids
    assert shared.refreshed == 1
