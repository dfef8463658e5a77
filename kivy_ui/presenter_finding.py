"""Views for finding one's way: home, offices and topics, search, guides, videos, workshops."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from appliance.session.events import BrowseChosen, WorkshopsChosen
from appliance.session.sending_events import StatusOpened
from appliance.session.states import BrowseBy
from kivy_ui.content_port import Content
from kivy_ui.presenter_start import chrome
from kivy_ui.texts import Texts
from kivy_ui.views import HomeView, Item
from kivy_ui.words import Words


def present_home(content: Content, texts: Texts) -> HomeView:
    return HomeView(
        chrome=chrome(content, texts, spoken=texts.own("home.title")),
        title=texts.plain("home.title"),
        tiles=(
            Item(texts.words("home.forms"), "form", BrowseChosen(BrowseBy.FORMS)),
            Item(texts.words("home.guides"), "video", BrowseChosen(BrowseBy.HOW_TO)),
            Item(texts.words("home.workshops"), "workshops", WorkshopsChosen()),
            Item(texts.words("home.status"), "scan", StatusOpened()),
        ),
        by_topic=texts.words("home.by_topic"),
        topics=tuple(
            Item(texts.of(topic.name), topic.icon, BrowseChosen(BrowseBy.TOPIC, topic.id))
            for topic in content.catalogue.topics
        ),
        by_office=texts.words("home.by_office"),
        offices=tuple(
            Item(Words(Localised(office.name, GERMAN)), office.icon, BrowseChosen(BrowseBy.OFFICE, office.id))
            for office in content.catalogue.offices
        ),
        search=texts.words("home.search"),
    )
