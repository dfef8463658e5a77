"""A mail server that answers garbage, too much, too slowly or not at all: an id, no hang, no memory."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import time
import tracemalloc
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from appliance.clock import ManualClock
from appliance.outbox.ports import NotNow, RefusedByReceiver, TransportFailure
from appliance.outbox.progress import NO_MARK, Mark
from appliance.outbox.settings import MailDestination, MailService
from appliance.outbox.smime_mail.bounded_smtp import Waits
from appliance.outbox.smime_mail.transport import SmimeMailTransport
from appliance.outbox.submission import SealedSubmission
from tests.peers.authority import HOST, Authority
from tests.peers.rude_server import RudeServer
from tests.peers.submissions import submission

WAITS = Waits(connect=1, reply=0.2, content=0.5, whole=1.0)
LIMIT_S = 3.0
GOOD = (
    b"220 hello\r\n",
    b"250-hello\r\n250 SIZE\r\n",
    b"250 ok\r\n",
    b"250 ok\r\n",
    b"354 go on\r\n",
    b"250 taken\r\n",
    b"221 bye\r\n",
)


@pytest.fixture(scope="module")
def service() -> Iterator[MailService]:
    directory = Path(tempfile.mkdtemp(prefix="rude-"))
    authority = Authority(directory)
    site, office = authority.issue("site"), authority.issue("office")
    (directory / "password").write_text("Utopia-1")
    assert office.certificate == directory / "office.pem"
    yield MailService(
        host=HOST,
        sender="terminal@example.org",
        certificate_file=site.certificate,
        key_file=site.key,
        security="none",
        ca_file=authority.file,
    )
    shutil.rmtree(directory)


@pytest.fixture(scope="module")
def sealed(service: MailService) -> SealedSubmission:
    return mail_to(service, 1).seal(submission(pdf_size=200))


def mail_to(service: MailService, port: int) -> SmimeMailTransport:
    office = service.certificate_file.with_name("office.pem")
    there = replace(service, port=port)
    return SmimeMailTransport(there, MailDestination("amt@example.org", office), ManualClock(), WAITS)


def hand_over(service: MailService, sealed: SealedSubmission, server: RudeServer) -> str:
    """Return the failure's id, or `handed_over`; never takes longer than the limit."""
    began = time.monotonic()
    try:
        report = mail_to(service, server.port).hand_over(sealed, NO_MARK, lambda _: None)
        return report.stage.value
    except TransportFailure as failure:
        return failure.reason
    finally:
        assert time.monotonic() - began < LIMIT_S


def test_a_server_of_good_manners_takes_it(service: MailService, sealed: SealedSubmission) -> None:
    with RudeServer(lambda: GOOD) as server:
        assert hand_over(service, sealed, server) == "handed_over"


replies = st.sampled_from(GOOD) | st.builds(
    lambda code, more, text: f"{code}{more}{text}\r\n".encode("utf-8", "surrogatepass"),
    st.integers(0, 999),
    st.sampled_from(" -\t"),
    st.text(max_size=30),
)
noise = st.binary(max_size=300) | st.binary(max_size=20).map(lambda piece: piece * 2000)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(script=st.lists(replies | noise, max_size=9), start=st.integers(0, 6), stays=st.booleans())
def test_garbage_ends_in_an_id(
    service: MailService, sealed: SealedSubmission, script: list[bytes], start: int, stays: bool
) -> None:
    """Polite up to some point, then whatever."""
    with RudeServer(lambda: [*GOOD[:start], *script], stays=stays) as server:
        reason = hand_over(service, sealed, server)
    assert reason.isascii()
    assert len(reason) < 40


@pytest.mark.parametrize(
    "endless",
    [
        pytest.param(b"220-more to come\r\n" * 100, id="lines"),
        pytest.param(b"2" * 10_000, id="one-line"),
        pytest.param(b"\x00" * 10_000, id="zeros"),
        pytest.param(b"\r\n" * 5_000, id="empty-lines"),
    ],
)
def test_an_endless_reply_takes_no_memory(service: MailService, sealed: SealedSubmission, endless: bytes) -> None:
    with RudeServer(lambda: itertools.repeat(endless), waits_for_client=False) as server:
        tracemalloc.start()
        reason = hand_over(service, sealed, server)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert reason in ("connection-lost", "smtp-garbled", "unreachable", "smtp-500")
    assert peak < 4_000_000


def test_a_byte_now_and_then_does_not_hold_us(service: MailService, sealed: SealedSubmission) -> None:
    """Each byte comes within the time limit of a reply; the whole does not."""

    def trickle() -> Iterable[bytes]:
        for _ in range(200):
            yield b"2"
            time.sleep(0.05)

    with RudeServer(trickle, waits_for_client=False) as server:
        assert hand_over(service, sealed, server) != "handed_over"


