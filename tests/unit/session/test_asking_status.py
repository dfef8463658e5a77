"""Asking what became of an application: by QR code or by typing."""

from __future__ import annotations

from appliance.forms.answers import Entry
from appliance.outbox.status_code import RANDOM_BYTES, grouped, new_status_code, qr_text
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import states as st
from appliance.session.commands import ArmScanner, CountUp, DisarmScanner
from appliance.session.sending_commands import LookUpStatus, StopLookingUp
from appliance.session.sending_states import LookupFailure
from hardware.events import CodeScanned
from hardware.ports import Wanted
from tests.samples import NOTE
from tests.unit.session.sending import Bench

CODE = new_status_code(bytes(range(RANDOM_BYTES)))


def test_the_reader_listens_for_codes_while_it_is_asked() -> None:
    bench = Bench(st.AtHome())
    assert ArmScanner(Wanted.CODE) in bench.tell(es.StatusOpened())
    assert DisarmScanner() in bench.tell(ev.BackTapped())
    assert bench.situation == st.AtHome()


def test_a_scanned_code_is_looked_up() -> None:
    bench = Bench(st.AskingStatus(st.AtHome()))
    commands = bench.tell(CodeScanned(qr_text(CODE)))
    assert [each.code for each in commands if isinstance(each, LookUpStatus)] == [CODE]
    assert CountUp("status_lookups") in commands


def test_a_typed_code_is_looked_up() -> None:
    bench = Bench(st.AskingStatus(st.AtHome()))
    commands = bench.tell(ev.AnswerGiven(Entry({"value": grouped(CODE).lower()})))
    assert any(isinstance(each, LookUpStatus) and each.code == CODE for each in commands)


def test_a_mistyped_code_is_said_and_stays_to_be_mended() -> None:
    bench = Bench(st.AskingStatus(st.AtHome()))
    bench.tell(ev.AnswerGiven(Entry({"value": CODE[:-1]})))
    page = bench.sees(st.AskingStatus)
    assert (page.wrong, page.entry.get()) == (True, CODE[:-1])
    bench.tell(ev.EntryChanged(Entry({"value": CODE})))
    assert not bench.sees(st.AskingStatus).wrong


def test_a_staff_badge_is_no_receipt() -> None:
    bench = Bench(st.AskingStatus(st.AtHome()))
    bench.tell(CodeScanned("MIGRADO:STAFF:ABC"))
    assert bench.sees(st.AskingStatus).wrong


def test_the_note_is_shown_and_forgotten_with_the_page() -> None:
    bench = Bench(st.AskingStatus(st.AtHome()))
    bench.tell(CodeScanned(qr_text(CODE)))
    bench.tell(es.StatusFound(bench.sees(st.LookingUpStatus).request, NOTE))
    assert bench.sees(st.ShowingStatus).note == NOTE
    bench.tell(ev.BackTapped())
    bench.sees(st.AtHome)


def test_a_late_answer_reaches_nobody() -> None:
    bench = Bench(st.AskingStatus(st.AtHome()))
    bench.tell(CodeScanned(qr_text(CODE)))
    page = bench.sees(st.LookingUpStatus)
    assert StopLookingUp() in bench.tell(ev.BackTapped())
    bench.tell(es.StatusFound(page.request, NOTE))
    assert bench.situation == st.AtHome()


def test_what_is_not_found_can_be_tried_again() -> None:
    bench = Bench(st.LookingUpStatus(st.AtHome(), 7))
    bench.tell(es.StatusMissed(7, LookupFailure.OFFLINE))
    assert bench.sees(st.ShowingStatus).failure is LookupFailure.OFFLINE
    bench.tell(es.StatusOpened())
    assert bench.sees(st.AskingStatus) == st.AskingStatus(st.AtHome())
