"""S/MIME mail with a real server and OpenSSL at the other end: what the shared contract does not ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from appliance.outbox.ports import CannotSeal, NotNow
from appliance.outbox.progress import NO_MARK, Mark, Report, Stage
from appliance.outbox.settings import MailDestination
from appliance.outbox.smime_mail.mail_session import why_not_secure
from appliance.outbox.smime_mail.transport import SmimeMailTransport
from tests.peers.authority import Authority
from tests.peers.mailbox_peer import Security
from tests.peers.marks import Marks
from tests.peers.smime_bench import OFFICE, SENDER, WAITS, SmimeBench
from tests.peers.submissions import submission

pytestmark = [pytest.mark.system, pytest.mark.filterwarnings("ignore:Requiring AUTH")]


@pytest.fixture
def bench() -> Iterator[SmimeBench]:
    made = SmimeBench()
    yield made
    made.close()


@pytest.mark.parametrize("security", ["tls", "starttls", "none"])
def test_each_way_to_the_mail_server_works(security: Security) -> None:
    bench = SmimeBench(security)
    try:
        sealed = bench.transport.seal(submission())
        assert bench.transport.hand_over(sealed, NO_MARK, lambda _: None) == Report(Stage.HANDED_OVER, final=True)
        assert [one.id for one in bench.received()] == [sealed.id]
    finally:
        bench.close()


def test_what_crosses_the_network_holds_nothing_of_a_person(bench: SmimeBench) -> None:
    marks = Marks(seed=11)
    sealed = bench.transport.seal(submission(f"{marks.word('name')} {marks.phone()}"))
    bench.transport.hand_over(sealed, NO_MARK, lambda _: None)
    [delivery] = bench.peer.mailbox.deliveries
    assert delivery.recipients == [OFFICE]
    assert not any(needle in delivery.raw for needle in (*marks.needles().data, b"MD-7K4Q", b"Wohngeld"))
    headers = delivery.headers
    assert (headers["From"], headers["To"]) == (SENDER, OFFICE)
    assert headers["Subject"] == f"MigraDo: Einreichung {sealed.id}"
    assert headers["X-MigraDo-Submission"] == sealed.id
    [opened] = bench.opened()
    assert "Wohngeld" in opened.inside["Subject"]


def test_a_mail_that_perhaps_arrived_is_sent_again_as_the_same_mail(bench: SmimeBench) -> None:
    """Known again by Message-ID (Cyrus, Sieve), or by Message-ID and date (Exchange): all bytes are alike."""
    sealed = bench.transport.seal(submission())
    marks: list[Mark] = []
    bench.loses_last_confirmation()
    with pytest.raises(NotNow, match="connection-lost"):
        bench.transport.hand_over(sealed, NO_MARK, marks.append)
    said = bench.transport.ask(sealed.id, marks[-1])
    assert (said.stage, said.reason) == (Stage.WAITING, "may-have-arrived")
    bench.clock.advance(86_400)
    bench.transport.hand_over(sealed, marks[-1], marks.append)
    first, second = bench.peer.mailbox.deliveries
    assert first.raw == second.raw
    assert len(bench.received()) == 1
    assert bench.transport.ask(sealed.id, marks[-1]).stage is Stage.HANDED_OVER


def test_a_wrong_password_is_ours_to_mend_and_nothing_is_sent(bench: SmimeBench) -> None:
    sealed = bench.transport.seal(submission())
    assert bench.service.password_file is not None
    bench.service.password_file.write_text("wrong")
    with pytest.raises(NotNow, match="auth"):
        bench.transport.hand_over(sealed, NO_MARK, lambda _: None)
    assert bench.peer.mailbox.deliveries == []
    bench.service.password_file.unlink()
    with pytest.raises(NotNow, match="auth"):
        bench.transport.test()


def test_a_certificate_that_runs_out_while_we_run_is_noticed_without_refresh(bench: SmimeBench) -> None:
    until = bench.clock.now().replace(hour=12)
    office = bench.authority.issue("ends-today", until=until)
    transport = mail_with(bench, office=office.certificate)
    assert transport.can_seal() == ""
    bench.clock.advance(4 * 3600)
    assert transport.can_seal() == "certificate-expired"
    site = bench.authority.issue("site-ends-today", until=until)
    transport = mail_with(bench, site_certificate=site.certificate, site_key=site.key)
    assert transport.can_seal() == "site-certificate-expired"


def test_certificates_that_are_not_for_this_are_refused(bench: SmimeBench) -> None:
    web = bench.authority.issue("web", for_mail=False)
    assert mail_with(bench, office=web.certificate).can_seal() == "key-usage"
    signing = bench.authority.issue("signing", may_encrypt=False)
    assert mail_with(bench, office=signing.certificate).can_seal() == "key-usage"
    assert mail_with(bench, site_key=bench.office.key).can_seal() == "site-key-mismatch"
    assert mail_with(bench, site_key=bench.directory / "none").can_seal() == "site-key-unreadable"
    with pytest.raises(CannotSeal):
        mail_with(bench, site_key=bench.office_file).refresh()


def test_a_chain_behind_the_sites_certificate_goes_along(bench: SmimeBench) -> None:
    chain = Authority(bench.directory, "between").file
    both = bench.directory / "site-and-chain.pem"
    both.write_bytes(bench.site.certificate.read_bytes() + chain.read_bytes())
    transport = mail_with(bench, site_certificate=both)
    transport.hand_over(transport.seal(submission()), NO_MARK, lambda _: None)
    assert len(bench.received()) == 1


@pytest.mark.parametrize(
    ("host", "problem"), [("127.0.0.1", ""), ("::1", ""), ("localhost", ""), ("10.0.0.1", "x")]
)
def test_only_the_same_machine_is_spoken_to_without_tls(bench: SmimeBench, host: str, problem: str) -> None:
    service = replace(bench.service, host=host, security="none")
    assert bool(why_not_secure(service)) == bool(problem)


def mail_with(bench: SmimeBench, **files: object) -> SmimeMailTransport:
    service = replace(
        bench.service,
        certificate_file=files.get("site_certificate", bench.site.certificate),  # type: ignore[arg-type]
        key_file=files.get("site_key", bench.site.key),  # type: ignore[arg-type]
    )
    office = files.get("office", bench.office_file)
    return SmimeMailTransport(service, MailDestination(OFFICE, office), bench.clock, WAITS)  # type: ignore[arg-type]
