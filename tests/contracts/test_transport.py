"""What every way to an office does: the twin, and the real ones against the real peers of an office's side."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from appliance.outbox.ports import CannotSeal, NotNow, RefusedByReceiver, TransportFailure
from appliance.outbox.progress import NO_MARK, Mark, OfficeAnswer, Report, Stage
from appliance.outbox.submission import SealedSubmission, Submission
from tests.peers.fit_connect_bench import FitConnectBench
from tests.peers.marks import Marks
from tests.peers.sftp_bench import SftpBench
from tests.peers.simulated_bench import SimulatedBench
from tests.peers.smime_bench import SmimeBench
from tests.peers.submissions import submission
from tests.peers.transport_bench import BadKey, Cut, KeyBench, StrangerBench, TransportBench

QUICKLY_S = 10.0
ANSWERS = [answer for answer in OfficeAnswer if answer not in (OfficeAnswer.NONE, OfficeAnswer.REFUSED)]

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")  # aiosmtpd does not see TLS from the first byte


class AnyFitConnect(FitConnectBench):
    """Takes the suite's submissions. The office's categories are not published: see test_fit_connect.py."""

    can_answer = False

    def __init__(self) -> None:
        super().__init__(Path(tempfile.mkdtemp(prefix="fit-connect-")))
        (service,) = self.desk.destination["publicServices"]
        service["submissionSchemas"].append({"schemaUri": submission().schema_id, "mimeType": "application/json"})
        self.transport.refresh()

    def close(self) -> None:
        super().close()
        shutil.rmtree(self.directory)


# Every transport is added here, and nowhere else.
BENCHES = [
    pytest.param(SimulatedBench, id="simulated"),
    pytest.param(SmimeBench, id="smime", marks=pytest.mark.system),
    pytest.param(SftpBench, id="sftp", marks=pytest.mark.system),
    pytest.param(AnyFitConnect, id="fit-connect", marks=pytest.mark.system),
]


@pytest.fixture(params=BENCHES)
def bench(request: pytest.FixtureRequest) -> Iterator[TransportBench]:
    make: Callable[[], TransportBench] = request.param
    made = make()
    made.transport.refresh()
    yield made
    made.close()


class Carrier:
    """Does what the outbox does with one sealed submission: hands over, and asks before it tries again."""

    def __init__(self, bench: TransportBench, sent: Submission) -> None:
        self.transport = bench.transport
        self.sealed = self.transport.seal(sent)
        self.mark = NO_MARK
        self.failures: list[str] = []

    def save(self, mark: Mark) -> None:
        self.mark = mark

    def hand_over(self) -> Report:
        return self.transport.hand_over(self.sealed, self.mark, self.save)

    def ask(self) -> Report:
        return self.transport.ask(self.sealed.id, self.mark)

    def try_once(self) -> None:
        """Expect to fail, and quickly."""
        began = time.monotonic()
        with pytest.raises(NotNow) as failure:
            self.hand_over()
        assert time.monotonic() - began < QUICKLY_S
        assert is_id(failure.value.reason)
        self.failures.append(failure.value.reason)

    def go_on(self) -> Report:
        """Return what came of it in the end: ask, and hand over (again) only if told so."""
        report = self.ask()
        return self.hand_over() if report.stage is Stage.WAITING else report


def is_id(reason: str) -> bool:
    return 0 < len(reason) <= 60 and all(
        letter.isascii() and (letter.isalnum() or letter in "-_") for letter in reason
    )


def assert_arrived_once(bench: TransportBench, *sent: Submission) -> None:
    received = bench.received()
    assert [one.id for one in received] == [one.id for one in sent]
    for got, gave in zip(received, sent, strict=True):
        assert got.data == gave.data
        assert got.pdf == gave.pdf
        assert got.papers == tuple(paper.pdf for paper in gave.papers)


def test_a_good_day_arrives_byte_for_byte(bench: TransportBench) -> None:
    sent = [submission(papers=papers) for papers in (0, 1, 3)]
    for one in sent:
        report = Carrier(bench, one).hand_over()
        assert report.stage in (Stage.HANDED_OVER, Stage.CONFIRMED)
    assert_arrived_once(bench, *sent)


def test_two_megabytes_arrive(bench: TransportBench) -> None:
    sent = submission(pdf_size=2_000_000)
    Carrier(bench, sent).hand_over()
    assert_arrived_once(bench, sent)


def test_what_is_sealed_survives_the_disk(bench: TransportBench) -> None:
    sent = submission()
    carrier = Carrier(bench, sent)
    on_disk = msgspec.msgpack.encode(carrier.sealed)
    carrier.sealed = msgspec.msgpack.decode(on_disk, type=SealedSubmission)
    carrier.hand_over()
    assert_arrived_once(bench, sent)


def test_the_same_one_handed_over_again_arrives_once(bench: TransportBench) -> None:
    sent = submission()
    carrier = Carrier(bench, sent)
    carrier.hand_over()
    assert carrier.go_on().stage in (Stage.HANDED_OVER, Stage.CONFIRMED)
    carrier.hand_over()
    assert_arrived_once(bench, sent)


def test_what_was_never_handed_over_is_waiting(bench: TransportBench) -> None:
    carrier = Carrier(bench, submission())
    assert carrier.ask().stage is Stage.WAITING
    assert bench.received() == []


CUTS: tuple[Cut, ...] = ("refused", "reset", "hanging", "server-error", "wrong-tls")


@pytest.mark.parametrize("how", CUTS)
def test_after_a_cut_it_goes_on_and_arrives_once(bench: TransportBench, how: Cut) -> None:
    if how not in bench.cuts:
        pytest.skip(f"this bench cannot play {how}")
    sent = submission(pdf_size=60_000)
    carrier = Carrier(bench, sent)
    bench.cut(how)
    carrier.try_once()
    assert bench.received() == []
    bench.comes_back()
    assert carrier.go_on().stage in (Stage.HANDED_OVER, Stage.CONFIRMED)
    assert_arrived_once(bench, sent)


def test_a_stranger_in_the_receivers_place_gets_nothing(bench: TransportBench) -> None:
    if not isinstance(bench, StrangerBench):
        pytest.skip("there is no network to stand in")
    carrier = Carrier(bench, submission())
    bench.cut("wrong-tls")
    carrier.try_once()
    assert carrier.failures[0] in ("tls-untrusted", "host-key")
    assert bench.received_by_stranger() == 0
    assert carrier.mark == NO_MARK, "nothing had begun"


def test_when_the_last_confirmation_is_lost_it_arrives_once(bench: TransportBench) -> None:
    sent = submission()
    carrier = Carrier(bench, sent)
    bench.loses_last_confirmation()
    carrier.try_once()
    assert carrier.mark != NO_MARK, "what cannot be undone was recorded before"
    bench.comes_back()
    assert carrier.go_on().stage in (Stage.HANDED_OVER, Stage.CONFIRMED)
    assert_arrived_once(bench, sent)


def test_a_crash_after_every_mark_loses_and_doubles_nothing(bench: TransportBench) -> None:
    for nth in itertools.count(1):
        sent = submission()
        carrier = Carrier(bench, sent)
        if not crashes_after_mark(carrier, nth):
            break
        assert carrier.go_on().stage in (Stage.HANDED_OVER, Stage.CONFIRMED)
        assert [one.id for one in bench.received()].count(sent.id) == 1
    assert nth > 1, "no mark was ever saved"


class PowerCut(BaseException):
    pass


def crashes_after_mark(carrier: Carrier, nth: int) -> bool:
    saved = itertools.count(1)

    def save(mark: Mark) -> None:
        carrier.save(mark)
        if next(saved) == nth:
            raise PowerCut

    try:
        carrier.transport.hand_over(carrier.sealed, carrier.mark, save)
    except PowerCut:
        return True
    return False


def test_a_full_disk_stops_before_what_cannot_be_undone(bench: TransportBench) -> None:
    def no_space(_: Mark) -> None:
        raise OSError(28, "No space left on device")

    carrier = Carrier(bench, submission())
    with pytest.raises(OSError, match="No space"):
        bench.transport.hand_over(carrier.sealed, NO_MARK, no_space)
    assert bench.received() == []
    carrier.hand_over()
    assert len(bench.received()) == 1


def test_a_receiver_that_is_away_is_noticed_quickly_and_found_again(bench: TransportBench) -> None:
    sent = submission()
    carrier = Carrier(bench, sent)
    bench.goes_away()
    carrier.try_once()
    carrier.try_once()
    with pytest.raises(NotNow):
        bench.transport.test()
    bench.comes_back()
    assert bench.transport.test()
    assert bench.received() == [], "a test leaves nothing behind"
    carrier.go_on()
    assert_arrived_once(bench, sent)


def test_what_is_refused_for_good_is_not_tried_again_and_the_next_one_goes(bench: TransportBench) -> None:
    refused, accepted = submission(), submission()
    carrier = Carrier(bench, refused)
    bench.refuses_next()
    assert is_id(how_it_was_refused(bench, carrier))
    bench.comes_back()
    Carrier(bench, accepted).hand_over()
    assert [one.id for one in bench.received() if one.id != refused.id] == [accepted.id]


def how_it_was_refused(bench: TransportBench, carrier: Carrier) -> str:
    """Return the reason, given at once or by an office that looked into it later."""
    try:
        carrier.hand_over()
    except RefusedByReceiver as failure:
        return failure.reason
    bench.received()
    report = carrier.ask()
    assert (report.stage, report.final) == (Stage.REFUSED, True)
    return report.reason


def test_an_office_changes_its_key_and_opens_the_old_and_the_new(bench: TransportBench) -> None:
    if not isinstance(bench, KeyBench):
        pytest.skip("this bench has one key")
    sent = [submission(), submission()]
    before = Carrier(bench, sent[0])
    bench.changes_key()
    bench.transport.refresh()
    after = Carrier(bench, sent[1])
    assert before.sealed.key_id != after.sealed.key_id
    before.hand_over()
    after.hand_over()
    assert_arrived_once(bench, *sent)


KINDS: tuple[BadKey, ...] = ("too-weak", "expired", "private", "garbage", "missing")


@pytest.mark.parametrize("kind", KINDS)
def test_a_bad_key_is_never_sealed_to_and_a_good_one_mends_it(bench: TransportBench, kind: BadKey) -> None:
    if not isinstance(bench, KeyBench):
        pytest.skip("this bench has one key")
    bench.offers_bad_key(kind)
    with pytest.raises(CannotSeal) as failure:
        bench.transport.refresh()
    assert is_id(failure.value.reason)
    assert bench.transport.can_seal() == failure.value.reason
    with pytest.raises(CannotSeal):
        bench.transport.seal(submission())
    with pytest.raises(TransportFailure):
        bench.transport.test()
    bench.changes_key()
    bench.transport.refresh()
    assert bench.transport.can_seal() == ""
    Carrier(bench, submission()).hand_over()


def test_nothing_readable_is_in_what_is_kept(bench: TransportBench) -> None:
    marks = Marks(seed=7)
    words = f"{marks.word('name')} {marks.sentence('message')} {marks.phone()}"
    sent = submission(words, pdf_size=200)
    sealed = bench.transport.seal(sent)
    kept = msgspec.msgpack.encode(sealed) + repr(sealed).encode()
    for needle in (*marks.needles().data, sent.reference.encode(), b"%PDF", b"bergangswohnungen"):
        assert needle not in kept, needle
    assert not any(text in kept.decode("latin-1").lower() for text in marks.needles().texts)


def test_the_same_submission_is_sealed_differently_each_time(bench: TransportBench) -> None:
    sent = submission()
    first, second = bench.transport.seal(sent), bench.transport.seal(sent)
    assert {part.body for part in first.parts}.isdisjoint(part.body for part in second.parts)


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_offices_answer_is_told_as_its_category(bench: TransportBench, answer: OfficeAnswer) -> None:
    if not bench.can_answer:
        pytest.skip("an office cannot answer this way")
    carrier = Carrier(bench, submission())
    carrier.hand_over()
    assert carrier.ask().answer is OfficeAnswer.NONE
    bench.answers(carrier.sealed.id, answer)
    report = carrier.ask()
    assert (report.stage, report.answer) == (Stage.CONFIRMED, answer)


def test_a_refusal_by_the_office_is_final(bench: TransportBench) -> None:
    if not bench.can_answer:
        pytest.skip("an office cannot answer this way")
    carrier = Carrier(bench, submission())
    carrier.hand_over()
    bench.answers(carrier.sealed.id, OfficeAnswer.REFUSED)
    report = carrier.ask()
    assert (report.stage, report.answer, report.final) == (Stage.REFUSED, OfficeAnswer.REFUSED, True)
