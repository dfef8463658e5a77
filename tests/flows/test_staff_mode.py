"""Staff come to a terminal in the middle of a visit: they see to its devices, and the visitor loses nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from appliance.forms.answers import Entry
from appliance.outbox.ports import OutboxChanged
from appliance.session import events as ev
from appliance.session import staff_events as sev
from appliance.session import states as st
from appliance.session.staff_states import StaffPage
from appliance.session.timing import Limits
from appliance.telemetry.messages import Command
from hardware.events import DeviceRole, JobState
from hardware.id_scanner.specimens import PASSPORT
from tests.flows.visit import Story
from tests.staff_room import PIN, STAFF_ID, badge, write_staff_file

FORM = "wohnberechtigungsschein"
TYPED = Entry({"value": "ERIKSS"})
LIMITS = Limits()


@pytest.fixture
def story(tmp_path: Path) -> Story:
    write_staff_file(tmp_path / "staff.toml")
    return Story(tmp_path)


def is_in_the_middle_of_a_question(story: Story) -> st.AnsweringQuestion:
    story.begins("ar", FORM)
    story.does(ev.EntryChanged(TYPED))
    return story.sees(st.AnsweringQuestion)


def signs_in(story: Story) -> st.StaffMode:
    """By badge, from wherever the way in is shown."""
    story.does(sev.StaffSignInOpened())
    story.scanner.show_code(badge())
    story.settle()
    return story.sees(st.StaffMode)


def told(story: Story, kind: str) -> list[str]:
    events = [json.loads(each.payload) for each in story.link.sent if each.topic.endswith("/event")]
    return [event["ref"] for event in events if event["kind"] == kind]


def test_a_badge_opens_and_leaving_gives_back_the_very_question_with_the_typed_letters(story: Story) -> None:
    question = is_in_the_middle_of_a_question(story)
    story.does(ev.HelpRequested())
    signs_in(story)
    story.does(sev.HelpCallDone(), sev.StaffLeft())
    assert story.sees(st.AnsweringQuestion) == question
    assert story.sees(st.AnsweringQuestion).entry == TYPED
    assert story.visit.help is None
    assert json.loads(story.link.retained["terminal/v1/terminal/queues"])["help"] == 0
    assert (told(story, "staff_admitted"), told(story, "staff_refused")) == ([STAFF_ID], [])


def test_a_call_that_is_not_done_stands_as_before(story: Story) -> None:
    question = is_in_the_middle_of_a_question(story)
    story.does(ev.HelpRequested())
    signs_in(story)
    story.does(sev.StaffLeft())
    assert story.sees(st.CallingHelp).back == question
    assert story.visit.help is not None


def test_a_pin_opens_too_and_stands_nowhere_afterwards(story: Story) -> None:
    story.does(ev.HelpRequested(), sev.StaffSignInOpened(), sev.StaffPinGiven(STAFF_ID, PIN))
    assert story.sees(st.StaffMode).staff_id == STAFF_ID
    everything = repr(story.terminal.session) + repr(story.link.sent) + repr(story.terminal.store.incidents())
    assert PIN not in everything + repr(sev.StaffPinGiven(STAFF_ID, PIN))


@pytest.mark.parametrize("where", ["idle", "maintenance", "out of service"])
def test_the_way_in_is_there_where_nobody_is_served(story: Story, where: str) -> None:
    if where == "maintenance":
        story.does(ev.MaintenanceSet(on=True))
    if where == "out of service":
        story.terminal.runner.fail("OSError")
    before = story.situation
    signs_in(story)
    story.does(sev.StaffLeft())
    assert story.situation == before


def test_a_visitor_who_taps_their_way_everywhere_does_not_get_in(story: Story) -> None:
    story.does(ev.HelpRequested(), sev.StaffSignInOpened())
    inside = (
        sev.StaffPageOpened(StaffPage.OVERVIEW),
        sev.SelfTestStarted(),
        sev.CancelAllConfirmed(),
        sev.RefillConfirmed(DeviceRole.A4),
        sev.StaffMaintenanceChosen(on=True),
        sev.StaffLeft(),
        ev.WentOn(),
        ev.HelpRequested(),
        ev.EndConfirmed(),
    )
    story.does(*inside)
    story.sees(st.StaffSignIn)
    assert story.a4.printed == []
    assert not story.terminal.session.surroundings.maintenance_due
    story.does(ev.BackTapped())
    story.sees(st.CallingHelp)
    story.does(sev.StaffPageOpened(StaffPage.OVERVIEW), sev.SelfTestStarted())
    story.sees(st.CallingHelp)


def test_a_passport_on_the_reader_opens_nothing_and_is_not_read(story: Story) -> None:
    story.does(ev.HelpRequested(), sev.StaffSignInOpened())
    story.scanner.insert(PASSPORT)
    story.settle()
    assert story.sees(st.StaffSignIn).refused is None
    assert story.visit.document is None


def test_the_reader_goes_back_to_the_document_that_was_asked_for(story: Story) -> None:
    story.begins("de", FORM)
    story.does(ev.ScanRequested(), ev.HelpRequested())
    signs_in(story)
    story.does(sev.HelpCallDone(), sev.StaffLeft())
    story.sees(st.ScanningDocument)
    story.scanner.insert_passport()
    story.settle()
    story.sees(st.ConfirmingDocument)


def test_the_visits_time_stands_still_and_begins_anew(story: Story) -> None:
    question = is_in_the_middle_of_a_question(story)
    story.does(ev.HelpRequested())
    signs_in(story)
    story.does(sev.HelpCallDone())
    story.waits(LIMITS.staff - 2)
    story.sees(st.StaffMode)
    story.does(ev.Touched())
    story.waits(LIMITS.staff - 2)
    story.sees(st.StaffMode)
    story.waits(4)
    assert story.sees(st.AnsweringQuestion) == question
    story.waits(LIMITS.quiet - 10)
    story.sees(st.AnsweringQuestion)


def test_a_sign_in_that_nobody_finishes_gives_the_page_back(story: Story) -> None:
    story.does(ev.HelpRequested(), sev.StaffSignInOpened())
    story.waits(LIMITS.sign_in + 2)
    story.sees(st.CallingHelp)
    assert not story.scanner.armed


def test_the_badge_once_more_ends_it_but_not_the_one_that_still_lies_there(story: Story) -> None:
    signs_in(story)
    story.scanner.show_code(badge())
    story.settle()
    story.sees(st.StaffMode)
    story.waits(10)
    story.scanner.show_code(badge())
    story.settle()
    story.sees(st.Idle)
    assert not story.scanner.armed


def test_a_print_goes_on_beneath(story: Story) -> None:
    story.is_ready_to_print()
    story.a4.remove_paper()
    story.does(ev.PrintConfirmed(), ev.HelpRequested())
    story.orders("ack_help", Command("c1", number=1, answer="coming"))
    signs_in(story)
    story.a4.insert_paper()
    story.printer_works()
    story.receipt_printer_works()
    story.sees(st.StaffMode)
    story.does(sev.HelpCallDone(), sev.StaffLeft())
    assert story.sees(st.TakingReceipt).progress is st.ReceiptProgress.PRINTED


def test_an_answer_that_comes_meanwhile_waits_for_the_visitor(story: Story) -> None:
    is_in_the_middle_of_a_question(story)
    story.does(ev.HelpRequested())
    signs_in(story)
    story.orders("ack_help", Command("c1", number=1, answer="desk", desk="3"))
    story.sees(st.StaffMode)
    story.does(sev.StaffLeft())
    story.sees(st.CallingHelp)
    assert story.visit.help is not None
    assert story.visit.help.desk == "3"


def test_paper_that_was_filled_in_is_counted_anew_here_and_at_the_monitor(story: Story) -> None:
    story.is_ready_to_print()
    story.does(ev.PrintConfirmed())
    story.printer_works()
    story.receipt_printer_works()
    story.does(ev.EndConfirmed(), ev.WentOn())
    topic = "terminal/v1/terminal/device/a4"
    used = json.loads(story.link.retained[topic])["since_refill"]
    assert used > 0
    signs_in(story)
    story.does(sev.RefillConfirmed(DeviceRole.A4))
    assert json.loads(story.link.retained[topic])["since_refill"] == 0
    assert story.sees(st.StaffMode).done == "done.refilled_a4"
    assert told(story, "refilled") == ["a4"]


def test_the_monitor_notes_a_refill_the_same_way(story: Story) -> None:
    story.terminal.store.increment("receipts_printed", 40)
    story.orders("refill", Command("r1", device="receipt"))
    assert json.loads(story.link.retained["terminal/v1/terminal/device/receipt"])["since_refill"] == 0
    assert told(story, "refilled") == ["receipt"]


def test_a_held_queue_is_resumed_and_all_jobs_go_only_after_a_second_question(story: Story) -> None:
    story.is_ready_to_print()
    story.a4.remove_paper()
    story.does(ev.PrintConfirmed(), ev.HelpRequested(), ev.HelpRequested())
    story.orders("ack_help", Command("c1", number=1, answer="coming"))
    signs_in(story)
    assert story.terminal.session.surroundings.print_jobs == 1
    story.does(sev.StaffPageOpened(StaffPage.CANCELLING), ev.BackTapped())
    assert story.sees(st.StaffMode).page is StaffPage.OVERVIEW
    assert story.terminal.session.surroundings.print_jobs == 1
    story.does(sev.StaffPageOpened(StaffPage.CANCELLING), sev.CancelAllConfirmed())
    story.printer_works(2)
    assert story.terminal.session.surroundings.print_jobs == 0
    story.does(sev.StaffLeft())
    assert story.visit.job is not None
    assert story.visit.job.state is JobState.CANCELLED


def test_what_the_outbox_says_is_there_for_staff(story: Story) -> None:
    story.terminal.bus.publish(OutboxChanged(3, 4000, 1))
    signs_in(story)
    story.does(sev.OutboxRetryChosen())
    assert story.terminal.session.surroundings.outbox == OutboxChanged(3, 4000, 1)
    assert story.sees(st.StaffMode).done == "done.retrying"


def test_maintenance_begins_when_the_visit_is_over(story: Story) -> None:
    is_in_the_middle_of_a_question(story)
    story.does(ev.HelpRequested())
    signs_in(story)
    story.does(sev.StaffMaintenanceChosen(on=True), sev.HelpCallDone(), sev.StaffLeft())
    story.sees(st.AnsweringQuestion)
    story.does(ev.EndConfirmed(), ev.EndTapped(), ev.EndConfirmed(), ev.WentOn())
    story.sees(st.Maintenance)
    signs_in(story)
    story.does(sev.StaffMaintenanceChosen(on=False), sev.StaffLeft())
    story.sees(st.Idle)


def test_the_self_test_prints_on_both_speaks_and_asks_reader_and_screen(story: Story) -> None:
    signs_in(story)
    story.does(sev.SelfTestStarted())
    assert [said.language for said in story.speaker.said] == ["de"]
    story.printer_works(5)
    story.receipt_printer_works()
    story.scanner.show_code("MIGRADO:TEST:TERMINAL")
    story.settle()
    for corner in (0, 1, 2, 3, 3):
        story.does(sev.CornerTouched(corner))
    test = story.sees(st.StaffMode).test
    assert test is not None
    assert (test.a4, test.receipt, test.code_read) == (JobState.SENT, JobState.SENT, True)
    assert len(test.corners) == 4
    assert len(story.a4.printed) == len(story.receipt.printed) == 1
    assert story.terminal.store.counter("sheets_printed") == 1
    story.does(ev.BackTapped(), sev.StaffLeft())
    story.sees(st.Idle)


def test_the_monitor_may_order_a_self_test_while_nobody_is_served(story: Story) -> None:
    story.does(ev.LanguageChosen("de"))
    story.orders("self_test", Command("s1"))
    story.printer_works(3)
    assert story.a4.printed == []
    story.does(ev.EndTapped(), ev.WentOn())
    story.orders("self_test", Command("s2"))
    story.printer_works(3)
    assert len(story.a4.printed) == 1


def test_a_terminal_that_nobody_set_up_lets_nobody_in(tmp_path: Path) -> None:
    story = Story(tmp_path)
    story.does(sev.StaffSignInOpened(), sev.StaffPinGiven(STAFF_ID, PIN))
    story.scanner.show_code(badge())
    story.settle()
    story.sees(st.StaffSignIn)
