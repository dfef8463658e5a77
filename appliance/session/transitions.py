"""The whole session machine in one table: what each event does where. What is not here changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from appliance.outbox.ports import SubmissionProgressed
from appliance.session import answering as a
from appliance.session import asking as q
from appliance.session import browsing as b
from appliance.session import calling as c
from appliance.session import delivering as d
from appliance.session import ending as e
from appliance.session import events as ev
from appliance.session import papers as pa
from appliance.session import printing as p
from appliance.session import scanning as s
from appliance.session import sending_events as es
from appliance.session import sending_states as ss
from appliance.session import staff_events as sev
from appliance.session import staff_inside as si
from appliance.session import staff_sign_in as sign
from appliance.session import states as st
from appliance.session.step import OVERLAYS, Transition
from hardware.events import (
    CodeScanned,
    DeviceStatusChanged,
    DocumentScanned,
    PrintJobChanged,
    ScanFailed,
    StickFailed,
    StickFileRead,
    StickListed,
    StickRemoved,
)

Table: TypeAlias = Mapping[tuple[type[Any], type[Any]], Transition]

OFFERS = (st.AtHome, st.Browsing, st.Searching, st.BrowsingWorkshops)
"""Pages from which forms, guides, videos and workshops are chosen."""
PAGES = (
    *OFFERS,
    st.ReadingGuide,
    st.WatchingVideo,
    st.ViewingWorkshop,
    st.IntroducingForm,
    st.AnsweringQuestion,
    st.ScanningDocument,
    st.ConfirmingDocument,
    st.CheckingAnswers,
    st.Typesetting,
    st.Previewing,
    st.Printing,
    st.PrintTrouble,
    st.TakingReceipt,
    ss.ChoosingDelivery,
    ss.AddingPapers,
    ss.ConsentingToSend,
    ss.Sending,
    ss.SendingImpossible,
    st.AskingStatus,
    st.LookingUpStatus,
    st.ShowingStatus,
)
"""Everything a visitor does something on; the bar is on each of them."""


def _each(situations: Iterable[type[Any]], rows: Mapping[type[Any], Transition]) -> dict[Any, Transition]:
    return {(situation, event): transition for situation in situations for event, transition in rows.items()}


BAR: dict[Any, Transition] = _each(
    (*PAGES, *OVERLAYS),
    {
        ev.LanguageMenuOpened: b.language_menu,
        ev.DisplayMenuOpened: b.display_menu,
        ev.HelpRequested: c.help_requested,
        ev.EndTapped: e.end_tapped,
        ev.ListenTapped: b.listen,
    },
)
ROWS: dict[Any, Transition] = {
    **_each(
        OFFERS,
        {
            ev.HomeTapped: b.home,
            ev.BackTapped: b.home,
            ev.BrowseChosen: b.browse,
            ev.SearchOpened: b.search_opened,
            ev.GuideChosen: b.guide_chosen,
            ev.VideoChosen: b.video_chosen,
            ev.WorkshopsChosen: b.workshops,
            ev.WorkshopChosen: b.workshop_chosen,
            ev.FormChosen: b.form_chosen,
            es.StatusOpened: q.status_opened,
        },
    ),
    **_each(
        OVERLAYS,
        {ev.WentOn: b.back_to_page, ev.BackTapped: b.back_to_page, ev.EndConfirmed: e.end_confirmed},
    ),
    # nobody is being served
    (st.Idle, ev.LanguageChosen): b.visit_begun,
    (st.Idle, ev.ReadAloudTapped): b.read_aloud_tapped,
    (st.Idle, ev.ListenTapped): b.listen,
    (st.Idle, ev.HelpRequested): c.help_requested,
    (st.Goodbye, ev.WentOn): e.leave_goodbye,
    (st.Goodbye, ev.LanguageChosen): b.visit_begun,
    # menus over a page
    (st.ChoosingLanguage, ev.LanguageChosen): b.language_chosen,
    (st.ChoosingDisplay, ev.DisplayChosen): b.display_chosen,
    (st.CallingHelp, ev.HelpCancelled): c.help_cancelled,
    (st.AskingStillThere, ev.Touched): e.touched_warning,
    # finding one's way
    (st.AtHome, ev.BackTapped): b.language_menu,
    (st.Searching, ev.SearchTyped): b.search_typed,
    (st.ReadingGuide, ev.StepChosen): b.guide_step,
    (st.ReadingGuide, ev.BackTapped): b.guide_back,
    (st.ReadingGuide, ev.HomeTapped): b.home,
    (st.ReadingGuide, ev.FormChosen): b.form_chosen,
    (st.WatchingVideo, ev.BackTapped): b.back_to_page,
    (st.WatchingVideo, ev.HomeTapped): b.home,
    (st.ViewingWorkshop, ev.BackTapped): b.back_to_page,
    (st.ViewingWorkshop, ev.HomeTapped): b.home,
    (st.ViewingWorkshop, ev.SlipRequested): b.slip_requested,
    # a form
    (st.IntroducingForm, ev.BackTapped): b.back_to_page,
    (st.IntroducingForm, ev.FormStarted): a.form_started,
    (st.IntroducingForm, ev.ScanRequested): s.scan_requested,
    (st.IntroducingForm, ev.GuideChosen): b.guide_chosen,
    (st.AnsweringQuestion, ev.EntryChanged): a.entry_changed,
    (st.AnsweringQuestion, ev.AnswerGiven): a.answer_given,
    (st.AnsweringQuestion, ev.QuestionSkipped): a.question_skipped,
    (st.AnsweringQuestion, ev.BackTapped): a.question_back,
    (st.AnsweringQuestion, ev.ScanRequested): s.scan_requested,
    (st.CheckingAnswers, ev.ChangeRequested): a.change_requested,
    (st.CheckingAnswers, ev.PreviewRequested): d.delivery_asked,
    (st.CheckingAnswers, ev.BackTapped): a.check_back,
    # a document
    (st.ScanningDocument, ev.BackTapped): b.back_to_page,
    (st.ScanningDocument, DocumentScanned): s.scanned,
    (st.ScanningDocument, ScanFailed): s.scan_failed,
    (st.ConfirmingDocument, ev.DocumentAccepted): s.document_accepted,
    (st.ConfirmingDocument, ev.DocumentDeclined): s.document_declined,
    (st.ConfirmingDocument, ev.BackTapped): b.back_to_page,
    # how it reaches the office
    (ss.ChoosingDelivery, es.DeliveryChosen): d.delivery_chosen,
    (ss.ChoosingDelivery, ev.BackTapped): d.back_to_check,
    (ss.AddingPapers, es.StickLookRequested): pa.stick_looked_at,
    (ss.AddingPapers, StickListed): pa.listed,
    (ss.AddingPapers, StickFailed): pa.stick_failed,
    (ss.AddingPapers, StickRemoved): pa.stick_pulled,
    (ss.AddingPapers, es.PaperPicked): pa.picked,
    (ss.AddingPapers, StickFileRead): pa.file_read,
    (ss.AddingPapers, es.PaperCleaned): pa.cleaned,
    (ss.AddingPapers, es.PaperNotTaken): pa.not_taken,
    (ss.AddingPapers, es.PaperDropped): pa.dropped,
    (ss.AddingPapers, es.PapersDone): pa.papers_done,
    (ss.AddingPapers, ev.BackTapped): pa.back,
    (ss.ConsentingToSend, es.ConsentGiven): d.consent_given,
    (ss.ConsentingToSend, ev.BackTapped): d.back_to_papers,
    (ss.Sending, es.SubmissionPosted): d.posted,
    (ss.Sending, es.SubmissionNotPosted): d.not_posted,
    (ss.SendingImpossible, es.PrintInstead): d.print_instead,
    (ss.SendingImpossible, ev.BackTapped): a.to_check,
    # what became of it
    (st.AskingStatus, ev.EntryChanged): q.code_typed,
    (st.AskingStatus, ev.AnswerGiven): q.code_given,
    (st.AskingStatus, CodeScanned): q.code_scanned,
    (st.AskingStatus, ev.BackTapped): b.back_to_page,
    (st.LookingUpStatus, es.StatusFound): q.found,
    (st.LookingUpStatus, es.StatusMissed): q.missed,
    (st.LookingUpStatus, ev.BackTapped): q.stop_looking,
    (st.ShowingStatus, es.StatusOpened): q.ask_again,
    (st.ShowingStatus, ev.BackTapped): b.back_to_page,
    (st.ShowingStatus, ev.HomeTapped): b.home,
    # paper
    (st.Typesetting, ev.ApplicationTypeset): p.typeset,
    (st.Typesetting, ev.TypesettingFailed): p.typesetting_failed,
    (st.Typesetting, ev.PreviewRequested): d.typeset_again,
    (st.Typesetting, ev.BackTapped): a.to_check,
    (st.Previewing, ev.StepChosen): a.preview_page,
    (st.Previewing, ev.PrintConfirmed): d.confirmed,
    (st.Previewing, ev.BackTapped): a.to_check,
    (st.Printing, PrintJobChanged): p.job_changed,
    (st.Printing, DeviceStatusChanged): p.device_changed,
    (st.PrintTrouble, PrintJobChanged): p.job_changed,
    (st.PrintTrouble, DeviceStatusChanged): p.device_changed,
    (st.PrintTrouble, ev.WaitChosen): p.wait_chosen,
    (st.PrintTrouble, ev.PrintConfirmed): p.print_again,
    (st.TakingReceipt, PrintJobChanged): p.receipt_changed,
    (st.TakingReceipt, DeviceStatusChanged): p.device_changed,
    (st.TakingReceipt, ev.HomeTapped): b.home,
    (st.TakingReceipt, ev.EndConfirmed): e.end_confirmed,
    (st.ViewingWorkshop, PrintJobChanged): b.slip_progressed,
}
STAFF_ROWS: dict[Any, Transition] = {
    # only the judge lets anyone in: no touch leads from the sign-in to what lies behind it
    **_each(
        (st.Idle, st.CallingHelp, st.Maintenance, st.OutOfService), {sev.StaffSignInOpened: sign.sign_in_opened}
    ),
    (st.StaffSignIn, CodeScanned): sign.badge_shown,
    (st.StaffSignIn, sev.StaffPinGiven): sign.pin_given,
    (st.StaffSignIn, sev.StaffLockTold): sign.lock_told,
    (st.StaffSignIn, ev.BackTapped): sign.sign_in_left,
    (st.StaffMode, CodeScanned): si.code_shown,
    (st.StaffMode, sev.StaffLeft): si.staff_left,
    (st.StaffMode, ev.BackTapped): si.staff_back,
    (st.StaffMode, sev.StaffPageOpened): si.page_opened,
    (st.StaffMode, sev.RefillConfirmed): si.refill_confirmed,
    (st.StaffMode, sev.QueueResumeChosen): si.queue_resumed,
    (st.StaffMode, sev.CancelAllConfirmed): si.all_cancelled,
    (st.StaffMode, sev.OutboxRetryChosen): si.outbox_retried,
    (st.StaffMode, sev.RefusedSeen): si.refused_seen,
    (st.StaffMode, sev.StaffMaintenanceChosen): si.maintenance_chosen,
    (st.StaffMode, sev.HelpCallDone): si.help_call_done,
    (st.StaffMode, sev.SelfTestStarted): si.self_test_started,
    (st.StaffMode, sev.CornerTouched): si.corner_touched,
}
TABLE: Table = {**BAR, **ROWS, **STAFF_ROWS}
ANYWHERE: Mapping[type[Any], Transition] = {
    ev.HelpNumberGiven: c.number_given,
    ev.HelpAnswered: c.help_answered,
    ev.Identified: c.identified,
    ev.MaintenanceSet: c.maintenance_set,
    ev.DisplayFailed: e.display_failed,
    SubmissionProgressed: d.progressed,
    sev.StaffJudged: sign.judged,
    sev.SelfTestOrdered: si.self_test_ordered,
}
BENEATH_OVERLAYS = (
    PrintJobChanged,
    DeviceStatusChanged,
    DocumentScanned,
    ScanFailed,
    CodeScanned,
    StickListed,
    StickFailed,
    StickFileRead,
    StickRemoved,
    ev.ApplicationTypeset,
    ev.TypesettingFailed,
    es.PaperCleaned,
    es.PaperNotTaken,
    es.SubmissionPosted,
    es.SubmissionNotPosted,
    es.StatusFound,
    es.StatusMissed,
)
"""Facts that concern the page even while a menu lies over it."""
