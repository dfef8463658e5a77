"""Views of what is on offer: lists by office, topic or kind, search, guides, videos."""

from __future__ import annotations

from appliance.content.catalogue import Found
from appliance.content.guides import Guide
from appliance.content.search import SearchHit, SearchKind
from appliance.content.text import GERMAN, Localised, Text
from appliance.content.videos import Video
from appliance.forms.definition import FormDefinition
from appliance.session import states as st
from appliance.session.events import (
    BrowseChosen,
    FormChosen,
    GuideChosen,
    HomeTapped,
    Intent,
    StepChosen,
    VideoChosen,
    WorkshopChosen,
)
from appliance.session.states import BrowseBy, Session
from kivy_ui.content_port import Content
from kivy_ui.presenter_start import chrome
from kivy_ui.presenter_workshops import course, present_workshop, present_workshops, upcoming
from kivy_ui.texts import Texts
from kivy_ui.views import Item
from kivy_ui.views_offers import BrowsingView, GuideView, Offered, SearchView, Shelf, VideoView
from kivy_ui.words import Words

_READS_GERMAN = ("de", "de-simple")


def present_offer(content: Content, texts: Texts, session: Session) -> object:
    """Raises LookupError for a situation that is no offer, and for ids the content does not have."""
    situation = session.situation
    match situation:
        case st.Browsing():
            return present_browsing(content, texts, session, situation)
        case st.Searching():
            return present_search(content, texts, session, situation)
        case st.ReadingGuide():
            return present_guide(content, texts, situation)
        case st.WatchingVideo():
            return present_video(content, texts, situation)
        case st.BrowsingWorkshops():
            return present_workshops(content, texts, session, situation)
        case st.ViewingWorkshop():
            return present_workshop(content, texts, session, situation)
    raise LookupError(type(situation).__name__)


def present_browsing(content: Content, texts: Texts, session: Session, page: st.Browsing) -> BrowsingView:
    title, icon, about = _named(content, texts, page)
    found = _found(content, page)
    forms = _filled(Shelf(texts.words("page.forms"), tuple(Offered(_form(texts, form)) for form in found.forms)))
    shelves = _filled(
        _contact(content, texts, page), *_shelves(texts, found), _courses(content, texts, session, page)
    )
    return BrowsingView(
        chrome=chrome(content, texts, spoken=title.own),
        title=title,
        icon=icon,
        about=about,
        forms=forms,
        shelves=shelves,
        nothing=None if forms or shelves else texts.own("page.nothing_here"),
    )


def _named(content: Content, texts: Texts, page: st.Browsing) -> tuple[Words, str, Localised | None]:
    if page.by is BrowseBy.FORMS:
        return texts.plain("page.choose_form"), "", None
    if page.by is BrowseBy.HOW_TO:
        return texts.plain("page.choose_guide"), "", None
    if page.by is BrowseBy.TOPIC:
        topic = content.catalogue.topic(page.id)
        if topic is None:
            raise LookupError(page.id)
        return texts.of(topic.name), topic.icon, None
    office = content.catalogue.office(page.id)
    if office is None:
        raise LookupError(page.id)
    about = office.what_for.in_language(texts.language)
    return Words(Localised(office.name, GERMAN)), office.icon, about


def _found(content: Content, page: st.Browsing) -> Found:
    catalogue = content.catalogue
    match page.by:
        case BrowseBy.FORMS:
            return Found(catalogue.applications, (), ())
        case BrowseBy.HOW_TO:
            return Found((), catalogue.guides, catalogue.videos)
        case BrowseBy.OFFICE:
            return catalogue.by_office(page.id)
        case BrowseBy.TOPIC:
            return catalogue.by_topic(page.id)


def _filled(*shelves: Shelf) -> tuple[Shelf, ...]:
    return tuple(shelf for shelf in shelves if shelf.offers)


def _shelves(texts: Texts, found: Found) -> tuple[Shelf, ...]:
    return (
        Shelf(texts.words("page.guides"), tuple(_guide(texts, guide) for guide in found.guides)),
        Shelf(texts.words("page.videos"), tuple(_video(texts, video) for video in found.videos)),
    )


def _contact(content: Content, texts: Texts, page: st.Browsing) -> Shelf:
    """Return the ways to write to an office, or to prepare a visit there."""
    ways = []
    if page.by is BrowseBy.OFFICE:
        message, sheet = content.catalogue.message_form(page.id), content.catalogue.conversation_sheet(page.id)
        if message is not None:
            ways.append(Item(texts.words("contact.write"), "email", FormChosen(message.id)))
        if sheet is not None:
            ways.append(Item(texts.words("contact.sheet"), "forum", FormChosen(sheet.id)))
    return Shelf(texts.words("contact.title"), tuple(Offered(way) for way in ways))


def _courses(content: Content, texts: Texts, session: Session, page: st.Browsing) -> Shelf:
    """Return the next date of each course that a topic has."""
    dates = upcoming(content, session, page.id) if page.by is BrowseBy.TOPIC else ()
    next_dates = {date.id.partition("@")[0]: date for date in reversed(dates)}
    first = sorted(next_dates.values(), key=lambda date: date.start)
    return Shelf(texts.words("page.workshops"), tuple(Offered(course(texts, date)) for date in first))


