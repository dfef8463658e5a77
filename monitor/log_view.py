"""A terminal's log in words: events, and devices that changed. What has no words stands as it came."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.history_reader import LogEntry
from monitor.texts_events import TONES
from monitor.words import Words

DEVICE_CHANGED = "device"
TONE_OF_SEVERITY = {"error": "bad", "warning": "warning", "unknown": "warning"}


@dataclass(frozen=True)
class LogLine:
    at: float
    text: str
    raw: str
    """Ids without words, for IT."""
    tone: str


def log_lines(entries: list[LogEntry], words: Words) -> tuple[LogLine, ...]:
    return tuple(_log_line(entry, words) for entry in entries)


def _log_line(entry: LogEntry, words: Words) -> LogLine:
    if entry.kind == DEVICE_CHANGED:
        return _change(entry, words)
    said = words.event(entry.kind, entry.ref)
    return LogLine(entry.at, said.text, said.raw, TONES.get(entry.kind, ""))


def _change(entry: LogEntry, words: Words) -> LogLine:
    name, _, keywords = entry.ref.partition(" ")
    reasons = words.reasons(keywords.split(","))
    state = words(f"device.{entry.state}") if words.has(f"device.{entry.state}") else entry.state
    text = f"{words.device(name)}: {state}" + (f" ({reasons.text})" if reasons.text else "")
    return LogLine(entry.at, text, reasons.raw, TONE_OF_SEVERITY.get(entry.sev, "good"))
