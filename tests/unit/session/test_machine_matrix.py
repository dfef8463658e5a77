"""The whole matrix of situations and events: every pair has an answer, and what must always hold holds."""

from __future__ import annotations

import typing
from dataclasses import fields, is_dataclass, replace

import pytest

from appliance.forms.answers import Answers, Entry, TextAnswer
from appliance.forms.problem import Problem
from appliance.outbox.ports import OutboxChanged, SubmissionProgressed, WhyNot
from appliance.outbox.progress import Stage
from appliance.outbox.submission import Paper
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import sending_states as ss
from appliance.session import staff_events as sev
from appliance.session import states as st
from appliance.session.commands import Command, PrintApplication
from appliance.session.machine import SessionMachine
from appliance.session.staff_states import SelfTest, StaffPage
from appliance.session.step import OVERLAYS, STAFF, Offer, beneath
from appliance.session.visit import Application, Delivery, Display, HelpCall, PrintJob, Visit
from appliance.staff.verdict import Judgement, Verdict
from hardware import events as hw
from tests.samples import NOON, NOTE, PASSPORT, SMALL_FORM, device

OFFER = Offer({SMALL_FORM.id: SMALL_FORM}, {"guide": 3})
HOME = st.AtHome()
STICK_FILE = hw.StickFile("f1", "scan.pdf", 1000)
QUESTION = st.AnsweringQuestion(SMALL_FORM.id, "family_name", Entry({"value": "ERIK"}))
SITUATIONS: tuple[st.Situation, ...] = (
    st.Idle(),
    st.Idle(aloud=True),
    st.ChoosingLanguage(HOME),
    st.ChoosingDisplay(QUESTION),
    HOME,
    st.Browsing(st.BrowseBy.OFFICE, "wohnungsamt"),
    st.Searching("wohn"),
    st.ReadingGuide("guide", 1, HOME),
    st.WatchingVideo("video", HOME),
    st.BrowsingWorkshops("arbeit"),
    st.ViewingWorkshop("w@1", HOME, st.ReceiptProgress.PRINTING, "slip-1"),
    st.IntroducingForm(SMALL_FORM.id, HOME),
    QUESTION,
    replace(QUESTION, key="partner", problem=Problem("required"), changing=True),
    st.ScanningDocument(QUESTION),
    st.ConfirmingDocument(PASSPORT, QUESTION),
    st.CheckingAnswers(SMALL_FORM.id),
    st.Typesetting(SMALL_FORM.id, 7),
    st.Previewing(SMALL_FORM.id),
    st.Printing(SMALL_FORM.id, 1),
    st.PrintTrouble(SMALL_FORM.id, st.TroubleKind.PAPER_OUT, 1),
    st.PrintTrouble(SMALL_FORM.id, st.TroubleKind.CANCELLED),
    st.TakingReceipt(SMALL_FORM.id),
    ss.ChoosingDelivery(SMALL_FORM.id),
    ss.AddingPapers(SMALL_FORM.id),
    ss.AddingPapers(SMALL_FORM.id, ss.StickPhase.LISTED, (STICK_FILE,), busy="f1", request=7),
    ss.AddingPapers(SMALL_FORM.id, ss.StickPhase.LOOKING, problem=ss.PaperProblem.NO_PDF),
    ss.ConsentingToSend(SMALL_FORM.id),
    ss.Sending(SMALL_FORM.id, 7),
    ss.SendingImpossible(SMALL_FORM.id, WhyNot.FULL),
    st.AskingStatus(HOME, Entry({"value": "7K4Q"}), wrong=True),
    st.LookingUpStatus(HOME, 7),
    st.ShowingStatus(HOME, note=NOTE),
    st.ShowingStatus(HOME, failure=ss.LookupFailure.UNKNOWN),
    st.Goodbye("uk", 100.0),
    st.CallingHelp(st.Printing(SMALL_FORM.id)),
    st.ConfirmingEnd(st.PrintTrouble(SMALL_FORM.id, st.TroubleKind.JAM)),
    st.AskingStillThere(st.Typesetting(SMALL_FORM.id, 7), wipe_at=130.0),
    st.OutOfService(st.OutOfServiceReason.FAULT),
    st.OutOfService(st.OutOfServiceReason.DISPLAY),
    st.Maintenance(),
    st.StaffSignIn(st.Idle()),
    st.StaffSignIn(st.CallingHelp(QUESTION), request=4, refused=Verdict.WRONG, locked_until=160.0),
    st.StaffMode(st.Idle(), "17", since=40.0),
    st.StaffMode(st.OutOfService(st.OutOfServiceReason.CONTENT), "17", since=99.0),
    st.StaffMode(
        st.CallingHelp(st.Printing(SMALL_FORM.id)), "17", 40.0, StaffPage.SELF_TEST, test=SelfTest("old")
    ),
)
ADMITTED = sev.StaffJudged(4, "badge", Judgement(Verdict.ADMITTED, "17"))
EVENTS: tuple[ev.Event, ...] = (
    ev.Ticked(101.0, NOON),
    ev.Ticked(5000.0, NOON),
    ev.Touched(),
    ev.ReadAloudTapped(),
    ev.LanguageMenuOpened(),
    ev.LanguageChosen("ar"),
    ev.DisplayMenuOpened(),
    ev.DisplayChosen(Display(high_contrast=True)),
    ev.BackTapped(),
    ev.HomeTapped(),
    ev.BrowseChosen(st.BrowseBy.TOPIC, "wohnen"),
    ev.SearchOpened(),
    ev.SearchTyped("x" * 500),
    ev.GuideChosen("guide"),
    ev.GuideChosen("no such guide"),
    ev.StepChosen(99),
    ev.StepChosen(-1),
    ev.VideoChosen("video"),
    ev.WorkshopsChosen(),
    ev.WorkshopChosen("w@2"),
    ev.SlipRequested(),
    ev.FormChosen(SMALL_FORM.id),
    ev.FormChosen("no such form"),
    ev.FormStarted(),
    ev.EntryChanged(Entry({"value": "E"})),
    ev.AnswerGiven(Entry({"value": "ERIKSSON"})),
    ev.AnswerGiven(Entry({})),
    ev.QuestionSkipped(),
    ev.ChangeRequested("flat"),
    ev.ChangeRequested("no such question"),
    ev.ScanRequested(),
    ev.DocumentAccepted(),
    ev.DocumentDeclined(),
    ev.PreviewRequested(),
    ev.PrintConfirmed(),
    ev.WaitChosen(),
    ev.HelpRequested(),
    ev.HelpCancelled(),
    ev.EndTapped(),
    ev.EndConfirmed(),
    ev.WentOn(),
    ev.ListenTapped("hello", "en"),
    ev.ApplicationTypeset(7, SMALL_FORM.id, "MD-1", 2, b"%PDF"),
    ev.ApplicationTypeset(6, SMALL_FORM.id, "MD-0", 2, b"%PDF"),
    ev.TypesettingFailed(7),
    ev.HelpNumberGiven(3, 27, "wohnen"),
    ev.HelpAnswered(12, "coming"),
    ev.MonitorHeard(True),
    ev.Identified(),
    ev.DisplayFailed(),
    ev.MaintenanceSet(True),
    ev.MaintenanceSet(False),
    sev.StaffSignInOpened(),
    sev.StaffPinGiven("17", "482915"),
    sev.StaffLeft(),
    sev.StaffPageOpened(StaffPage.CANCELLING),
    sev.RefillConfirmed(hw.DeviceRole.A4),
    sev.RefillConfirmed(hw.DeviceRole.TOUCH),
    sev.QueueResumeChosen(),
    sev.CancelAllConfirmed(),
    sev.OutboxRetryChosen(),
    sev.RefusedSeen(),
    sev.StaffMaintenanceChosen(True),
    sev.HelpCallDone(),
    sev.SelfTestStarted(),
    sev.CornerTouched(2),
    sev.StaffLockTold(60.0),
    ADMITTED,
    sev.StaffJudged(4, "pin", Judgement(Verdict.WRONG, locked_for_s=120)),
    sev.StaffJudged(3, "badge", Judgement(Verdict.ADMITTED, "18")),
    sev.RefillNoted(hw.DeviceRole.A4),
    sev.SelfTestOrdered(),
    sev.LevelsTold(hw.DeviceRole.A4, (sev.StockLevel("tray-1", hw.LevelSource.COUNTED, sheets=120),)),
    sev.QueueTold(2, 35),
    OutboxChanged(3, 60, 1),
    hw.DeviceAttached(hw.DeviceRole.SCANNER, "/dev/input/event3"),
    hw.DeviceDetached(hw.DeviceRole.SCANNER, "/dev/input/event3"),
    hw.DeviceFailed(hw.DeviceRole.A4, "OSError"),
    *(
        hw.DeviceStatusChanged(device(role, state, keyword))
        for role in hw.DeviceRole
        for state, keyword in (
            (hw.DeviceState.READY, "none"),
            (hw.DeviceState.STOPPED, "media-empty"),
            (hw.DeviceState.UNKNOWN, "other"),
        )
    ),
    *(
        hw.PrintJobChanged(role, key, state)
        for role, key in (
            (hw.DeviceRole.A4, "MD-9"),
            (hw.DeviceRole.RECEIPT, "MD-9/receipt"),
            (hw.DeviceRole.A4, "old"),
        )
        for state in hw.JobState
    ),
    es.DeliveryChosen(Delivery.BOTH),
    es.DeliveryChosen(Delivery.PRINT),
    es.StickLookRequested(),
    es.PaperPicked("f1"),
    es.PaperDropped("unterlage-1.pdf"),
    es.PapersDone(),
    es.ConsentGiven(),
    es.PrintInstead(),
    es.StatusOpened(),
    es.SendabilityChanged({SMALL_FORM.office: None}),
    es.PaperCleaned(7, Paper("unterlage-1.pdf", 1, b"%PDF")),
    es.PaperNotTaken(7, ss.PaperProblem.ENCRYPTED),
    es.SubmissionPosted(7, "01J0000000000000000000000A", "7" * 24),
    es.SubmissionPosted(6, "01J0000000000000000000000B", "7" * 24),
    es.SubmissionNotPosted(7, WhyNot.FULL),
    SubmissionProgressed("01J0000000000000000000000A", SMALL_FORM.office, Stage.CONFIRMED),
    OutboxChanged(1, 60, 0),
    es.StatusFound(7, NOTE),
    es.StatusMissed(7, ss.LookupFailure.OFFLINE),
    hw.StickInserted(),
    hw.StickRemoved(),
    hw.StickListed((STICK_FILE,)),
    hw.StickFileRead("f1", "scan.pdf", b"%PDF"),
    hw.StickFailed(hw.StickFailure.NO_PDF),
    hw.DocumentScanned(PASSPORT),
    hw.CodeScanned("MIGRADO:UTOPIA-1"),
    hw.ScanFailed(hw.ScanFailure.UNREADABLE),
    hw.StickInserted(),
    hw.StickRemoved(),
    hw.StickListed((hw.StickFile("1-1", "paper.pdf", 9),)),
    hw.StickFileRead("1-1", "paper.pdf", b"%PDF"),
    hw.StickFailed(hw.StickFailure.NO_PDF),
    hw.TouchContact(0, "down", 0.5, 0.5),
    hw.TouchLost(),
    hw.TouchRestored(),
)
SERVING_NOBODY = (st.Idle, st.Goodbye, st.OutOfService, st.Maintenance)


