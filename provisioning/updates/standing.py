"""How each terminal stands with its update, from what lies at the broker. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from appliance.telemetry.messages import (
    MalformedMessage,
    TerminalInfo,
    UpdateState,
    UpdateWanted,
    decode,
    topic,
)
from provisioning.terminals.entry import TerminalEntry
from provisioning.updates.words import PHASES, error_in_words

PATTERNS = tuple(topic("+", name) for name in ("update", "update_state", "info"))
T = TypeVar("T", bound=msgspec.Struct)


@dataclass(frozen=True)
class UpdateStanding:
    id: str
    place: str
    runs: str
    """The version that it says it runs."""
    wanted: str
    said: str
    percent: str
    since: dt.datetime | None
    error: str = ""
    """A keyword."""


def standings(terminals: Iterable[TerminalEntry], lying: Mapping[str, bytes]) -> tuple[UpdateStanding, ...]:
    return tuple(_standing(each, lying) for each in terminals)


def corrections(rows: Iterable[UpdateStanding]) -> tuple[str, ...]:
    """Say each error once, with the terminals that have it."""
    whose: dict[str, list[str]] = {}
    for row in rows:
        if row.error:
            whose.setdefault(row.error, []).append(row.id)
    return tuple(f"{error} ({', '.join(ids)}): {error_in_words(error)}" for error, ids in whose.items())


def wanted_at(terminal_id: str, lying: Mapping[str, bytes]) -> UpdateWanted | None:
    return _read(lying, topic(terminal_id, "update"), UpdateWanted)


def _standing(terminal: TerminalEntry, lying: Mapping[str, bytes]) -> UpdateStanding:
    info = _read(lying, topic(terminal.id, "info"), TerminalInfo)
    wanted = wanted_at(terminal.id, lying)
    state = _read(lying, topic(terminal.id, "update_state"), UpdateState)
    runs = info.software if info else ""
    if wanted is None:
        # what was withdrawn too late to be stopped starts all the same
        late = state if state and state.phase in {"waiting", "proving"} else None
        said, since = (f"{late.version} {PHASES[late.phase]}", _moment(late.ts)) if late else ("", None)
        return UpdateStanding(terminal.id, terminal.place, runs, "", said, "", since)
    about = terminal.id, terminal.place, runs, wanted.version
    if state is None or state.sha256 != wanted.sha256:
        # what it tells of an earlier update says nothing of this one
        return UpdateStanding(*about, "not begun: is it switched on?", "", None)
    percent = f"{state.percent} %" if state.phase in {"fetching", "installing"} else ""
    return UpdateStanding(*about, PHASES[state.phase], percent, _moment(state.ts), state.error)


def _read(lying: Mapping[str, bytes], name: str, kind: type[T]) -> T | None:
    """Nobody but the terminal writes there; what cannot be read is as good as nothing."""
    try:
        return decode(lying[name], kind) if lying.get(name) else None
    except MalformedMessage:
        return None


def _moment(text: str) -> dt.datetime | None:
    try:
        found = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=dt.UTC)
