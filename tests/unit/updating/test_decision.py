"""What is done next about an update, over starts, power cuts and changes of mind."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from appliance.telemetry.messages import UpdateWanted
from appliance.updating.decision import Decision, Facts, Step, decide
from appliance.updating.memory import Installation, Memory, giving_up
from tests.unit.updating.samples import AT_ONCE, OTHER, WANTED

RUNS_OLD = Facts(WANTED, Memory(), "A", "boot-1", proven=True, other_proven=False, fetched=False)
WRITTEN = Memory(installed=Installation(WANTED, "B", "boot-1"))


def decided(facts: Facts = RUNS_OLD, **changes: Any) -> Decision:
    return decide(dataclasses.replace(facts, **changes))


def said(decision: Decision) -> tuple[Step, str, str]:
    return decision.step, decision.phase, decision.error


def test_nothing_wanted_is_nothing_to_do() -> None:
    assert said(decided(wanted=None)) == (Step.REST, "none", "")


def test_what_is_wanted_is_fetched_then_installed() -> None:
    assert said(decided()) == (Step.FETCH, "fetching", "")
    assert said(decided(fetched=True)) == (Step.INSTALL, "installing", "")


def test_what_is_installed_waits_for_a_start() -> None:
    assert said(decided(memory=WRITTEN)) == (Step.REST, "waiting", "")


def test_a_changed_mind_about_the_time_installs_nothing_anew() -> None:
    assert said(decided(memory=WRITTEN, wanted=AT_ONCE)) == (Step.REST, "waiting", "")


def test_after_the_start_it_proves_itself_and_then_is_done() -> None:
    proving = decided(memory=WRITTEN, slot="B", boot="boot-2", proven=False, other_proven=True)
    assert said(proving) == (Step.WATCH, "proving", "")
    done = decided(memory=WRITTEN, slot="B", boot="boot-2", other_proven=True)
    assert said(done) == (Step.REST, "done", "")


def test_a_start_that_ends_in_the_old_slot_is_a_fall_back_and_is_not_tried_again() -> None:
    fallen = decided(memory=WRITTEN, boot="boot-2")
    assert said(fallen) == (Step.REST, "failed", "fell_back")
    for boot in ("boot-2", "boot-3"):
        assert said(decided(memory=fallen.memory, boot=boot, fetched=True)) == (Step.REST, "failed", "fell_back")


def test_after_a_fall_back_another_update_or_another_message_is_tried() -> None:
    fallen = decided(memory=WRITTEN, boot="boot-2").memory
    for wanted in (OTHER, AT_ONCE):
        again = decided(memory=fallen, boot="boot-2", wanted=wanted)
        assert said(again) == (Step.FETCH, "fetching", "")
        assert said(decided(memory=again.memory, boot="boot-3", wanted=wanted)) == (Step.FETCH, "fetching", "")


def test_a_time_that_was_changed_before_the_fall_back_does_not_try_it_again() -> None:
    fallen = decided(memory=WRITTEN, boot="boot-2", wanted=AT_ONCE)
    assert said(fallen) == (Step.REST, "failed", "fell_back")


def test_who_comes_up_in_the_new_slot_after_all_is_believed() -> None:
    """The boot loader counts anew when both slots have used up their attempts."""
    fallen = decided(memory=WRITTEN, boot="boot-2").memory
    proving = decided(memory=fallen, slot="B", boot="boot-5", proven=False, other_proven=True)
    assert proving.phase == "proving"
    done = decided(memory=proving.memory, slot="B", boot="boot-5", other_proven=True)
    assert said(done) == (Step.REST, "done", "")
    assert done.memory.given_up == ()


@pytest.mark.parametrize("error", ["bad_signature", "wrong_compatible"])
def test_what_rauc_refused_for_good_is_not_fetched_again(error: str) -> None:
    memory = giving_up(Memory(), WANTED, error)
    assert said(decided(memory=memory)) == (Step.REST, "failed", error)
    assert decided(memory=memory, wanted=OTHER).step is Step.FETCH


def test_a_power_cut_while_rauc_writes_begins_the_installation_again() -> None:
    begun = Memory(begun=Installation(WANTED, "B", "boot-1"))
    again = decided(memory=begun, boot="boot-2", fetched=True)
    assert said(again) == (Step.INSTALL, "installing", "")


def test_a_power_cut_right_after_rauc_has_written_is_seen_by_the_slot_that_comes_up() -> None:
    begun = Memory(begun=Installation(WANTED, "B", "boot-1"))
    proving = decided(memory=begun, slot="B", boot="boot-2", fetched=True, proven=False, other_proven=True)
    assert said(proving) == (Step.WATCH, "proving", "")
    assert proving.memory.installed == Installation(WANTED, "B", "boot-1")


def test_the_only_slot_that_is_known_to_work_is_not_written_over() -> None:
    held = decided(fetched=True, proven=False, other_proven=True)
    assert said(held) == (Step.WATCH, "installing", "not_proven")


def test_a_terminal_that_never_had_a_picture_is_updated_all_the_same() -> None:
    assert decided(fetched=True, proven=False, other_proven=False).step is Step.INSTALL


def test_an_update_that_does_not_work_either_makes_room_for_the_next_one() -> None:
    """A terminal that never had a picture, in neither image."""
    at: dict[str, Any] = {"memory": WRITTEN, "slot": "B", "boot": "boot-2", "proven": False, "other_proven": False}
    assert said(decided(**at)) == (Step.WATCH, "proving", "")
    assert said(decided(**at, wanted=OTHER)) == (Step.FETCH, "fetching", "")
    assert said(decided(**at, wanted=OTHER, fetched=True)) == (Step.INSTALL, "installing", "")


def test_an_update_taken_away_while_it_waits_still_lies_in_the_other_slot() -> None:
    assert said(decided(memory=WRITTEN, wanted=None)) == (Step.REST, "waiting", "")
    assert decided(memory=WRITTEN, wanted=None, slot="B", boot="boot-2", proven=False).phase == "proving"
    assert decided(memory=WRITTEN, wanted=None, slot="B", boot="boot-2").phase == "none"


def test_the_next_update_comes_after_the_running_one_has_proven_itself() -> None:
    at: dict[str, Any] = {"memory": WRITTEN, "slot": "B", "boot": "boot-2", "wanted": OTHER, "fetched": True}
    assert said(decided(**at, proven=False, other_proven=True)) == (Step.WATCH, "proving", "")
    assert said(decided(**at, other_proven=True)) == (Step.INSTALL, "installing", "")


def test_a_machine_without_slots_says_so() -> None:
    assert said(decided(slot="")) == (Step.REST, "failed", "no_slots")


class Terminal:
    """A machine of two slots, its disk and its boot loader, to be walked through every way an update can go."""

    def __init__(self, *, works: bool) -> None:
        self.works = works
        self.slot, self.primary, self.boots = "A", "A", 1
        self.memory, self.fetched = Memory(), False
        self.proven = {"A"}
        self.installed = 0

    def decision(self, wanted: UpdateWanted | None = WANTED) -> Decision:
        other = {"A", "B"} - {self.slot}
        decision = decide(
            Facts(
                wanted,
                self.memory,
                self.slot,
                f"boot-{self.boots}",
                proven=self.slot in self.proven,
                other_proven=bool(other & self.proven),
                fetched=self.fetched,
            )
        )
        self.memory = decision.memory
        return decision

    def starts(self) -> None:
        """Three attempts that do not work lead back to the other slot."""
        self.boots += 1
        self.slot = self.primary if self.works or self.primary == "A" else "A"

    def steps(self, cut: str = "") -> str:
        """Do what was decided; `cut`: where the power goes away while RAUC is at it. Returns the phase."""
        decision = self.decision()
        if decision.step is Step.FETCH:
            self.fetched = True
        if decision.step is Step.INSTALL:
            begun = Installation(WANTED, "B", f"boot-{self.boots}")
            self.memory = Memory(begun=begun, given_up=decision.memory.given_up)
            self.proven.discard("B")
            if cut != "before":
                self.primary, self.installed = "B", self.installed + 1
            if not cut:
                self.memory, self.fetched = Memory(installed=begun, given_up=decision.memory.given_up), False
        return decision.phase


@pytest.mark.parametrize("cut_after", range(6))
@pytest.mark.parametrize("cut", ["", "before", "after"])
@pytest.mark.parametrize("works", [True, False])
def test_every_power_cut_leads_to_the_end_that_is_due(works: bool, cut: str, cut_after: int) -> None:
    """Whenever the power goes away, it ends as done, or as fallen back; and it ends."""
    terminal = Terminal(works=works)
    for turn in range(14):
        last = terminal.steps(cut if turn == cut_after else "")
        if turn == cut_after or (last == "waiting" and turn > cut_after):
            terminal.starts()
        elif last == "proving":
            terminal.proven.add(terminal.slot)
    assert terminal.decision().phase == ("done" if works else "failed")
    assert terminal.slot == ("B" if works else "A")
    assert terminal.installed <= 2