def session_in(situation: st.Situation) -> st.Session:
    nobody = isinstance(beneath(situation), SERVING_NOBODY)
    visit = Visit(
        language="de",
        document=PASSPORT,
        answers_by_form={SMALL_FORM.id: Answers({"family_name": TextAnswer("ERIKSSON")})},
        application=Application(SMALL_FORM.id, "MD-9", "MD-9", 2, b"%PDF"),
        job=PrintJob(hw.JobState.PROCESSING),
        help=HelpCall(12, NOON, "wohnen"),
        help_request=3,
    )
    return st.Session(situation, NOON, at=100.0, touched_at=100.0, visit=None if nobody else visit)


def named(value: object) -> str:
    return type(value).__name__


def holding(situation: st.Situation) -> list[str]:
    """All situations from the top overlay down."""
    names = [named(situation)]
    while isinstance(situation, st.Returning):
        situation = situation.back
        names.append(named(situation))
    return names


def test_every_situation_and_every_event_stands_in_the_matrix() -> None:
    assert {type(each) for each in SITUATIONS} == set(typing.get_args(st.Situation))
    assert {type(each) for each in EVENTS} == set(typing.get_args(ev.Event))


@pytest.mark.parametrize("situation", SITUATIONS, ids=named)
def test_every_event_has_an_answer(situation: st.Situation) -> None:
    """The session stays whole: a visit exactly when somebody is served, overlays never on overlays, one print."""
    machine = SessionMachine(OFFER)
    for event in EVENTS:
        session, commands = machine.advance(session_in(situation), event)
        after = session.situation
        assert isinstance(after, typing.get_args(st.Situation)), named(event)
        assert (session.visit is None) == isinstance(beneath(after), SERVING_NOBODY), named(event)
        overlays = [each for each in holding(after) if each in {kind.__name__ for kind in OVERLAYS}]
        assert len(overlays) <= 2, (named(event), overlays)
        assert all(is_dataclass(command) for command in commands)