def _form(texts: Texts, form: FormDefinition) -> Item:
    minutes = texts.own("intro.minutes", minutes=form.minutes).text
    return Item(texts.of(form.title), "form", FormChosen(form.id), minutes)


def _guide(texts: Texts, guide: Guide) -> Offered:
    picture = guide.steps[0].picture if guide.steps else None
    return Offered(Item(texts.of(guide.title), "guide", GuideChosen(guide.id)), picture)


def _video(texts: Texts, video: Video) -> Offered:
    return Offered(Item(texts.of(video.title), "video", VideoChosen(video.id)), video.poster)


def present_search(content: Content, texts: Texts, session: Session, page: st.Searching) -> SearchView:
    hits = content.catalogue.search(page.query, texts.language)
    next_dates = {date.id.partition("@")[0]: date.id for date in reversed(upcoming(content, session))}
    found = tuple(item for hit in hits if (item := _hit(content, texts, hit, next_dates)) is not None)
    topics = content.catalogue.topics
    return SearchView(
        chrome=chrome(content, texts, spoken=texts.own("search.hint")),
        title=texts.words("search.title"),
        hint=texts.own("search.hint"),
        query=page.query,
        submit=texts.own("home.search"),
        found=found,
        nothing=texts.own("search.none") if page.query.strip() and not found else None,
        instead_title=texts.words("home.by_topic"),
        instead=tuple(
            Item(texts.of(each.name), each.icon, BrowseChosen(BrowseBy.TOPIC, each.id)) for each in topics
        ),
    )


def _hit(content: Content, texts: Texts, hit: SearchHit, next_dates: dict[str, str]) -> Item | None:
    """Return the way to what was found; None for a course that has no date."""
    if hit.kind is SearchKind.WORKSHOP and hit.id not in next_dates:
        return None
    topic, office = content.catalogue.topic(hit.id), content.catalogue.office(hit.id)
    ways: dict[SearchKind, tuple[str, Intent]] = {
        SearchKind.FORM: ("form", FormChosen(hit.id)),
        SearchKind.GUIDE: ("guide", GuideChosen(hit.id)),
        SearchKind.VIDEO: ("video", VideoChosen(hit.id)),
        SearchKind.WORKSHOP: ("workshops", WorkshopChosen(next_dates.get(hit.id, ""))),
        SearchKind.TOPIC: (topic.icon if topic else "info", BrowseChosen(BrowseBy.TOPIC, hit.id)),
        SearchKind.OFFICE: (office.icon if office else "office", BrowseChosen(BrowseBy.OFFICE, hit.id)),
    }
    icon, intent = ways[hit.kind]
    return Item(texts.of(hit.title), icon, intent)


def present_guide(content: Content, texts: Texts, page: st.ReadingGuide) -> GuideView:
    guide = content.catalogue.guide(page.guide_id)
    if guide is None:
        raise LookupError(page.guide_id)
    step, last = guide.steps[page.step], len(guide.steps) - 1
    title, text = texts.of(step.title), texts.of(step.text)
    go_on, intent = _going_on(texts, guide, page.step)
    return GuideView(
        chrome=chrome(content, texts, spoken=_sentences(title.own, text.own)),
        progress=texts.own("guide.step", step=page.step + 1, steps=last + 1),
        step=page.step,
        steps=last + 1,
        title=title,
        text=text,
        picture=step.picture,
        previous=texts.own("guide.previous") if page.step else None,
        previous_intent=StepChosen(max(0, page.step - 1)),
        go_on=go_on,
        go_on_intent=intent,
    )


def _going_on(texts: Texts, guide: Guide, step: int) -> tuple[Localised, Intent]:
    if step < len(guide.steps) - 1:
        return texts.own("guide.next"), StepChosen(step + 1)
    if guide.form:
        return texts.own("guide.start_form"), FormChosen(guide.form)
    return texts.own("guide.done"), HomeTapped()


def _sentences(first: Localised, second: Localised) -> Localised:
    """Return both as one text to read aloud; only the first where the languages differ."""
    if first.language != second.language:
        return first
    return Localised(f"{first.text}. {second.text}", first.language)


def present_video(content: Content, texts: Texts, page: st.WatchingVideo) -> VideoView:
    video = content.catalogue.video(page.video_id)
    if video is None:
        raise LookupError(page.video_id)
    language = texts.language if video.subtitles.get(texts.language) else GERMAN
    own = video.subtitles.get(language, ())
    german = () if language in _READS_GERMAN else video.subtitles.get(GERMAN, ())
    transcript = Text({language: " ".join(cue.text for cue in own)})
    return VideoView(
        chrome=chrome(content, texts, spoken=transcript.in_language(language) if own else None),
        title=texts.of(video.title),
        path=video.path,
        poster=video.poster,
        seconds=video.seconds,
        fps=video.fps,
        cues=own,
        cue_language=language,
        german_cues=german,
        play=texts.own("video.play"),
        pause=texts.own("video.pause"),
        again=texts.own("video.again"),
        failed=texts.own("video.failed"),
        no_sound=texts.own("video.no_sound"),
    )
