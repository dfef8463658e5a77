"""What an examination found, in plain words, with what to correct. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    GOOD = "good"
    NOTE = "note"
    """Works today; somebody should know it."""
    BAD = "bad"


@dataclass(frozen=True)
class Finding:
    about: str
    """What was examined: `key`, `connection`, `test submission` …"""
    verdict: Verdict
    said: str
    correct: str = ""
    """What to do about it; empty where all is well."""


@dataclass(frozen=True)
class OfficeReport:
    office: str
    transport: str
    findings: tuple[Finding, ...]

    @property
    def is_good(self) -> bool:
        return all(finding.verdict is not Verdict.BAD for finding in self.findings)


@dataclass(frozen=True)
class Diagnosis:
    """The whole of `provision doctor`. With mistakes in the file no office was examined."""

    mistakes: tuple[str, ...] = ()
    offices: tuple[OfficeReport, ...] = ()
    card: tuple[Finding, ...] = ()

    @property
    def is_good(self) -> bool:
        bad_card = any(finding.verdict is Verdict.BAD for finding in self.card)
        return not self.mistakes and not bad_card and all(office.is_good for office in self.offices)


def good(about: str, said: str) -> Finding:
    return Finding(about, Verdict.GOOD, said)


def note(about: str, said: str, correct: str) -> Finding:
    return Finding(about, Verdict.NOTE, said, correct)


def bad(about: str, said: str, correct: str) -> Finding:
    return Finding(about, Verdict.BAD, said, correct)
