"""FIT-Connect over real HTTPS: the sender against a receiver that follows the published API by itself."""

from __future__ import annotations

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from appliance.clock import SystemClock
from appliance.outbox.fit_connect.transport import FitConnectTransport
from appliance.outbox.ports import CannotSeal, NotNow, RefusedByReceiver
from appliance.outbox.progress import NO_MARK, Mark, OfficeAnswer, Report, Stage
from tests.peers.fit_connect_bench import QUICK, FitConnectBench, transport_settings
from tests.peers.fit_connect_sending import PAPER, PDF, SAMPLE, Sending, sending, submission
from tests.peers.fit_connect_trouble import Mishap, Place
from tests.peers.transport_bench import Cut

HANDED_OVER = Report(Stage.HANDED_OVER)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[FitConnectBench]:
    bench = FitConnectBench(tmp_path)
    yield bench
    bench.close()


# The good day


def test_the_office_opens_exactly_what_was_sent(bench: FitConnectBench) -> None:
    one = sending(bench, papers=2)
    assert one.go() == HANDED_OVER
    (received,) = bench.received()
    assert (received.id, received.pdf, received.papers) == (one.sealed.id, PDF, (PAPER, PAPER))
    assert received.data == submission(bench).data
    assert bench.desk.faults == []


def test_the_metadata_names_the_schema_the_purposes_and_the_day_here(bench: FitConnectBench) -> None:
    sending(bench).go()
    (opened,) = bench.desk.received()
    structure = opened.metadata["contentStructure"]
    assert opened.metadata["$schema"].endswith("/metadata/2.1.0/metadata.schema.json")
    assert structure["data"]["hash"]["content"] == hashlib.sha512(opened.data).hexdigest()
    assert structure["data"]["submissionSchema"]["schemaUri"] == bench.schema_id
    files = [(one["purpose"], one["filename"], one["mimeType"]) for one in structure["attachments"]]
    assert files == [
        ("form", "antrag.pdf", "application/pdf"),
        ("attachment", "unterlage-1.pdf", "application/pdf"),
    ]
    assert opened.metadata["additionalReferenceInfo"]["applicationDate"] == "2026-03-03"


def test_what_is_sealed_holds_nothing_readable(bench: FitConnectBench) -> None:
    one = sending(bench)
    kept = b"".join(part.body for part in one.sealed.parts) + repr(one.sealed.routing).encode()
    for secret in (b"ERIKSSON", b"MD-7K4Q", PDF, PAPER):
        assert secret not in kept
    assert [part.name.partition(":")[0] for part in one.sealed.parts] == [
        "metadata",
        "data",
        "attachment",
        "attachment",
    ]


def test_ids_are_on_disk_before_anything_can_be_submitted(bench: FitConnectBench) -> None:
    one = sending(bench)
    seen: list[tuple[str, int]] = []

    def save(mark: Mark) -> None:
        seen.append((mark.get("step"), len(bench.desk.order)))
        assert mark.get("submission") in bench.desk.submissions

    bench.transport.hand_over(one.sealed, NO_MARK, save)
    assert seen == [("created", 0), ("submitting", 0), ("handed-over", 1)]


def test_a_token_is_used_until_shortly_before_its_end(bench: FitConnectBench) -> None:
    for number in range(3):
        sending(bench, number).go()
    assert bench.receiver.requests.count("token") == 1
    bench.receiver.token_life_s = 0
    bench.transport.close()
    again = bench.restarted()
    again.refresh()
    assert bench.receiver.requests.count("token") == 3  # destination and key, a new one each


def test_a_large_submission_goes_through(bench: FitConnectBench) -> None:
    pdf = os.urandom(6_000_000)
    one = sending(bench, pdf=pdf)
    assert one.go() == HANDED_OVER
    assert bench.received()[0].pdf == pdf


def test_doctor_is_told_what_is_good(bench: FitConnectBench) -> None:
    assert bench.transport.test() == (
        "signed-in",
        "destination-active",
        "service-offered",
        "key-checked",
        "event-keys-known",
    )


# What the office answers


