"""What is to be done about updates next. Pure: facts in; a step, what to say of it, and what to remember out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from msgspec.structs import replace

from appliance.telemetry.messages import UpdatePhase, UpdateWanted
from appliance.updating.memory import Installation, Memory, giving_up

_OTHER = {"a": "b", "b": "a", "A": "B", "B": "A"}


class Step(Enum):
    REST = "rest"
    """Nothing more until another update is wanted, or the machine starts anew."""
    WATCH = "watch"
    """Look again soon: the running image is proving itself."""
    FETCH = "fetch"
    INSTALL = "install"


@dataclass(frozen=True)
class Facts:
    wanted: UpdateWanted | None
    memory: Memory
    slot: str
    """The slot that runs, as the boot loader names it; empty: this machine has none."""
    boot: str
    """The kernel's id of this run."""
    proven: bool
    """The running image has been marked good in this slot."""
    other_proven: bool
    fetched: bool
    """The bundle that is wanted lies on the disk, whole."""


@dataclass(frozen=True)
class Decision:
    step: Step
    phase: UpdatePhase
    about: UpdateWanted | None
    memory: Memory
    error: str = ""


def other_slot(slot: str) -> str:
    """Return the slot that RAUC writes to while this one runs."""
    return _OTHER[slot]


def decide(facts: Facts) -> Decision:
    memory = _settled(facts)
    wanted, written = facts.wanted, memory.installed
    fate = _fate(written, facts) if written else "none"
    another = written is not None and wanted is not None and wanted.sha256 != written.wanted.sha256
    # With nothing to fall back to, another update may be what makes it work at last.
    if written and fate == "proving" and (facts.other_proven or not another):
        return Decision(Step.WATCH, "proving", written.wanted, memory)
    if wanted is None:
        # What lies in the other slot starts with the next start, whatever is wanted by now.
        waits = written is not None and fate == "waiting"
        return Decision(Step.REST, "waiting", written.wanted, memory) if written and waits else _none(memory)
    if written and written.wanted.sha256 == wanted.sha256 and fate in ("waiting", "done"):
        return Decision(Step.REST, fate, wanted, memory)
    error = memory.why_given_up(wanted) or ("" if facts.slot in _OTHER else "no_slots")
    if error:
        return Decision(Step.REST, "failed", wanted, memory, error)
    if not facts.fetched:
        return Decision(Step.FETCH, "fetching", wanted, memory)
    if facts.other_proven and not facts.proven:
        # The other slot is what this machine falls back to until the running image is known to work.
        return Decision(Step.WATCH, "installing", wanted, memory, "not_proven")
    return Decision(Step.INSTALL, "installing", wanted, memory)


def _none(memory: Memory) -> Decision:
    return Decision(Step.REST, "none", None, memory)


def _fate(written: Installation, facts: Facts) -> UpdatePhase:
    if written.boot == facts.boot:
        return "waiting"
    if written.slot == facts.slot:
        return "done" if facts.proven else "proving"
    return "failed"


def _settled(facts: Facts) -> Memory:
    """Return the memory with what a start has shown since."""
    memory = facts.memory
    begun = memory.begun
    if begun and begun.boot != facts.boot:
        # RAUC lets a slot be started only when it is written whole: who runs in it was installed.
        done = begun if begun.slot == facts.slot else memory.installed
        memory = replace(memory, begun=None, installed=done)
    written = memory.installed
    fate = _fate(written, facts) if written else "none"
    if written and fate == "failed" and not written.fell_back:
        wanted = facts.wanted
        same = wanted is not None and wanted.sha256 == written.wanted.sha256
        memory = replace(memory, installed=replace(written, fell_back=True))
        memory = giving_up(memory, wanted if same and wanted else written.wanted, "fell_back")
    if written and fate == "done":
        others = tuple(one for one in memory.given_up if one.wanted.sha256 != written.wanted.sha256)
        memory = replace(memory, installed=replace(written, fell_back=False), given_up=others)
    return memory
