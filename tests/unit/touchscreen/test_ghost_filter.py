"""Fingers pass, ghosts do not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hardware.events import TouchContact
from hardware.touchscreen.ghost_filter import GhostFilter, GhostLimits

LIMITS = GhostLimits()
TAP = 0.06


def at(phase: str, x: float = 0.5, y: float = 0.5, finger: int = 0) -> TouchContact:
    return TouchContact(finger, phase, x, y)


def tap(ghost_filter: GhostFilter, now: float, seconds: float = TAP, x: float = 0.5) -> list[str]:
    shown = ghost_filter.feed(at("down", x), now) + ghost_filter.feed(at("up", x), now + seconds)
    return [contact.phase for contact in shown]


def test_a_tap_passes() -> None:
    assert tap(GhostFilter(), 0.0) == ["down", "up"]


def test_a_touch_is_shown_as_soon_as_it_is_long_enough() -> None:
    ghost_filter = GhostFilter()
    assert ghost_filter.feed(at("down"), 1.0) == []
    assert ghost_filter.next_due() == 1.0 + LIMITS.shortest
    assert ghost_filter.tick(1.0 + LIMITS.shortest) == [at("down")]
    assert ghost_filter.tick(1.1) == []


def test_a_contact_shorter_than_a_finger_is_dropped() -> None:
    assert tap(GhostFilter(), 0.0, LIMITS.shortest / 2) == []


def test_a_slide_keeps_its_beginning() -> None:
    ghost_filter = GhostFilter()
    ghost_filter.feed(at("down", 0.1), 0.0)
    ghost_filter.feed(at("move", 0.2), 0.01)
    assert ghost_filter.tick(0.03) == [at("down", 0.1), at("move", 0.2)]
    assert ghost_filter.feed(at("move", 0.3), 0.04) == [at("move", 0.3)]
    assert ghost_filter.feed(at("up", 0.3), 0.05) == [at("up", 0.3)]


def test_a_contact_that_never_lifts_is_let_go_and_ignored_until_it_does() -> None:
    ghost_filter = GhostFilter()
    ghost_filter.feed(at("down"), 0.0)
    ghost_filter.tick(0.1)
    ghost_filter.feed(at("move", 0.505), 5.0)
    assert ghost_filter.next_due() == LIMITS.stuck_after
    assert ghost_filter.tick(LIMITS.stuck_after) == [at("up", 0.505)]
    assert ghost_filter.feed(at("move", 0.9), 11.0) == []
    assert ghost_filter.next_due() is None
    assert ghost_filter.feed(at("up", 0.9), 12.0) == []
    assert tap(ghost_filter, 13.0) == ["down", "up"]


def test_a_finger_that_moves_is_not_stuck() -> None:
    ghost_filter = GhostFilter()
    ghost_filter.feed(at("down", 0.1), 0.0)
    for second in range(1, 30):
        shown = ghost_filter.feed(at("move", 0.1 + second / 50), float(second))
        assert "up" not in [contact.phase for contact in shown]


def test_another_finger_works_beside_a_stuck_one() -> None:
    ghost_filter = GhostFilter()
    ghost_filter.feed(at("down"), 0.0)
    ghost_filter.tick(LIMITS.stuck_after + 1)
    ghost_filter.feed(at("down", 0.9, finger=1), 20.0)
    assert ghost_filter.feed(at("up", 0.9, finger=1), 20.1) == [
        at("down", 0.9, finger=1),
        at("up", 0.9, finger=1),
    ]


def test_a_flickering_place_is_muted_and_believed_again_after_a_rest() -> None:
    ghost_filter = GhostFilter()
    shown = [tap(ghost_filter, number * 0.033, 0.025) for number in range(60)]
    assert shown[0] == ["down", "up"]
    assert shown[LIMITS.flicker_downs :] == [[]] * (60 - LIMITS.flicker_downs)
    assert tap(ghost_filter, 60 * 0.033 + 0.1, x=0.9) == ["down", "up"], "another place still works"
    assert tap(ghost_filter, 60 * 0.033 + LIMITS.flicker_rest) == ["down", "up"]


def test_ghosts_too_short_to_be_shown_count_as_flicker() -> None:
    ghost_filter = GhostFilter()
    for number in range(20):
        assert tap(ghost_filter, number * 0.033, 0.008) == []
    assert tap(ghost_filter, 20 * 0.033) == []


def test_a_fast_finger_is_not_a_ghost() -> None:
    ghost_filter = GhostFilter()
    for number in range(40):
        assert tap(ghost_filter, number / 8) == ["down", "up"]


def test_lifting_all_lifts_only_what_was_shown() -> None:
    ghost_filter = GhostFilter()
    ghost_filter.feed(at("down", 0.1), 0.0)
    ghost_filter.tick(0.1)
    ghost_filter.feed(at("down", 0.8, finger=1), 0.1)
    assert ghost_filter.lift_all() == [at("up", 0.1)]
    assert ghost_filter.lift_all() == []


steps = st.tuples(
    st.sampled_from(["down", "move", "up", "tick"]), st.integers(0, 2), st.floats(0, 1), st.floats(0, 4)
)


@given(st.lists(steps, max_size=60))
def test_downs_and_ups_always_alternate(script: list[tuple[str, int, float, float]]) -> None:
    ghost_filter = GhostFilter()
    shown: list[TouchContact] = []
    now = 0.0
    for phase, finger, place, pause in script:
        now += pause
        shown += (
            ghost_filter.tick(now) if phase == "tick" else ghost_filter.feed(at(phase, place, 0.5, finger), now)
        )
    shown += ghost_filter.lift_all()
    for finger in range(3):
        phases = [contact.phase for contact in shown if contact.contact == finger and contact.phase != "move"]
        assert phases == ["down", "up"] * (len(phases) // 2)
