"""One line of the bench's table, and the judgements that make one out of two figures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Result:
    name: str
    ours: str
    baseline: str = "-"
    ratio: float | None = None
    goal: str = "-"
    met: bool | None = None
    """None: there is no goal, or nothing was measured."""
    note: str = ""


Measurement: TypeAlias = Callable[[bool], list[Result]]
"""Measures; True asks for the quick version: fewer rounds, less certain figures."""


def seconds(value: float) -> str:
    if value < 1e-3:
        return f"{value * 1e6:.1f} µs"
    return f"{value * 1e3:.1f} ms" if value < 1 else f"{value:.2f} s"


def per_second(value: float) -> str:
    return f"{value:,.0f}/s"


def slower_at_most(name: str, ours_s: float, baseline_s: float, limit: float, note: str = "") -> Result:
    """Judge two durations: ours may take `limit` times as long."""
    ratio = ours_s / baseline_s
    return Result(name, seconds(ours_s), seconds(baseline_s), ratio, f"ratio <= {limit:g}", ratio <= limit, note)


def faster_at_least(name: str, ours_s: float, baseline_s: float, limit: float, note: str = "") -> Result:
    """Judge two durations: the baseline must take `limit` times as long. The ratio is how many times faster."""
    ratio = baseline_s / ours_s
    return Result(name, seconds(ours_s), seconds(baseline_s), ratio, f"times >= {limit:g}", ratio >= limit, note)


def rate_at_least(name: str, ours: float, baseline: float, limit: float | None, note: str = "") -> Result:
    """Judge two rates a second."""
    ratio = ours / baseline
    goal, met = ("-", None) if limit is None else (f"ratio >= {limit:g}", ratio >= limit)
    return Result(name, per_second(ours), per_second(baseline), ratio, goal, met, note)


def value_at_most(name: str, value: float, limit: float, unit: str, note: str = "") -> Result:
    return Result(name, f"{value:.3g} {unit}", goal=f"<= {limit:g} {unit}", met=value <= limit, note=note)


def skipped(name: str, why: str) -> Result:
    return Result(name, "-", note=f"skipped: {why}")
