"""Views of staff at the terminal: nothing of the visit beneath gets into any of them. Pure."""

from __future__ import annotations

from appliance.content.text import GERMAN, Localised
from appliance.session import staff_events as ev
from appliance.session import states as st
from appliance.session.events import BackTapped
from appliance.session.staff_states import SelfTest, StaffPage
from appliance.session.states import Session
from hardware.events import DeviceRole, JobState
from kivy_ui.chrome import Chrome
from kivy_ui.content_port import Content
from kivy_ui.presenter_staff_rows import overview_groups
from kivy_ui.staff_texts import StaffTexts
from kivy_ui.views_page import Action, MessageView, Mood, Note, Picture, RowsView, Weight
from kivy_ui.views_staff import Check, SelfTestView, StaffSignInView, Told

_CORNERS = 4


def present_staff(content: Content, session: Session) -> object:
    """Raises LookupError for a situation that is not staff's."""
    texts = StaffTexts(content.staff)
    match session.situation:
        case st.StaffSignIn() as page:
            return present_sign_in(texts, session, page)
        case st.StaffMode(page=StaffPage.SELF_TEST, test=SelfTest() as test):
            return present_self_test(texts, session, test)
        case st.StaffMode(page=StaffPage.CANCELLING):
            return present_cancelling(texts)
        case st.StaffMode() as page:
            return present_overview(content, texts, session, page)
    raise LookupError(type(session.situation).__name__)


def present_sign_in(texts: StaffTexts, session: Session, page: st.StaffSignIn) -> StaffSignInView:
    locked_s = page.locked_until - session.at
    reads = session.surroundings.works(DeviceRole.SCANNER)
    return StaffSignInView(
        chrome=_chrome(texts, "sign_in.back"),
        title=texts.words("sign_in.title"),
        parked=texts.words("sign_in.parked") if session.visit is not None else None,
        badge=texts.words("sign_in.badge" if reads else "sign_in.no_reader"),
        reader_works=reads,
        number=texts.words("sign_in.number"),
        pin=texts.words("sign_in.pin"),
        submit=texts.own("sign_in.submit"),
        told=_told(texts, page, locked_s),
        open=locked_s <= 0 and not page.request,
    )


def _told(texts: StaffTexts, page: st.StaffSignIn, locked_s: float) -> Told | None:
    if page.request:
        return Told("wait", texts.words("sign_in.checking"), Mood.PLAIN)
    if locked_s > 0:
        # In steps of five seconds: the number pad's place is not laid out anew every second.
        rounded = int(-(-locked_s // 5) * 5)
        return Told("lock", texts.words("sign_in.locked", time=texts.ago(rounded)), Mood.WARNING)
    if page.refused is not None:
        return Told("alert-circle", texts.words(f"refused.{page.refused}"), Mood.BAD)
    return None


def present_overview(content: Content, texts: StaffTexts, session: Session, page: st.StaffMode) -> RowsView:
    visiting = session.visit is not None
    notes = [Note("account-key", texts.own("overview.who", id=page.staff_id), Mood.PLAIN)]
    if page.done:
        notes.append(Note("check", texts.own(page.done), Mood.GOOD))
    leave = "overview.leave_visitor" if visiting else "overview.leave"
    return RowsView(
        kind="staff",
        chrome=_chrome(texts),
        title=texts.words("overview.title"),
        hint=texts.own("overview.parked" if visiting else "overview.idle"),
        groups=overview_groups(content, texts, session),
        notes=tuple(notes),
        actions=(
            Action(texts.own("test.start"), ev.SelfTestStarted(), icon="clipboard-check"),
            Action(texts.own(leave), ev.StaffLeft(), Weight.MAIN),
        ),
    )


def present_cancelling(texts: StaffTexts) -> MessageView:
    return MessageView(
        kind="staff-cancelling",
        chrome=_chrome(texts, "test.back"),
        title=texts.words("cancel.title"),
        paragraphs=(texts.words("cancel.lost"),),
        picture=Picture("delete"),
        actions=(
            Action(texts.own("cancel.yes"), ev.CancelAllConfirmed(), Weight.PLAIN, "delete"),
            Action(texts.own("cancel.no"), BackTapped(), Weight.MAIN),
        ),
    )


def present_self_test(texts: StaffTexts, session: Session, test: SelfTest) -> SelfTestView:
    surroundings = session.surroundings
    count = len(test.corners)
    read = "test.scanner_done" if test.code_read else "test.scanner_hint"
    return SelfTestView(
        chrome=_chrome(texts, "test.back"),
        title=texts.words("test.title"),
        corners_hint=texts.words("test.corners"),
        corner=texts.own("test.corner"),
        touched=test.corners,
        checks=(
            _paper_check(texts, "test.a4", test.a4, works=surroundings.works(DeviceRole.A4)),
            _paper_check(texts, "test.receipt", test.receipt, works=surroundings.works(DeviceRole.RECEIPT)),
            Check("listen", texts.words("test.speech"), texts.words("test.speech_hint"), None),
            Check("scan", texts.words("test.scanner"), texts.words(read), test.code_read or None),
            Check(
                "cursor-pointer",
                texts.words("test.touch"),
                texts.words("test.touch_count", count=count),
                count == _CORNERS or None,
            ),
        ),
        actions=(
            Action(texts.own("test.again"), ev.SelfTestStarted()),
            Action(texts.own("test.back"), BackTapped(), Weight.MAIN),
        ),
    )


def _paper_check(texts: StaffTexts, key: str, state: JobState | None, *, works: bool) -> Check:
    """A printer that waits for something does not make its test page fail: it comes out later."""
    label = texts.words(key)
    if state is JobState.SENT:
        return Check("printer", label, texts.words("test.sent"), done=True)
    if state in (JobState.ABORTED, JobState.CANCELLED):
        return Check("printer", label, texts.words("test.failed"), done=False)
    stuck = state is JobState.STOPPED or not works
    return Check("printer", label, texts.words("test.waiting" if stuck else "test.printing"), None)


def _chrome(texts: StaffTexts, back: str = "") -> Chrome:
    """Return a bar with nothing but the way back: what else stands in it concerns visitors."""
    nothing = Localised("", GERMAN)
    return Chrome(
        text_size=nothing,
        language_name=nothing,
        help=nothing,
        end=nothing,
        up=texts.own("scroll.up"),
        down=texts.own("scroll.down"),
        back=texts.own(back) if back else None,
        only_back=True,
    )
