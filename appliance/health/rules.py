"""What a reading means: how bad it is, and what a person should do. Pure; worst first."""

from __future__ import annotations

from dataclasses import dataclass

from appliance.health.snapshot import Snapshot
from hardware.events import Severity

HOT_C = 80.0
"""A Raspberry Pi lowers its clock at 80 °C and stops at 85 °C."""
DISK_LOW_PCT = 10.0
DISK_FULL_PCT = 2.0
MEMORY_LOW_PCT = 8.0


@dataclass(frozen=True)
class Finding:
    kind: str
    severity: Severity
    instruction: str
    """Plain German for facility staff."""


def findings(snapshot: Snapshot) -> tuple[Finding, ...]:
    """Return everything that needs a person; what could not be measured is no finding."""
    found = []
    if snapshot.undervoltage:
        found.append(
            Finding("undervoltage", Severity.ERROR, "Netzteil und Kabel prüfen: Die Spannung ist zu niedrig.")
        )
    disk = snapshot.disk_free_pct
    if disk is not None and disk < DISK_FULL_PCT:
        found.append(Finding("disk_full", Severity.ERROR, "IT rufen: Der Speicher ist voll."))
    if snapshot.throttled or (snapshot.cpu_temp_c is not None and snapshot.cpu_temp_c >= HOT_C):
        found.append(Finding("hot", Severity.WARNING, "Lüftung frei machen: Das Gerät ist zu heiß."))
    if disk is not None and DISK_FULL_PCT <= disk < DISK_LOW_PCT:
        found.append(Finding("disk_low", Severity.WARNING, "IT Bescheid geben: Der Speicher wird knapp."))
    if snapshot.mem_free_pct is not None and snapshot.mem_free_pct < MEMORY_LOW_PCT:
        found.append(Finding("memory_low", Severity.WARNING, "IT Bescheid geben: Der Arbeitsspeicher wird knapp."))
    return tuple(found)
