"""Sessions that a situation alone does not make: an answered help call, a workshop's slip, no printer."""

from __future__ import annotations

from dataclasses import replace

from appliance.outbox.ports import OutboxChanged
from appliance.session import states as st
from appliance.session.staff_events import StockLevel
from appliance.session.staff_states import SelfTest, StaffPage
from appliance.session.states import ReceiptProgress, Session
from appliance.session.surroundings import Surroundings
from appliance.session.visit import Display, HelpCall
from appliance.staff.verdict import Verdict
from hardware.events import DeviceRole, DeviceState, DeviceStatus, JobState, LevelSource, Reason, Severity
from tests.ui.sample_form import FORM_ID
from tests.ui.samples import NOW, READY, session

WORKSHOP = "bewerbungshilfe@2026-03-04T14:00"
CALL = HelpCall(27, NOW, "wohnen")
SILENT = Surroundings(READY, monitor_listens=False)
STAFF_SURROUNDINGS = Surroundings(
    {
        **READY,
        DeviceRole.A4: DeviceStatus(
            DeviceRole.A4,
            DeviceState.STOPPED,
            Severity.ERROR,
            (Reason("media-empty", Severity.ERROR), Reason("com.example-strange", Severity.WARNING)),
        ),
    },
    monitor_listens=True,
    maintenance_due=True,
    levels={
        DeviceRole.A4: (
            StockLevel("tray-1", LevelSource.COUNTED, sheets=120),
            StockLevel("toner-black", LevelSource.SENSED, percent=40),
        ),
        DeviceRole.RECEIPT: (StockLevel("roll", LevelSource.UNKNOWN),),
    },
    print_jobs=3,
    print_oldest_s=400,
    outbox=OutboxChanged(2, 9000, 1),
)
WITHOUT_PRINTERS = Surroundings({}, monitor_listens=True)


def sessions(language: str, display: Display) -> dict[str, Session]:
    home = st.AtHome()
    helped = session(st.CallingHelp(home), language, display)
    workshop = session(st.ViewingWorkshop(WORKSHOP, home), language, display)
    return {
        "help-calling": _with_call(helped, None),
        "help-coming": _with_call(helped, replace(CALL, answer="coming")),
        "help-desk": _with_call(helped, replace(CALL, answer="desk", desk="Platz 3")),
        "help-not-heard": replace(helped, surroundings=SILENT),
        "trouble-not-heard": replace(
            session(st.PrintTrouble(FORM_ID, st.TroubleKind.JAM), language, display), surroundings=SILENT
        ),
        **_staff(helped),
        "workshop-printing": _with_slip(workshop, ReceiptProgress.PRINTING),
        "workshop-trouble": _with_slip(workshop, ReceiptProgress.TROUBLE),
        "workshop-without-printer": replace(workshop, surroundings=WITHOUT_PRINTERS),
        "workshops-topic": session(st.BrowsingWorkshops("arbeit"), language, display),
        "workshops-none": session(st.BrowsingWorkshops("without-dates"), language, display),
    }


def _staff(helped: Session) -> dict[str, Session]:
    """The sign-in and staff's pages over a visit and over nobody, with everything that can be told."""
    over_visit, idle = helped.situation, st.Idle()
    mode = st.StaffMode(over_visit, "17", since=0.0)
    told = replace(helped, surroundings=STAFF_SURROUNDINGS)
    tested = SelfTest("self-test-1", JobState.SENT, JobState.ABORTED, code_read=True, corners=frozenset({0, 2}))
    nobody = replace(told, visit=None)
    locked = st.StaffSignIn(over_visit, refused=Verdict.WRONG, locked_until=340.0)
    return {
        "staff-sign-in-idle": replace(nobody, situation=st.StaffSignIn(idle)),
        "staff-sign-in-checking": replace(told, situation=st.StaffSignIn(over_visit, request=3)),
        "staff-sign-in-refused": replace(told, situation=st.StaffSignIn(over_visit, refused=Verdict.CLOCK)),
        "staff-sign-in-locked": replace(told, situation=locked),
        "staff-overview-told": replace(told, situation=replace(mode, done="done.refilled_a4")),
        "staff-overview-nobody": replace(nobody, situation=replace(mode, back=idle)),
        "staff-self-test-done": replace(told, situation=replace(mode, page=StaffPage.SELF_TEST, test=tested)),
    }


def _with_call(state: Session, call: HelpCall | None) -> Session:
    assert state.visit is not None
    return replace(state, visit=replace(state.visit, help=call))


def _with_slip(state: Session, slip: ReceiptProgress) -> Session:
    assert isinstance(state.situation, st.ViewingWorkshop)
    return replace(state, situation=replace(state.situation, slip=slip))