@pytest.mark.parametrize("said", [b"", b"220 hel", b"220-hello\r\n"])
def test_half_a_reply_and_then_silence(service: MailService, sealed: SealedSubmission, said: bytes) -> None:
    with RudeServer(lambda: [said], stays=True) as server:
        assert hand_over(service, sealed, server) in ("timeout", "connection-lost")


def test_where_tls_is_taken_away_neither_password_nor_mail_is_said(
    service: MailService, sealed: SealedSubmission
) -> None:
    strict = replace(service, security="starttls", user="u", password_file=service.key_file.with_name("password"))
    with RudeServer(lambda: (b"220 hello\r\n", b"250-hello\r\n250 AUTH PLAIN\r\n", *GOOD[2:])) as server:
        assert hand_over(strict, sealed, server) == "not-supported"
    assert b"AUTH" not in server.heard
    assert b"MAIL" not in server.heard


def test_words_slipped_in_before_tls_are_not_believed(service: MailService, sealed: SealedSubmission) -> None:
    """A man in the middle adds a reply behind the one to STARTTLS; TLS then fails, and nothing is sent."""
    strict = replace(service, security="starttls")
    injected = b"220 go\r\n250 SIZE\r\n250 ok\r\n250 ok\r\n354 go\r\n250 taken\r\n"
    with RudeServer(lambda: (GOOD[0], b"250-hello\r\n250 STARTTLS\r\n", injected)) as server:
        assert hand_over(strict, sealed, server) in ("tls", "connection-lost")
    assert b"MAIL" not in server.heard


@pytest.mark.parametrize(
    "auth", [b"334 !!!!\r\n", b"334 " + b"A" * 4000 + b"\r\n", b"535 no\r\n", b"454 later\r\n"]
)
def test_a_server_that_will_not_let_us_in(service: MailService, sealed: SealedSubmission, auth: bytes) -> None:
    own = replace(service, user="u", password_file=service.key_file.with_name("password"))
    script = (b"220 hello\r\n", b"250-hello\r\n250 AUTH PLAIN LOGIN CRAM-MD5\r\n", *[auth] * 12)
    with RudeServer(lambda: script) as server, pytest.raises(NotNow) as failure:
        mail_to(own, server.port).hand_over(sealed, NO_MARK, lambda _: None)
    assert failure.value.reason in ("auth", "smtp-garbled", "connection-lost")


def test_refusals_at_each_step_are_judged(service: MailService, sealed: SealedSubmission) -> None:
    judged = {
        (0, b"554 go away\r\n"): (NotNow, "smtp-554"),
        (2, b"550 sender\r\n"): (NotNow, "smtp-550-sender"),
        (2, b"552 too large\r\n"): (RefusedByReceiver, "smtp-552"),
        (2, b"530 sign in\r\n"): (NotNow, "auth"),
        (3, b"550 unknown\r\n"): (RefusedByReceiver, "smtp-550"),
        (3, b"450 later\r\n"): (NotNow, "smtp-450"),
        (4, b"421 closing\r\n"): (NotNow, "smtp-421"),
        (4, b"554 no\r\n"): (RefusedByReceiver, "smtp-554"),
    }
    for (step, reply), (kind, reason) in judged.items():
        script = (*GOOD[:step], reply)
        with RudeServer(lambda said=script: said) as server, pytest.raises(kind) as failure:  # type: ignore[misc]
            mail_to(service, server.port).hand_over(sealed, NO_MARK, lambda _: None)
        assert failure.value.reason == reason


def test_the_mark_is_saved_before_the_mail_is_sent(service: MailService, sealed: SealedSubmission) -> None:
    marks: list[Mark] = []

    def stop(mark: Mark) -> None:
        marks.append(mark)
        raise OSError("full")

    with RudeServer(lambda: GOOD) as server, pytest.raises(OSError, match="full"):
        mail_to(service, server.port).hand_over(sealed, NO_MARK, stop)
    assert marks == [Mark({"step": "data"})]
    assert b"DATA" not in bytes(server.heard).upper().replace(b"DATE", b"")


def test_mail_in_the_clear_to_another_machine_is_not_offered(service: MailService) -> None:
    elsewhere = replace(service, host="192.0.2.1")
    transport = SmimeMailTransport(
        elsewhere,
        MailDestination("amt@example.org", service.certificate_file.with_name("office.pem")),
        ManualClock(),
    )
    assert transport.can_seal() == "mail-without-tls"
