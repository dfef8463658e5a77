"""Views between "check your answers" and the proof: how it goes to the office, consent, sealing."""

from __future__ import annotations

from appliance.content.text import Localised
from appliance.forms.definition import FormDefinition
from appliance.outbox.ports import WhyNot
from appliance.session import sending_states as ss
from appliance.session.events import BackTapped, HelpRequested
from appliance.session.sending_events import ConsentGiven, DeliveryChosen, PrintInstead
from appliance.session.states import Session
from appliance.session.visit import Delivery
from kivy_ui.content_port import Content
from kivy_ui.presenter_papers import present_papers
from kivy_ui.presenter_start import chrome
from kivy_ui.texts import Texts
from kivy_ui.views import Item
from kivy_ui.views_offers import BrowsingView, Offered, Shelf
from kivy_ui.views_page import Action, MessageView, Mood, Note, Picture, Weight
from kivy_ui.words import Words

_CHOICES = ((Delivery.SEND, "send"), (Delivery.BOTH, "check-all"), (Delivery.PRINT, "printer"))


def present_sending(content: Content, texts: Texts, session: Session) -> object:
    """Raises LookupError for a situation that has nothing to do with sending."""
    match session.situation:
        case ss.ChoosingDelivery() as page:
            return present_delivery(content, texts, session, page)
        case ss.AddingPapers() as page:
            return present_papers(content, texts, session, page)
        case ss.ConsentingToSend() as page:
            return present_consent(content, texts, page)
        case ss.Sending() as page:
            return present_sealing(content, texts, page)
        case ss.SendingImpossible() as page:
            return present_impossible(content, texts, page)
    raise LookupError(type(session.situation).__name__)


def present_delivery(content: Content, texts: Texts, session: Session, page: ss.ChoosingDelivery) -> BrowsingView:
    form = content.forms[page.form_id]
    office, how = form.office, texts.of_kind(form.kind, "send.how_title")
    why_not = session.surroundings.why_not_send(office)
    offered = tuple(
        Offered(_choice(texts, form, delivery, icon))
        for delivery, icon in _CHOICES
        if why_not is None or not delivery.sends
    )
    return BrowsingView(
        chrome=chrome(content, texts, spoken=texts.own(how)),
        title=texts.words(how),
        icon="",
        about=None if why_not is None else texts.own(_why(why_not)),
        forms=(Shelf(texts.plain("send.how_office", office=content.office_name(office)), offered),),
        shelves=(),
        nothing=None,
        below_each_other=True,
    )


def _choice(texts: Texts, form: FormDefinition, delivery: Delivery, icon: str) -> Item:
    detail = texts.own(texts.of_kind(form.kind, f"send.{delivery}.hint")).text
    return Item(texts.words(f"send.{delivery}"), icon, DeliveryChosen(delivery), detail)


def present_consent(content: Content, texts: Texts, page: ss.ConsentingToSend) -> MessageView:
    form = content.forms[page.form_id]
    office = content.office_name(form.office)
    keys = (texts.of_kind(form.kind, f"consent.{key}") for key in ("sealed", "kept", "office", "receipt"))
    steps = tuple(texts.plain(key, office=office) for key in keys)
    title = texts.words("consent.title")
    return MessageView(
        kind="consent",
        chrome=chrome(content, texts, spoken=_joined(title, *steps)),
        title=title,
        paragraphs=(texts.plain(texts.of_kind(form.kind, "consent.paper_instead")),),
        picture=Picture("lock"),
        steps=steps,
        actions=(
            Action(texts.own("consent.no"), BackTapped()),
            Action(texts.own("consent.yes"), ConsentGiven(), Weight.MAIN, "check"),
        ),
    )


def present_sealing(content: Content, texts: Texts, page: ss.Sending) -> MessageView:
    title = texts.words(texts.of_kind(content.forms[page.form_id].kind, "sending.title"))
    return MessageView(
        kind="sending",
        chrome=chrome(content, texts, back=False, spoken=title.own),
        title=title,
        paragraphs=(texts.plain("common.wait"),),
        picture=Picture("lock"),
    )


def present_impossible(content: Content, texts: Texts, page: ss.SendingImpossible) -> MessageView:
    title = texts.words("sending.impossible")
    please_print = texts.of_kind(content.forms[page.form_id].kind, "sending.please_print")
    return MessageView(
        kind="sending-impossible",
        chrome=chrome(content, texts, spoken=_joined(title, texts.plain("trouble.safe"))),
        title=title,
        paragraphs=(
            texts.plain("trouble.safe"),
            texts.plain(_why(page.why)),
            texts.plain(please_print),
        ),
        picture=Picture("alert"),
        note=Note("alert", texts.own("sending.not_sent"), Mood.WARNING),
        actions=(
            Action(texts.own("trouble.call"), HelpRequested(), icon="help"),
            Action(texts.own("sending.print_instead"), PrintInstead(), Weight.MAIN, "printer"),
        ),
    )


def _why(why: WhyNot) -> str:
    if why is WhyNot.TOO_LARGE:
        return "sending.why_too_large"
    return "sending.why_print_only" if why is WhyNot.PRINT_ONLY else "sending.why_later"


def _joined(*words: Words) -> Localised:
    return Localised(". ".join(each.text.rstrip(".") for each in words), words[0].own.language)
