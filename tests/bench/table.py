"""The bench's results as a table for people."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.bench.result import Result

HEAD = ("measurement", "ours", "baseline", "ratio", "goal", "")
_LEFT = (0, 4)


def table(results: Iterable[Result]) -> str:
    rows = [HEAD, *(_cells(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(_line(row, widths) for row in rows)


def verdict(result: Result) -> str:
    word = {True: "ok", False: "over", None: ""}[result.met]
    return " ".join(filter(None, (word, f"({result.note})" if result.note else "")))


def _cells(result: Result) -> tuple[str, ...]:
    ratio = "-" if result.ratio is None else f"{result.ratio:.2f}"
    return (result.name, result.ours, result.baseline, ratio, result.goal, verdict(result))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = [
        cell.ljust(width) if column in _LEFT else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(row[:-1], widths, strict=False))
    ]
    return "  ".join([*cells, row[-1]]).rstrip()
