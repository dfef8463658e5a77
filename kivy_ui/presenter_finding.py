"""Views for finding one's way: home, offices and topics, search, guides, videos, workshops."""

from __future__ import annotations

from appliance.session.events import BrowseChosen, WorkshopsChosen
from appliance.session.states import BrowseBy
from kivy_ui.content_port import Content, Place
from kivy_ui.presenter_start import chrome
from kivy_ui.texts import Texts
from kivy_ui.views import HomeView, Item


def present_home(content: Content, texts: Texts) -> HomeView:
    return HomeView(
        chrome=chrome(content, texts),
        title=texts.plain("home.title"),
        tiles=(
            Item(texts.words("home.forms"), "form", BrowseChosen(BrowseBy.FORMS)),
            Item(texts.words("home.guides"), "video", BrowseChosen(BrowseBy.HOW_TO)),
            Item(texts.words("home.workshops"), "workshops", WorkshopsChosen()),
        ),
        by_topic=texts.words("home.by_topic"),
        topics=tuple(_place(texts, topic, BrowseBy.TOPIC) for topic in content.topics),
        by_office=texts.words("home.by_office"),
        offices=tuple(_place(texts, office, BrowseBy.OFFICE) for office in content.offices),
        search=texts.words("home.search"),
    )


def _place(texts: Texts, place: Place, by: BrowseBy) -> Item:
    return Item(texts.of(place.name), place.icon, BrowseChosen(by, place.id))
