"""Orders of the monitor: done once, acknowledged always, and refused when they make no sense."""

from __future__ import annotations

import pytest

from appliance.session.events import HelpAnswered, Identified
from appliance.session.staff_events import RefillNoted, SelfTestOrdered
from appliance.telemetry.link import CommandReceived
from appliance.telemetry.messages import Command
from appliance.telemetry.orders import Orders
from hardware.events import DeviceRole
from tests.peers.noted_outbox import NotedOutbox


class Desk:
    """Takes down what the orders did."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.published: list[object] = []
        self.answers: list[tuple[str, str]] = []
        self.serving = False
        self.started = 0
        self.outbox = NotedOutbox()
        self.orders = Orders(
            self,
            self.outbox,
            self.published.append,
            self.answer,
            lambda: self.serving,
        )

    def resume_queue(self) -> None:
        self.done.append("resume")

    def cancel_all(self) -> None:
        self.done.append("cancel")

    def answer(self, command_id: str, error: str) -> None:
        self.answers.append((command_id, error))

    def reboot(self) -> str:
        self.started += not self.serving
        return "busy" if self.serving else ""

    def order(self, verb: str, command: Command) -> str:
        self.orders.received(CommandReceived(verb, command))
        return self.answers[-1][1]


def test_the_queue_is_resumed_once_however_often_the_order_arrives() -> None:
    desk = Desk()
    for _ in range(3):
        desk.order("resume_queue", Command("c1"))
    assert desk.done == ["resume"]
    assert desk.answers == [("c1", "")] * 3


def test_jobs_are_cancelled_and_the_terminal_shows_itself() -> None:
    desk = Desk()
    assert desk.order("cancel_jobs", Command("c1")) == ""
    assert desk.order("identify", Command("c2")) == ""
    assert desk.done == ["cancel"]
    assert desk.published == [Identified()]


def test_what_waits_is_sent_now_and_what_was_refused_has_been_seen() -> None:
    desk = Desk()
    assert desk.order("retry_outbox", Command("c1")) == ""
    assert desk.order("ack_refused", Command("c2")) == ""
    assert desk.outbox.asked == ["retry", "seen"]


@pytest.mark.parametrize("device", ["a4", "receipt"])
def test_a_refill_is_passed_on_for_printers(device: str) -> None:
    desk = Desk()
    assert desk.order("refill", Command("c1", device=device)) == ""
    assert desk.published == [RefillNoted(DeviceRole(device))]


@pytest.mark.parametrize("device", ["", "touch", "scanner", "fax"])
def test_nothing_else_can_be_refilled(device: str) -> None:
    desk = Desk()
    assert desk.order("refill", Command("c1", device=device)) == "malformed"
    assert desk.published == []


def test_no_test_page_comes_out_among_a_visitors_papers() -> None:
    desk = Desk()
    desk.serving = True
    assert desk.order("self_test", Command("c1")) == "busy"
    desk.serving = False
    assert desk.order("self_test", Command("c2")) == ""
    assert desk.published == [SelfTestOrdered()]


def test_an_answer_to_a_call_for_help_reaches_the_session() -> None:
    desk = Desk()
    desk.order("ack_help", Command("c1", number=27, answer="desk", desk="3"))
    assert desk.published == [HelpAnswered(27, "desk", "3")]


@pytest.mark.parametrize(
    "command",
    [
        Command("c1", number=0, answer="coming"),
        Command("c1", number=27, answer="perhaps"),
        Command("c1", number=27, answer="desk"),
        Command("c1", number=27, answer="desk", desk="<b>3</b>"),
        Command("c1", number=27, answer="desk", desk="3" * 40),
    ],
)
def test_an_answer_that_makes_no_sense_is_refused(command: Command) -> None:
    desk = Desk()
    assert desk.order("ack_help", command) == "malformed"
    assert desk.published == []


@pytest.mark.parametrize("verb", ["reboot", "restart_ui", "no_such_verb"])
def test_what_this_terminal_cannot_do_it_says(verb: str) -> None:
    assert Desk().order(verb, Command("c1")) == "unsupported"


def test_a_start_is_ordered_where_it_can_be_and_refused_while_somebody_is_served() -> None:
    desk = Desk()
    desk.orders = Orders(desk, desk.outbox, desk.published.append, desk.answer, reboot=desk.reboot)
    desk.serving = True
    assert desk.order("reboot", Command("c1")) == "busy"
    desk.serving = False
    assert desk.order("reboot", Command("c2")) == ""
    assert desk.order("reboot", Command("c2")) == ""
    assert desk.started == 1


def test_an_order_that_fails_is_answered_with_what_went_wrong() -> None:
    class Broken(Desk):
        def resume_queue(self) -> None:
            raise OSError("no socket")

    desk = Broken()
    assert [desk.order("resume_queue", Command("c1")) for _ in range(2)] == ["OSError", "OSError"]


def test_only_the_last_orders_are_remembered() -> None:
    desk = Desk()
    for number in range(250):
        desk.order("cancel_jobs", Command(f"c{number}"))
    desk.order("cancel_jobs", Command("c249"))
    assert len(desk.done) == 250
    desk.order("cancel_jobs", Command("c0"))
    assert len(desk.done) == 251


def test_an_order_with_an_odd_id_is_dropped() -> None:
    desk = Desk()
    desk.orders.received(CommandReceived("cancel_jobs", Command("../../state")))
    assert (desk.done, desk.answers) == ([], [])
