"""Sessions that a situation alone does not make: an answered help call, a workshop's slip, no printer."""

from __future__ import annotations

from dataclasses import replace

from appliance.session import states as st
from appliance.session.states import ReceiptProgress, Session, Surroundings
from appliance.session.visit import Display, HelpCall
from tests.ui.samples import NOW, READY, session

WORKSHOP = "bewerbungshilfe@2026-03-04T14:00"
CALL = HelpCall(27, NOW, "wohnen")
SILENT = Surroundings(READY, monitor_listens=False)
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
        "workshop-printing": _with_slip(workshop, ReceiptProgress.PRINTING),
        "workshop-trouble": _with_slip(workshop, ReceiptProgress.TROUBLE),
        "workshop-without-printer": replace(workshop, surroundings=WITHOUT_PRINTERS),
        "workshops-topic": session(st.BrowsingWorkshops("arbeit"), language, display),
        "workshops-none": session(st.BrowsingWorkshops("without-dates"), language, display),
    }


def _with_call(state: Session, call: HelpCall | None) -> Session:
    assert state.visit is not None
    return replace(state, visit=replace(state.visit, help=call))


def _with_slip(state: Session, slip: ReceiptProgress) -> Session:
    assert isinstance(state.situation, st.ViewingWorkshop)
    return replace(state, situation=replace(state.situation, slip=slip))
