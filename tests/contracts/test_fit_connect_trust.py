"""Whom the terminal believes at FIT-Connect: keys of the office, certificate chains, signed events."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from appliance.clock import SystemClock
from appliance.outbox.ports import CannotSeal, NotNow
from appliance.outbox.progress import OfficeAnswer, Report, Stage
from tests.peers.fit_connect_bench import FitConnectBench
from tests.peers.fit_connect_desk import DESTINATION
from tests.peers.fit_connect_events import Signer, Spoil
from tests.peers.fit_connect_keys import Authority, jwk, office_certificate, root, rsa_key, subordinate, x5c
from tests.peers.fit_connect_sending import sending, submission

SPOILED: tuple[tuple[Spoil, str], ...] = (
    ("alg-none", "event-wrong-algorithm"),
    ("hs256", "event-wrong-algorithm"),
    ("wrong-type", "event-wrong-algorithm"),
    ("changed", "event-wrong-signature"),
    ("cut", "event-wrong-signature"),
    ("stranger-key", "event-wrong-signature"),
    ("unknown-kid", "event-unknown-key"),
    ("wrong-issuer", "event-wrong-issuer"),
    ("wrong-subject", "event-of-another-submission"),
    ("wrong-case", "event-of-another-case"),
    ("future", "event-wrong-time"),
    ("not-a-token", "event-malformed"),
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[FitConnectBench]:
    bench = FitConnectBench(tmp_path)
    yield bench
    bench.close()


class TurnedClock(SystemClock):
    """The real time, and days more."""

    days = 0

    def now(self) -> dt.datetime:
        return super().now() + dt.timedelta(days=self.days)


def refused(bench: FitConnectBench) -> str:
    """Why the destination is not sealed to after the next refresh."""
    with pytest.raises(CannotSeal) as fault:
        bench.transport.refresh()
    assert bench.transport.can_seal() == fault.value.reason
    with pytest.raises(CannotSeal):
        bench.transport.seal(submission(bench))
    return fault.value.reason


# Signed events


@pytest.mark.parametrize(("how", "reason"), SPOILED)
def test_a_spoiled_acceptance_confirms_nothing(bench: FitConnectBench, how: Spoil, reason: str) -> None:
    one = sending(bench)
    one.go()
    bench.desk.accept(one.at_service)
    bench.desk.spoil["accept"] = how
    assert one.ask() == Report(Stage.HANDED_OVER, reason=reason)


@pytest.mark.parametrize(("how", "reason"), SPOILED)
def test_a_spoiled_log_does_not_make_us_send_again(bench: FitConnectBench, how: Spoil, reason: str) -> None:
    one = sending(bench)
    bench.loses_last_confirmation()
    one.fails_with("connection-broken")
    bench.desk.spoil = dict.fromkeys(("create", "submit", "notify"), how)
    with pytest.raises(NotNow) as doubt:
        one.ask()
    assert doubt.value.reason == reason
    bench.desk.spoil = {}
    assert one.ask() == Report(Stage.HANDED_OVER)


def test_an_office_cannot_speak_for_the_service(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    bench.desk.accept(one.at_service)
    bench.desk.spoil["accept"] = "office-says-submitted"
    assert one.ask() == Report(Stage.HANDED_OVER, reason="event-wrong-issuer")


def test_an_acceptance_of_other_bytes_confirms_nothing(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    bench.desk.accept(one.at_service)
    bench.desk.spoil["accept"] = "wrong-tags"
    assert one.ask() == Report(Stage.HANDED_OVER, reason="auth-tag-mismatch")


def test_many_made_up_keys_do_not_become_as_many_requests(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    for _ in range(30):
        bench.desk.forward(one.at_service)
    for number, entry in enumerate(bench.desk.log[one.mark.get("case")][3:]):
        entry.header["kid"] = f"made-up-{number}"
    one.ask()
    assert bench.receiver.requests.count("key") <= 1 + 8


def test_a_weak_or_wrong_signing_key_is_not_believed(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    bench.desk.accept(one.at_service)
    bench.desk.keys["office-key-verify-1"]["key_ops"] = ["wrapKey"]
    assert one.ask() == Report(Stage.HANDED_OVER, reason="event-unknown-key")


def test_new_signing_keys_are_found(bench: FitConnectBench) -> None:
    one = sending(bench)
    one.go()
    assert one.ask().stage is Stage.HANDED_OVER
    signer = Signer(DESTINATION, "office-key-verify-2", rsa_key("office-sign-2"))
    bench.desk.keys["office-key-verify-2"] = jwk(signer.key, signer.kid, "verify")
    bench.desk.office_signer = signer
    bench.answers(one.sealed.id, OfficeAnswer.RECEIVED)
    assert one.ask().stage is Stage.CONFIRMED


# The key to seal to


def test_a_new_key_of_the_office_is_taken_over(bench: FitConnectBench) -> None:
    before = sending(bench, 1)
    bench.desk.rotate_key()
    bench.transport.refresh()
    after = sending(bench, 2)
    assert (before.sealed.key_id, after.sealed.key_id) == ("office-key-1", "office-key-2")
    assert (before.go().stage, after.go().stage) == (Stage.HANDED_OVER, Stage.HANDED_OVER)
    assert len(bench.received()) == 2


@pytest.mark.parametrize(
    ("bits", "members", "reason"),
    [
        (2048, {}, "key-too-weak"),
        (3072, {}, "key-too-weak"),
        (4096, {"key_ops": ["verify"]}, "key-wrong-use"),
        (4096, {"key_ops": ["wrapKey", "verify"]}, "key-wrong-use"),
        (4096, {"key_ops": []}, "key-wrong-use"),
        (4096, {"alg": "RSA1_5"}, "key-wrong-use"),
        (4096, {"use": "sig"}, "key-wrong-use"),
        (4096, {"kty": "EC"}, "key-not-rsa"),
        (4096, {"kid": "another-kid"}, "key-of-another-id"),
        (4096, {"n": "!!"}, "key-malformed"),
        (4096, {"n": 7}, "key-malformed"),
    ],
)
def test_a_key_that_must_not_be_used_is_refused(
    bench: FitConnectBench, bits: int, members: dict[str, Any], reason: str
) -> None:
    kid = f"weak-{bits}" if bits < 4096 else "office-key-2"
    bench.desk.rotate_key(kid, bits)
    bench.desk.keys[kid] |= members
    assert refused(bench) == reason


def test_a_refused_key_is_forgotten_and_a_good_one_mends_it(bench: FitConnectBench) -> None:
    bench.desk.rotate_key("weak-2048", 2048)
    refused(bench)
    assert bench.restarted().can_seal() == "key-unknown"
    bench.desk.destination["encryptionKid"] = "office-key-1"
    bench.transport.refresh()
    assert bench.transport.can_seal() == ""


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"status": "inactive"}, "destination-not-active"),
        ({"destinationId": "00000000-0000-4000-8000-000000000000"}, "destination-of-another-id"),
        ({"metadataVersions": ["1.0.0", "3.0.0"]}, "metadata-version-not-taken"),
        ({"publicServices": []}, "service-not-offered"),
        ({"encryptionKid": "../../token"}, "key-unknown"),
        ({"encryptionKid": "nobody"}, "key-unknown"),
        ({"publicServices": "none"}, "destination-malformed"),
    ],
)
def test_a_destination_that_does_not_take_ours_is_refused(
    bench: FitConnectBench, changes: dict[str, Any], reason: str
) -> None:
    bench.desk.destination |= changes
    assert refused(bench) == reason


def test_a_form_that_the_office_does_not_list_is_not_sealed(bench: FitConnectBench) -> None:
    bench.desk.destination["publicServices"][0]["submissionSchemas"] = [{"schemaUri": "https://example.org/other"}]
    bench.transport.refresh()
    with pytest.raises(CannotSeal, match="schema-not-taken"):
        bench.transport.seal(submission(bench))


def test_sealing_needs_no_network_after_a_restart(bench: FitConnectBench) -> None:
    bench.goes_away()
    transport = bench.restarted()
    assert transport.can_seal() == ""
    sealed = transport.seal(submission(bench))
    bench.comes_back()
    assert transport.hand_over(sealed, sending(bench).mark, lambda _: None).stage is Stage.HANDED_OVER
    transport.close()


def test_a_failed_refresh_keeps_the_known_key(bench: FitConnectBench) -> None:
    bench.goes_away()
    with pytest.raises(NotNow):
        bench.transport.refresh()
    assert bench.transport.can_seal() == ""


def test_a_broken_cache_is_no_key_and_no_crash(bench: FitConnectBench) -> None:
    for file in (bench.directory / "keys").iterdir():
        file.write_bytes(b"\x00" * 100)
    assert bench.restarted().can_seal() == "key-unknown"


def test_a_key_that_was_not_asked_about_for_a_month_is_stale(tmp_path: Path) -> None:
    clock = TurnedClock()
    bench = FitConnectBench(tmp_path, clock)
    clock.days = 31
    assert bench.transport.can_seal() == "key-stale"
    with pytest.raises(CannotSeal, match="key-stale"):
        bench.transport.seal(submission(bench))
    bench.close()


def test_sealing_and_refreshing_at_once_is_safe(bench: FitConnectBench) -> None:
    sealed: list[str] = []
    worker = threading.Thread(target=lambda: sealed.extend(sending(bench, n).sealed.key_id for n in range(9)))
    worker.start()
    for _ in range(9):
        bench.transport.refresh()
    worker.join()
    assert sealed == ["office-key-1"] * 9


# Certificate chains


class Pki:
    """An administration's PKI: a root, an authority below it, and a stranger's root."""

    def __init__(self, directory: Path) -> None:
        self.root, self.stranger = root("Utopia PKI Root"), root("Stranger Root")
        self.authority = subordinate("Utopia PKI CA", self.root)
        self.roots_file = directory / "roots.pem"
        self.roots_file.write_bytes(self.root.pem())

    def chain(self, **changes: Any) -> list[str]:
        above: Authority = changes.pop("above", self.authority)
        key = changes.pop("key", rsa_key("office-1"))
        return x5c(office_certificate(key, above, **changes), above.certificate)


@pytest.fixture
def pki(tmp_path: Path) -> Pki:
    return Pki(tmp_path)


@pytest.fixture
def chained(tmp_path: Path, pki: Pki) -> Iterator[FitConnectBench]:
    """Production: the terminal has the administration's roots, and keys have chains."""
    bench = FitConnectBench(tmp_path)
    bench.desk.keys["office-key-1"]["x5c"] = pki.chain()
    bench.desk.keys["office-key-verify-1"]["x5c"] = pki.chain(key=rsa_key("office-sign"), encipher=False)
    bench.trust(pki.roots_file)
    yield bench
    bench.close()


