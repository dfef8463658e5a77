"""PINs and the lock: hashes say nothing, weak PINs are refused, waiting doubles and ends at an hour."""

from __future__ import annotations

import datetime as dt

import pytest
from argon2 import PasswordHasher, Type

from appliance.staff.pins import WeakPin, hash_pin, is_pin_hash, verify_pin
from appliance.staff.tries import NO_TRIES, Tries, one_more_wrong, settled
from tests.samples import NOON


def test_a_hash_knows_its_pin_and_does_not_show_it() -> None:
    pin_hash = hash_pin("482915")
    assert verify_pin(pin_hash, "482915")
    assert not verify_pin(pin_hash, "482916")
    assert "482915" not in pin_hash
    assert pin_hash != hash_pin("482915")


@pytest.mark.parametrize(
    "pin", ["", "12345", "48291a", "4829151234567", "111111", "123456", "987654", "789012", "482482", "121211"]
)
def test_a_pin_that_is_tried_first_is_refused(pin: str) -> None:
    with pytest.raises(WeakPin):
        hash_pin(pin)


def test_only_argon2id_of_reasonable_cost_is_a_pin_hash() -> None:
    assert is_pin_hash(hash_pin("482915"))
    assert not is_pin_hash("482915")
    assert not is_pin_hash(PasswordHasher(1, 8, 1, type=Type.I).hash("482915"))
    assert not is_pin_hash(hash_pin("482915").replace("m=65536", "m=4000000"))
    assert not verify_pin("482915", "482915")


def test_waiting_doubles_from_the_fifth_wrong_pin_on_and_ends_at_an_hour() -> None:
    tries, locks = NO_TRIES, []
    for _ in range(14):
        tries = one_more_wrong(tries, NOON)
        locks.append(tries.locked_for_s(NOON) / 60)
    assert locks == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
    assert one_more_wrong(Tries(10**6), NOON).locked_for_s(NOON) == 3600


def test_a_lock_ends_by_itself_and_the_next_wrong_pin_locks_for_longer() -> None:
    tries = Tries(5, NOON + dt.timedelta(seconds=60))
    later = NOON + dt.timedelta(seconds=61)
    assert tries.locked_for_s(later) == 0
    assert one_more_wrong(tries, later).locked_for_s(later) == 120


def test_a_clock_that_was_set_back_does_not_lock_for_ever() -> None:
    tries = Tries(6, NOON + dt.timedelta(seconds=90))
    assert settled(tries, NOON) == tries
    assert settled(tries, NOON - dt.timedelta(days=400)).locked_for_s(NOON - dt.timedelta(days=400)) == 120
