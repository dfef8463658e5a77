"""Badges: what was issued is read again; what was changed, by a bit or by a day, is refused with its reason."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as some

from appliance.staff.badge import (
    PREFIX,
    Badge,
    BadgeRefused,
    issue_badge,
    new_serial,
    public_key_from,
    public_key_text,
    read_badge,
)
from appliance.staff.verdict import Verdict

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
SITE = "Self-Service-Center"
BADGE = Badge("s-17", SITE, new_serial(b"\1\2\3\4\5"), dt.date(2026, 1, 1), dt.date(2026, 12, 31))
TODAY = dt.date(2026, 3, 2)
TEXT = issue_badge(KEY, BADGE)


def refused(text: str, *, today: dt.date = TODAY, site: str = SITE, revoked: tuple[str, ...] = ()) -> Verdict:
    with pytest.raises(BadgeRefused) as caught:
        read_badge(text, KEY.public_key(), site, today, revoked)
    return caught.value.verdict


def test_what_was_issued_is_read_again() -> None:
    assert read_badge(TEXT, KEY.public_key(), SITE, TODAY) == BADGE


def test_any_keyboard_layout_can_type_it_and_a_qr_code_holds_it_as_capitals() -> None:
    assert re.fullmatch(r"[A-Z0-9:-]+", TEXT)
    assert len(issue_badge(KEY, replace(BADGE, staff_id="x" * 24))) < 200


@pytest.mark.parametrize("day", [BADGE.first_day, BADGE.last_day])
def test_first_and_last_day_count(day: dt.date) -> None:
    assert read_badge(TEXT, KEY.public_key(), SITE, day).serial == BADGE.serial


def test_each_refusal_has_its_reason() -> None:
    assert refused(TEXT, today=BADGE.last_day + dt.timedelta(1)) is Verdict.EXPIRED
    assert refused(TEXT, today=dt.date(1970, 1, 1)) is Verdict.CLOCK
    assert refused(TEXT, site="Another") is Verdict.FOREIGN
    assert refused(TEXT, revoked=(BADGE.serial,)) is Verdict.REVOKED
    assert refused("MIGRADO:STATUS:ABCDEFGH") is Verdict.NOT_A_BADGE
    assert refused(issue_badge(Ed25519PrivateKey.generate(), BADGE)) is Verdict.TAMPERED


def test_every_changed_character_is_noticed() -> None:
    for place in range(len(PREFIX), len(TEXT)):
        other = "A" if TEXT[place] != "A" else "B"
        assert refused(TEXT[:place] + other + TEXT[place + 1 :]) in (Verdict.TAMPERED, Verdict.FOREIGN), place


@pytest.mark.parametrize("change", [TEXT[:-1], TEXT + "A", TEXT + "=", TEXT.lower(), PREFIX, PREFIX + "A" * 5000])
def test_another_spelling_of_a_badge_is_none(change: str) -> None:
    assert refused(change) in (Verdict.TAMPERED, Verdict.NOT_A_BADGE)


@given(some.text(max_size=300))
def test_whatever_is_held_to_the_reader_is_refused_and_breaks_nothing(text: str) -> None:
    assert isinstance(refused(text), Verdict)
    assert isinstance(refused(PREFIX + text), Verdict)


@pytest.mark.parametrize(
    "wrong",
    [
        {"staff_id": "Anna Maria"},
        {"staff_id": ""},
        {"serial": "short"},
        {"last_day": dt.date(2025, 12, 31)},
        {"last_day": dt.date(2036, 12, 31)},
    ],
)
def test_a_badge_that_no_terminal_should_take_is_not_issued(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"staff id|serial|last day"):
        issue_badge(KEY, replace(BADGE, **wrong))  # type: ignore[arg-type]


def test_the_public_key_goes_into_the_staff_file_as_text() -> None:
    assert public_key_from(public_key_text(KEY.public_key())) == KEY.public_key()
    with pytest.raises(ValueError, match=r".*"):
        public_key_from("not a key")
