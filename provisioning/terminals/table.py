"""The table of terminals: CSV as spreadsheets write it, all mistakes with their rows, and the register. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from provisioning.terminals.columns import BY_NAME, COLUMNS
from provisioning.terminals.entry import TerminalEntry, read_entry
from provisioning.terminals.mistakes import Mistake, Mistakes

_HEADING = 1
_MUST_DIFFER = ("id", "place", "address")
"""Two terminals with one of these alike would be taken for each other."""


def read_table(content: bytes, defaults: Mapping[str, str] | None = None) -> tuple[TerminalEntry, ...]:
    """Read comma or semicolon, UTF-8 or Windows' code page; empty cells take `defaults`. Raises Mistakes."""
    rows, mistakes = _rows(_text(content))
    entries: list[tuple[int, TerminalEntry]] = []
    for number, cells in rows:
        found = read_entry(with_defaults(cells, defaults or {}))
        if isinstance(found, TerminalEntry):
            entries.append((number, found))
        else:
            mistakes.extend(replace(each, row=number) for each in found)
    mistakes.extend(_twice(rows))
    if not rows and not mistakes:
        mistakes.append(Mistake("table", "there is no terminal in it", "es steht kein Terminal darin", _HEADING))
    if mistakes:
        raise Mistakes(sorted(mistakes, key=lambda each: each.row))
    return tuple(entry for _, entry in entries)


def with_defaults(cells: Mapping[str, str], defaults: Mapping[str, str]) -> dict[str, str]:
    """Fill empty cells; a terminal with DHCP takes no gateway from the site's defaults."""
    given = {name: cell for name, cell in cells.items() if cell}
    address = given.get("address", defaults.get("address", "dhcp"))
    return {**{name: cell for name, cell in defaults.items() if name != "gateway" or address != "dhcp"}, **given}


def write_table(entries: Iterable[TerminalEntry]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, [column.name for column in COLUMNS], lineterminator="\r\n")
    writer.writeheader()
    for entry in entries:
        writer.writerow(entry.cells())
    return text.getvalue().encode()


def merged(register: Sequence[TerminalEntry], new: Sequence[TerminalEntry]) -> tuple[TerminalEntry, ...]:
    """Put new entries in the place of those with their ids, or at the end. Raises Mistakes where two collide."""
    by_id = {entry.id: entry for entry in (*register, *new)}
    together = tuple(by_id.values())
    rows = [(number, entry.cells()) for number, entry in enumerate(together, _HEADING + 1)]
    mistakes = list(_twice(rows))
    if mistakes:
        raise Mistakes(
            [replace(each, row=0, where=f"{together[each.row - 2].id}, {each.where}") for each in mistakes]
        )
    return together


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # a spreadsheet on Windows, saved as plain "CSV"


def _rows(text: str) -> tuple[list[tuple[int, dict[str, str]]], list[Mistake]]:
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ",")
    rows: list[tuple[int, dict[str, str]]] = []
    heading: list[str] = []
    mistakes: list[Mistake] = []
    for number, cells in enumerate(reader, _HEADING):
        stripped = [cell.strip() for cell in cells]
        if number == _HEADING:
            heading = [cell.lower() for cell in stripped]
            mistakes.extend(_heading_mistakes(heading))
        elif len(stripped) > len(heading) and any(stripped[len(heading) :]):
            mistakes.append(
                Mistake("row", "has more cells than the heading", "hat mehr Zellen als der Kopf", number)
            )
        elif any(stripped):
            rows.append((number, dict(zip(heading, stripped, strict=False))))
    return rows, mistakes


def _heading_mistakes(heading: Sequence[str]) -> Iterator[Mistake]:
    known = ", ".join(BY_NAME)
    for name in heading:
        if name not in BY_NAME:
            yield Mistake(
                name or "?", f"no such column; there are {known}", f"Spalte unbekannt; es gibt {known}", _HEADING
            )
    for name in {name for name in heading if heading.count(name) > 1}:
        yield Mistake(name, "this column is there twice", "diese Spalte ist doppelt", _HEADING)


def _twice(rows: Iterable[tuple[int, Mapping[str, str]]]) -> Iterator[Mistake]:
    seen: dict[tuple[str, str], int] = {}
    for number, cells in rows:
        for name in _MUST_DIFFER:
            value = cells.get(name, "").partition("/")[0].lower()
            if not value or value == "dhcp":
                continue
            first = seen.setdefault((name, value), number)
            if first != number:
                yield Mistake(
                    name, f"“{value}” is in row {first} already", f"„{value}“ steht schon in Zeile {first}", number
                )