@pytest.mark.parametrize("situation", SITUATIONS, ids=named)
def test_nothing_is_submitted_but_by_print(situation: st.Situation) -> None:
    """Only a tap on Print puts paper through the printer, and never while a job of this application is known."""
    machine = SessionMachine(OFFER)
    for event in EVENTS:
        _, commands = machine.advance(session_in(situation), event)
        if any(isinstance(command, PrintApplication) for command in commands):
            assert isinstance(event, ev.PrintConfirmed)
            assert isinstance(situation, st.PrintTrouble)
            assert situation.kind is st.TroubleKind.CANCELLED


@pytest.mark.parametrize("situation", SITUATIONS, ids=named)
def test_only_the_judge_lets_anyone_in(situation: st.Situation) -> None:
    """No touch, no code and no order leads to staff mode: only an admission for the very try that waits."""
    machine = SessionMachine(OFFER)
    for event in EVENTS:
        after = machine.advance(session_in(situation), event)[0].situation
        if isinstance(after, st.StaffMode) and not isinstance(situation, st.StaffMode):
            assert event is ADMITTED
            assert isinstance(situation, st.StaffSignIn)
            assert situation.request == 4


@pytest.mark.parametrize("situation", [each for each in SITUATIONS if isinstance(each, STAFF)], ids=named)
def test_nothing_that_staff_do_ends_a_visit_or_changes_an_answer(situation: st.Situation) -> None:
    machine = SessionMachine(OFFER)
    for event in EVENTS:
        if isinstance(event, ev.DisplayFailed):  # nothing that staff do
            continue
        before = session_in(situation)
        visit = machine.advance(before, event)[0].visit
        assert (visit is None) == (before.visit is None), named(event)
        if visit is not None and before.visit is not None:
            assert visit.answers_by_form == before.visit.answers_by_form, named(event)


