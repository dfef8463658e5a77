"""Who is let in: by badge, by PIN; and that no plug that is pulled gives a try back."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from appliance.clock import ManualClock
from appliance.staff.admission import Admission
from appliance.staff.verdict import Judgement, Verdict
from appliance.storage.in_memory import InMemoryStore
from appliance.storage.tinydb_store import TinyDbStore
from tests.staff_room import PIN, SITE, STAFF_ID, badge, write_staff_file


class Door:
    def __init__(self, path: Path) -> None:
        self.clock = ManualClock()
        self.store = InMemoryStore(self.clock)
        self.path = write_staff_file(path / "staff.toml")
        self.admission = Admission(self.path, SITE, self.store, self.clock)

    def wrong_pins(self, count: int) -> list[Judgement]:
        return [self.admission.by_pin(STAFF_ID, "000000") for _ in range(count)]


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


def test_the_right_pin_and_a_good_badge_open(door: Door) -> None:
    assert door.admission.by_pin(STAFF_ID, PIN) == Judgement(Verdict.ADMITTED, STAFF_ID)
    assert door.admission.by_badge(badge()) == Judgement(Verdict.ADMITTED, STAFF_ID)


def test_an_unknown_number_gets_the_answer_of_a_wrong_pin(door: Door) -> None:
    assert (
        door.admission.by_pin("999", PIN) == door.admission.by_pin(STAFF_ID, "000000") == Judgement(Verdict.WRONG)
    )


def test_the_fifth_wrong_pin_locks_out_the_right_one_too(door: Door) -> None:
    judged = door.wrong_pins(5)
    assert [each.locked_for_s for each in judged] == [0, 0, 0, 0, 60]
    assert door.admission.by_pin(STAFF_ID, PIN).verdict is Verdict.LOCKED
    door.clock.advance(61)
    assert door.admission.by_pin(STAFF_ID, PIN).verdict is Verdict.ADMITTED


def test_a_badge_opens_a_locked_terminal_and_unlocks_it(door: Door) -> None:
    door.wrong_pins(9)
    assert door.admission.by_badge(badge()).verdict is Verdict.ADMITTED
    assert door.admission.by_pin(STAFF_ID, PIN).verdict is Verdict.ADMITTED


def test_a_wrong_badge_does_not_lock_the_number_pad(door: Door) -> None:
    for _ in range(9):
        assert door.admission.by_badge(badge(last_day=dt.date(2026, 2, 1))).verdict is Verdict.EXPIRED
    assert door.admission.by_pin(STAFF_ID, PIN).verdict is Verdict.ADMITTED


def test_a_badge_that_is_revoked_meanwhile_does_not_open_any_more(door: Door) -> None:
    assert door.admission.by_badge(badge()).verdict is Verdict.ADMITTED
    write_staff_file(door.path, revoked=("AEBAGBAF",))
    assert door.admission.by_badge(badge()).verdict is Verdict.REVOKED


def test_without_a_good_file_nobody_gets_in_and_no_try_is_counted(door: Door) -> None:
    door.path.write_text("people = 3")
    assert {door.admission.by_pin(STAFF_ID, PIN).verdict for _ in range(9)} == {Verdict.NOT_SET_UP}
    assert door.admission.by_badge(badge()).verdict is Verdict.NOT_SET_UP
    door.path.unlink()
    assert door.admission.by_pin(STAFF_ID, PIN).verdict is Verdict.NOT_SET_UP


def test_the_lock_is_on_the_disk_before_the_pin_is_looked_at(tmp_path: Path) -> None:
    """What lies on the disk while a PIN is being judged is what a power cut leaves, be the PIN right or wrong."""
    clock, path, cut = ManualClock(), tmp_path / "store.json", tmp_path / "cut.json"
    store = TinyDbStore(path, clock, lambda _: None)

    def cut_the_power(_pin_hash: str, _pin: str) -> bool:
        cut.write_bytes(path.read_bytes())
        return False

    staff = write_staff_file(tmp_path / "staff.toml")
    admission = Admission(staff, SITE, store, clock, verify=cut_the_power)
    for _ in range(5):
        admission.by_pin(STAFF_ID, "000000")
    after_the_cut = TinyDbStore(cut, clock, lambda _: None)
    again = Admission(staff, SITE, after_the_cut, clock)
    assert again.by_pin(STAFF_ID, PIN) == Judgement(Verdict.LOCKED, locked_for_s=60)
    for each in (store, after_the_cut):
        each.close()


def test_neither_store_nor_log_holds_a_pin(door: Door, caplog: pytest.LogCaptureFixture) -> None:
    door.admission.by_pin(STAFF_ID, "907123")
    door.admission.by_pin("907123", PIN)
    kept = repr([door.store.get_setting(key) for key in ("staff_wrong_pins", "staff_locked_until")])
    assert "907123" not in kept + caplog.text + repr(door.store.incidents())