def test_acceptance_by_the_office_is_a_confirmation(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    assert one.ask() == HANDED_OVER
    bench.answers(one.sealed.id, OfficeAnswer.RECEIVED)
    assert one.ask() == Report(Stage.CONFIRMED, OfficeAnswer.RECEIVED, final=True)


def test_acceptance_stands_after_the_service_has_tidied_up(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    bench.desk.accept(one.at_service)
    bench.desk.lapse(one.at_service)
    assert one.ask().stage is Stage.CONFIRMED


def test_rejection_by_the_office_names_the_problem(bench: FitConnectBench) -> None:
    bench.refuses_next()
    one = sending(bench)
    one.go()
    assert one.ask() == Report(Stage.REFUSED, OfficeAnswer.REFUSED, "schema-violation", final=True)


def test_a_problem_in_words_does_not_reach_the_log(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    bench.desk.reject(one.at_service, "Frau Eriksson fehlt eine Unterschrift")
    assert one.ask().reason == "rejected"


def test_what_nobody_collects_for_14_days_has_expired(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    bench.desk.lapse(one.at_service)
    report = one.ask()
    assert (report.stage, report.reason, report.final) == (Stage.EXPIRED, "not-collected", True)


def test_a_forwarded_submission_is_handed_over(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    bench.desk.forward(one.at_service)
    assert one.ask() == HANDED_OVER


# Networks


@pytest.mark.parametrize("how", ["refused", "reset", "hanging", "server-error", "wrong-tls"])
def test_after_a_cut_it_arrives_once(bench: FitConnectBench, how: Cut) -> None:
    one = sending(bench)
    bench.cut(how)
    started = time.monotonic()
    with pytest.raises(NotNow):
        one.go()
    assert time.monotonic() - started < 10
    assert one.ask().stage is Stage.WAITING
    assert one.go() == HANDED_OVER
    assert [received.id for received in bench.received()] == [one.sealed.id]


@pytest.mark.parametrize("place", ["create", "attachment", "submit"])
@pytest.mark.parametrize("mishap", ["lost", "reset", "hang", "drip", "500", "503", "429"])
def test_wherever_it_breaks_it_arrives_once(bench: FitConnectBench, place: Place, mishap: Mishap) -> None:
    bench.troubles.retry_after = "0"
    one = sending(bench)
    bench.troubles.plan(place, mishap)
    with pytest.raises(NotNow):
        one.go()
    if one.ask().stage is Stage.WAITING:
        one.go()
    assert one.ask().stage is Stage.HANDED_OVER
    assert [received.id for received in bench.received()] == [one.sealed.id]


def test_a_lost_last_answer_is_asked_about_and_not_repeated(bench: FitConnectBench) -> None:
    one = sending(bench)
    bench.loses_last_confirmation()
    one.fails_with("connection-broken")
    assert one.mark.get("step") == "submitting"
    assert one.ask() == HANDED_OVER


def test_a_second_hand_over_of_the_same_submission_changes_nothing(bench: FitConnectBench) -> None:
    one = sending(bench)
    bench.loses_last_confirmation()
    with pytest.raises(NotNow):
        one.go()
    assert one.go() == HANDED_OVER  # even without asking first
    assert len(bench.received()) == 1


def test_a_crash_at_any_mark_leads_to_one_submission(bench: FitConnectBench) -> None:
    for number, crash_at in enumerate(("created", "submitting", "handed-over")):
        one = sending(bench, number)

        def save(mark: Mark, one: Sending = one, crash_at: str = crash_at) -> None:
            one.mark = mark
            if mark.get("step") == crash_at:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            bench.transport.hand_over(one.sealed, NO_MARK, save)
        if one.ask().stage is Stage.WAITING:
            one.go()
        assert one.ask().stage is Stage.HANDED_OVER
    assert len(bench.received()) == len({received.id for received in bench.received()}) == 3


def test_a_mark_that_never_reached_the_disk_leaves_nothing_submitted(bench: FitConnectBench) -> None:
    one = sending(bench)

    def full(_: Mark) -> None:
        raise OSError(28, "no space")

    with pytest.raises(OSError, match="no space"):
        bench.transport.hand_over(one.sealed, NO_MARK, full)
    assert bench.received() == []


def test_uploads_that_are_there_already_are_not_in_the_way(bench: FitConnectBench) -> None:
    bench.desk.uploads_once = True
    one = sending(bench, papers=2)
    bench.troubles.plan("submit", "500")
    one.fails_with("server-error")
    assert one.go() == HANDED_OVER


@pytest.mark.parametrize("with_cases", [True, False])
def test_what_the_service_deleted_before_it_was_submitted_begins_anew(
    bench: FitConnectBench, with_cases: bool
) -> None:
    one = sending(bench)
    bench.troubles.plan("submit", "500")
    one.fails_with("server-error")
    first = one.at_service
    bench.desk.sweep(with_cases=with_cases)
    assert one.ask() == Report(Stage.WAITING)
    assert one.go() == HANDED_OVER
    assert one.at_service != first
    assert len(bench.received()) == 1


def test_a_case_that_is_gone_is_never_sent_again_once_handed_over(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    bench.desk.log.clear()
    assert one.ask() == Report(Stage.HANDED_OVER, reason="case-unknown", final=True)


def test_a_case_that_is_gone_after_the_logs_time_proves_nothing(bench: FitConnectBench) -> None:
    one = sending(bench)
    bench.loses_last_confirmation()
    one.fails_with("connection-broken")
    bench.desk.log.clear()
    one.mark = one.mark.plus(at="2026-01-01T00:00:00+00:00")
    with pytest.raises(NotNow, match="case-unknown"):
        one.ask()


def test_a_short_absence_of_the_service_is_no_refusal(bench: FitConnectBench) -> None:
    one = sending(bench)
    bench.goes_away()
    one.fails_with("not-reachable")
    bench.comes_back()
    assert one.go() == HANDED_OVER


# What the service says no to


def test_one_401_is_answered_with_a_new_token(bench: FitConnectBench) -> None:
    bench.troubles.plan("create", "401")
    assert sending(bench).go() == HANDED_OVER
    assert bench.receiver.requests.count("token") == 2


def test_credentials_that_are_not_taken_are_for_later(bench: FitConnectBench) -> None:
    bench.receiver.secret_file.write_text("wrong", encoding="utf-8")
    bench.troubles.plan("create", "401")
    sending(bench).fails_with("credentials")
    bench.troubles.plan("create", "401", times=2)
    sending(bench).fails_with("credentials")


def test_a_secret_that_was_replaced_is_read_without_a_restart(bench: FitConnectBench) -> None:
    right = bench.receiver.secret_file.read_text(encoding="utf-8")
    bench.receiver.secret_file.unlink()
    bench.receiver.tokens.clear()
    sending(bench).fails_with("secret-unreadable")
    bench.receiver.secret_file.write_text(right, encoding="utf-8")
    assert sending(bench).go() == HANDED_OVER


def test_a_rate_limit_is_kept_to(bench: FitConnectBench) -> None:
    one = sending(bench)
    bench.troubles.plan("create", "429")
    one.fails_with("rate-limited")
    asked = len(bench.receiver.requests)
    one.fails_with("rate-limited")
    assert len(bench.receiver.requests) == asked


@pytest.mark.parametrize(("mishap", "reason"), [("403", "not-allowed"), ("redirect", "redirected")])
def test_what_may_change_is_for_later(bench: FitConnectBench, mishap: Mishap, reason: str) -> None:
    bench.troubles.plan("create", mishap)
    sending(bench).fails_with(reason)
    assert "elsewhere" not in str(bench.desk.faults)


@pytest.mark.parametrize("mishap", ["400", "413", "422"])
@pytest.mark.parametrize("place", ["create", "attachment", "submit"])
def test_what_will_never_succeed_is_refused_with_its_problem(
    bench: FitConnectBench, place: Place, mishap: Mishap
) -> None:
    bench.troubles.plan(place, mishap)
    with pytest.raises(RefusedByReceiver) as refusal:
        sending(bench).go()
    assert refusal.value.reason == "made-up"


# Answers that are no answers


@pytest.mark.parametrize("place", ["token", "destination", "key", "create", "events"])
@pytest.mark.parametrize("mishap", ["garbage", "deep", "huge", "drip", "hang", "hang-up"])
def test_no_answer_crashes_hangs_or_fills_the_memory(bench: FitConnectBench, place: Place, mishap: Mishap) -> None:
    one = sending(bench)
    one.go()
    bench.receiver.tokens.clear()
    transport = bench.restarted()
    bench.troubles.plan(place, mishap)
    started = time.monotonic()
    calls: dict[str, Callable[[], object]] = {
        "create": lambda: transport.hand_over(one.sealed, NO_MARK, one.save),
        "events": lambda: transport.ask(one.sealed.id, one.mark),
    }
    with pytest.raises((NotNow, CannotSeal)):
        calls.get(place, transport.refresh)()
    assert time.monotonic() - started < 6
    assert bench.troubles.megabytes_taken < 20  # what the sockets' buffers hold
    transport.close()


def test_the_environment_cannot_send_us_to_a_proxy(
    bench: FitConnectBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("SSL_CERT_FILE", "/dev/null")
    transport = bench.restarted()
    transport.refresh()
    transport.close()


# The receiver as a process of its own


def test_the_receiver_runs_by_itself_and_is_told_what_to_do(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "tests.peers.fit_connect_receiver",
        "--port",
        "0",
        "--directory",
        str(tmp_path),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        try:
            transport = FitConnectTransport(*transport_settings(told), tmp_path / "keys", SystemClock(), QUICK)
            transport.refresh()
            one = transport.seal(replace(SAMPLE, schema_id=told["schema"]))
            assert order(told, do="cut", how="reset") == "done"
            with pytest.raises(NotNow):
                transport.hand_over(one, NO_MARK, lambda _: None)
            assert transport.hand_over(one, NO_MARK, lambda _: None) == HANDED_OVER
            assert order(told, do="received") == [one.id]
            assert order(told, do="faults") == []
            transport.close()
        finally:
            process.terminate()


def order(told: dict[str, Any], **words: str) -> Any:
    with socket.create_connection(("127.0.0.1", told["control_port"]), 10) as connection:
        connection.sendall(json.dumps(words).encode() + b"\n")
        return json.loads(connection.makefile().readline())