def test_a_chain_to_the_administrations_root_is_good_for_sealing_and_for_events(chained: FitConnectBench) -> None:
    one = sending(chained)
    one.go()
    chained.answers(one.sealed.id, OfficeAnswer.RECEIVED)
    assert one.ask().stage is Stage.CONFIRMED


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ended": True}, "certificate-expired"),
        ({"encipher": False}, "certificate-wrong-use"),
        ({"key": "another"}, "certificate-of-another-key"),
        ({"above": "stranger"}, "chain-not-trusted"),
    ],
)
def test_a_chain_with_a_fault_is_refused(
    chained: FitConnectBench, pki: Pki, changes: dict[str, Any], reason: str
) -> None:
    named = {"stranger": pki.stranger, "another": rsa_key("another", 2048)}
    given = {name: named.get(value, value) for name, value in changes.items()}
    chained.desk.keys["office-key-1"]["x5c"] = pki.chain(**given)
    assert refused(chained) == reason


@pytest.mark.parametrize(
    ("chain", "reason"),
    [([], "certificate-missing"), (["!!"], "certificate-malformed"), (["AAAA"] * 9, "chain-too-long")],
)
def test_a_chain_that_is_none_is_refused(chained: FitConnectBench, chain: list[str], reason: str) -> None:
    chained.desk.keys["office-key-1"]["x5c"] = chain
    assert refused(chained) == reason


def test_an_acceptance_by_a_key_without_a_chain_is_not_believed(chained: FitConnectBench) -> None:
    one = sending(chained)
    one.go()
    del chained.desk.keys["office-key-verify-1"]["x5c"]
    chained.answers(one.sealed.id, OfficeAnswer.RECEIVED)
    assert one.ask() == Report(Stage.HANDED_OVER, reason="event-unknown-key")


def test_roots_that_cannot_be_read_are_a_fault(chained: FitConnectBench, pki: Pki) -> None:
    pki.roots_file.unlink()
    assert refused(chained) == "key-roots-unreadable"
