"""What is on offer, as views: the right things on the right shelf, in the visitor's words."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from appliance.content.text import LANGUAGES
from appliance.session import states as st
from appliance.session.events import FormChosen, GuideChosen, StepChosen, WorkshopChosen
from appliance.session.states import BrowseBy, ReceiptProgress, Session, Situation
from appliance.session.visit import Display
from kivy_ui.presenter_offers import present_offer
from kivy_ui.presenter_workshops import upcoming
from kivy_ui.texts import Texts
from kivy_ui.views_offers import BrowsingView, GuideView, SearchView, VideoView, WorkshopsView, WorkshopView
from tests.ui.samples import NOW, content, session, situations
from tests.ui.samples_offers import WORKSHOP, sessions

HOME = st.AtHome()
GUIDE = "wohnberechtigungsschein"
OFFERS = (
    st.Browsing,
    st.Searching,
    st.ReadingGuide,
    st.WatchingVideo,
    st.BrowsingWorkshops,
    st.ViewingWorkshop,
)


def shown(situation: Situation, language: str = "de") -> object:
    return presented(session(situation, language, Display()), language)


def presented(state: Session, language: str = "de") -> object:
    return present_offer(content(), Texts(content().interface, language), state)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_offer_has_a_view_in_every_language(language: str) -> None:
    """No missing word, no missing key, wherever a visitor can go."""
    for situation in situations(language).values():
        if isinstance(situation, OFFERS):
            assert shown(situation, language) is not None
    for state in sessions(language, Display()).values():
        if isinstance(state.situation, OFFERS):
            assert presented(state, language) is not None


def test_a_topic_shows_what_belongs_to_it() -> None:
    """Its forms, its guides, the video for all, and its courses' next dates; nothing of other topics."""
    view = shown(st.Browsing(BrowseBy.TOPIC, "wohnen"))
    assert isinstance(view, BrowsingView)
    forms = [one.item.intent for shelf in view.forms for one in shelf.offers]
    others = [one.item.intent for shelf in view.shelves for one in shelf.offers]
    assert FormChosen(GUIDE) in forms
    assert FormChosen("schulanmeldung-seiteneinsteiger") not in forms
    assert GuideChosen(GUIDE) in others
    assert WorkshopChosen("wohnberatung@2026-03-05T10:00") in others
    assert view.nothing is None


def test_each_course_of_a_topic_stands_once_with_its_next_date() -> None:
    view = shown(st.Browsing(BrowseBy.TOPIC, "sprachfoerderung"))
    assert isinstance(view, BrowsingView)
    courses = [one.item.intent for one in view.shelves[-1].offers]
    assert courses == [WorkshopChosen("sprachcafe@2026-03-02T16:30")]


def test_an_office_keeps_its_german_name() -> None:
    """It is what stands on the door; what it is for is told in the visitor's language."""
    view = shown(st.Browsing(BrowseBy.OFFICE, "wohnungsamt"), "ar")
    assert isinstance(view, BrowsingView)
    assert view.title.own.language == "de"
    assert view.about is not None
    assert view.about.language == "ar"


def test_an_unknown_topic_is_an_error() -> None:
    with pytest.raises(LookupError):
        shown(st.Browsing(BrowseBy.TOPIC, "nowhere"))


def test_searching_finds_and_says_when_it_does_not() -> None:
    found = shown(st.Searching("Wohn"))
    assert isinstance(found, SearchView)
    assert FormChosen(GUIDE) in [item.intent for item in found.found]
    assert found.nothing is None
    lost = shown(st.Searching("xqzxqz"))
    assert isinstance(lost, SearchView)
    assert lost.found == ()
    assert lost.nothing is not None


def test_nothing_is_missing_before_anything_is_typed() -> None:
    view = shown(st.Searching("  "))
    assert isinstance(view, SearchView)
    assert view.nothing is None
    assert len(view.instead) == len(content().catalogue.topics)


def test_a_course_that_was_found_leads_to_its_next_date() -> None:
    view = shown(st.Searching("Computerkurs"))
    assert isinstance(view, SearchView)
    assert view.found[0].intent == WorkshopChosen("computerkurs@2026-03-10T10:00")


