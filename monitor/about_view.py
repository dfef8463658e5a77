"""Which machine a terminal is, for IT staff: what it said of itself, and how it runs."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.telemetry.messages import Health, TerminalInfo
from monitor.words import Words

CLOCK_RIGHT_S = 1.0
"""Certificates, dates on forms and the order of a log all bear a second."""


@dataclass(frozen=True)
class AboutLine:
    label: str
    values: tuple[str, ...]


def about_lines(info: TerminalInfo | None, words: Words) -> tuple[AboutLine, ...]:
    """Return what there is; a terminal on a desk has no slot, one without a device tree no serial number."""
    if info is None:
        return ()
    told = (
        ("site", (info.site,)),
        ("software", (info.software,)),
        ("content", (info.content,)),
        ("slot", (info.slot,)),
        ("addresses", info.addresses),
    )
    lines = [AboutLine(words(f"about.{key}"), tuple(filter(None, values))) for key, values in told]
    lines += [AboutLine(_serial_label(name, words), (serial,)) for name, serial in info.serials.items()]
    return tuple(line for line in lines if line.values)


def running_facts(health: Health | None, words: Words) -> tuple[str, ...]:
    """Say since when it runs and whether its clock is right, as far as it knows."""
    if health is None:
        return ()
    facts = []
    if health.uptime_s is not None:
        facts.append(words("health.uptime", age=words.age(health.uptime_s)))
    if health.clock_offset_s is not None:
        facts.append(_clock(health.clock_offset_s, words))
    return tuple(facts)


def _clock(offset_s: float, words: Words) -> str:
    """Positive: the clock is behind (adjtimex(2))."""
    if abs(offset_s) < CLOCK_RIGHT_S:
        ms = abs(offset_s) * 1000
        return words("health.clock.right", ms=f"{ms:.0f}" if ms >= 1 else "< 1")
    return words("health.clock.slow" if offset_s > 0 else "health.clock.fast", age=words.age(abs(offset_s)))


def _serial_label(name: str, words: Words) -> str:
    part = words(f"about.serial.{name}") if words.has(f"about.serial.{name}") else name
    return words("about.serial", part=part)
