"""Which software a terminal runs from where, and how far its update is: one quiet line of its page."""

from __future__ import annotations

from appliance.telemetry.messages import UpdateState
from monitor.fleet import TerminalFacts
from monitor.rules_update import UNNAMED
from monitor.words import Words


def software_line(terminal: TerminalFacts, words: Words, *, old: bool) -> str:
    """Return what there is. `old`: the terminal is silent, and this is what was known last."""
    info = terminal.info
    parts = [words("software.line", software=info.software)] if info and info.software else []
    if info and info.slot:
        parts.append(words("software.slot", slot=info.slot))
    if terminal.update is not None:
        said = update_said(terminal.update, words)
        parts.append(words("level.last", value=said) if said and old else said)
    return " · ".join(filter(None, parts))


def update_said(update: UpdateState, words: Words) -> str:
    """Say phase and error; nothing where no update is on its way."""
    why = words.update_error(update.error)
    if update.phase == "none":
        return ""
    said = words(f"update.{update.phase}", version=update.version or UNNAMED, percent=update.percent, why=why)
    return words("update.halted", what=said, why=why) if update.error and update.phase != "failed" else said
