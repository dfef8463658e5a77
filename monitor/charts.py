"""Curves as figures for inline SVG: values in, coordinates out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from monitor.history_reader import Sample

WIDTH, HEIGHT = 330.0, 120.0
MAX_POINTS = 200
GAP_S = 300.0
"""Samples come every 30 s: so long without one is a hole in the curve, not a straight line."""


@dataclass(frozen=True)
class Curve:
    lines: tuple[str, ...]
    """`points` of SVG polylines, in a box of WIDTH x HEIGHT."""
    low: float
    high: float
    last: float


def cumulative(counts: Sequence[int], top: int) -> str:
    """Return the polyline of the running sum, one point an hour, against a full height of `top`."""
    sums = [0, *accumulate(counts)]
    step = WIDTH / max(1, len(sums) - 1)
    return " ".join(f"{i * step:.1f},{_y(value, 0, max(1, top)):.1f}" for i, value in enumerate(sums))


def over_time(samples: Sequence[Sample], start: float, end: float) -> Curve | None:
    """Return samples between two times as a curve with gaps; None for fewer than two."""
    thinned = list(samples[:: max(1, len(samples) // MAX_POINTS)])
    if len(thinned) < 2:
        return None
    values = [sample.value for sample in samples]
    low, high = min(values), max(values)
    floor, ceiling = _padded(low, high)
    lines: list[list[str]] = [[]]
    gap = max(GAP_S, 3 * (end - start) / MAX_POINTS)
    for before, sample in pairwise([thinned[0], *thinned]):
        if sample.at - before.at > gap:
            lines.append([])
        x = (sample.at - start) / (end - start) * WIDTH
        lines[-1].append(f"{x:.1f},{_y(sample.value, floor, ceiling):.1f}")
    return Curve(tuple(" ".join(line) for line in lines), low, high, samples[-1].value)


def _padded(low: float, high: float) -> tuple[float, float]:
    room = (high - low) * 0.1 or max(1.0, abs(high) * 0.05)
    return low - room, high + room


def _y(value: float, low: float, high: float) -> float:
    return HEIGHT - 4 - (value - low) / (high - low) * (HEIGHT - 8)