@pytest.mark.parametrize("situation", SITUATIONS, ids=named)
def test_two_visitors_never_meet(situation: st.Situation) -> None:
    """Whatever happens after the end of a visit, the next visitor finds nothing of the one before."""
    machine = SessionMachine(OFFER)
    session = session_in(situation)
    late = (event for event in EVENTS if not isinstance(event, ev.LanguageChosen | ev.HelpRequested))
    hours = (ev.Ticked(20_000.0, NOON), ev.Ticked(40_000.0, NOON), ev.Ticked(60_000.0, NOON))
    for event in (*hours, *late):
        session, _ = machine.advance(session, event)
    assert session.visit is None
    session, _ = machine.advance(replace(session, situation=st.Idle()), ev.LanguageChosen("en"))
    for event in (
        ev.ApplicationTypeset(7, SMALL_FORM.id, "MD-1", 2, b"%PDF"),
        ev.HelpNumberGiven(3, 27, "wohnen"),
    ):
        session, _ = machine.advance(session, event)
    visit = session.visit
    assert visit is not None
    assert (visit.document, visit.application, visit.help, visit.has_typed) == (None, None, None, False)


def test_no_command_but_those_for_paper_carries_answers() -> None:
    """Commands reach logs and counters; only printing and sending may hold what a visitor said."""
    allowed = {"TypesetApplication", "PrintApplicationReceipt", "PrintApplication", "Say"}
    allowed |= {"PostSubmission", "PrintSubmissionReceipt"}
    for command in typing.get_args(Command):
        types = {str(field.type) for field in fields(command)}
        carries = bool(types & {"Answers", "Application"}) or command.__name__ == "Say"
        assert not carries or command.__name__ in allowed