def test_a_guide_goes_on_step_by_step_and_ends_in_its_form() -> None:
    first, last = shown(st.ReadingGuide(GUIDE, 0, HOME)), shown(st.ReadingGuide(GUIDE, 5, HOME))
    assert isinstance(first, GuideView)
    assert isinstance(last, GuideView)
    assert (first.previous, first.go_on_intent) == (None, StepChosen(1))
    assert (last.previous_intent, last.go_on_intent) == (StepChosen(4), FormChosen(GUIDE))


def test_a_step_is_read_aloud_in_one_language() -> None:
    view = shown(st.ReadingGuide(GUIDE, 0, HOME), "uk")
    assert isinstance(view, GuideView)
    assert view.chrome.spoken is not None
    assert view.chrome.spoken.language == "uk"
    assert view.text.text in view.chrome.spoken.text


def test_subtitles_are_the_visitors_with_german_below() -> None:
    arabic, german = (
        shown(st.WatchingVideo("how-to-terminal", HOME), "ar"),
        shown(st.WatchingVideo("how-to-terminal", HOME)),
    )
    assert isinstance(arabic, VideoView)
    assert isinstance(german, VideoView)
    assert (arabic.cue_language, german.cue_language) == ("ar", "de")
    assert arabic.german_cues == german.cues
    assert german.german_cues == ()


def test_a_language_without_subtitles_gets_the_german_ones() -> None:
    catalogue = content().catalogue
    video = catalogue.videos[0]
    mute = replace(video, subtitles={"de": video.subtitles["de"]})
    bare = replace(content(), catalogue=replace(catalogue, videos=(mute,)))
    page = st.WatchingVideo(video.id, HOME)
    view = present_offer(bare, Texts(bare.interface, "ti"), session(page, "ti", Display()))
    assert isinstance(view, VideoView)
    assert (view.cue_language, view.cues, view.german_cues) == ("de", video.subtitles["de"], ())


def test_workshops_are_listed_by_day() -> None:
    view = shown(st.BrowsingWorkshops())
    assert isinstance(view, WorkshopsView)
    assert view.days[0].title.text == "Heute · Montag, 2. März"
    assert [entry.begin for entry in view.days[0].entries] == ["16:30"]
    starts = [entry.id.partition("@")[2] for day in view.days for entry in day.entries]
    assert starts == sorted(starts)


def test_a_topic_lists_its_own_workshops_only() -> None:
    view = shown(st.BrowsingWorkshops("wohnen"))
    assert isinstance(view, WorkshopsView)
    assert {entry.id.partition("@")[0] for day in view.days for entry in day.entries} == {"wohnberatung"}


def test_what_is_over_is_not_listed_any_more() -> None:
    """The list is expanded once a day, but a workshop goes when it ends."""
    state = session(st.BrowsingWorkshops(), "de", Display())
    evening = replace(state, now=NOW.replace(hour=17, minute=1))
    assert upcoming(content(), state)[0].id == "sprachcafe@2026-03-02T16:30"
    assert upcoming(content(), evening)[0].id == "bewerbungshilfe@2026-03-04T14:00"


def test_a_workshop_that_began_yesterday_can_still_be_read() -> None:
    state = session(st.ViewingWorkshop(WORKSHOP, HOME), "de", Display())
    assert isinstance(presented(replace(state, now=NOW + dt.timedelta(days=5))), WorkshopView)


@pytest.mark.parametrize(
    ("slip", "offered"),
    [
        (None, True),
        (ReceiptProgress.PRINTING, False),
        (ReceiptProgress.PRINTED, False),
        (ReceiptProgress.TROUBLE, True),
    ],
)
def test_a_slip_is_offered_once(slip: ReceiptProgress | None, offered: bool) -> None:
    view = shown(st.ViewingWorkshop(WORKSHOP, HOME, slip))
    assert isinstance(view, WorkshopView)
    assert (view.print_slip is not None) is offered
    assert (view.slip is None) is (slip is None)


def test_without_a_printer_no_slip_is_offered() -> None:
    view = presented(sessions("de", Display())["workshop-without-printer"])
    assert isinstance(view, WorkshopView)
    assert view.print_slip is None
    assert view.slip is not None
    assert view.slip.progress is ReceiptProgress.TROUBLE
