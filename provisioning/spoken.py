"""A diagnosis on the screen: a table for people, JSON for machines."""

from __future__ import annotations

import dataclasses
import json

from rich.console import Console
from rich.table import Table
from rich.text import Text

from provisioning.findings import Diagnosis, Finding, OfficeReport, Verdict

STYLES = {Verdict.GOOD: "green", Verdict.NOTE: "yellow", Verdict.BAD: "bold red"}


def show(diagnosis: Diagnosis, console: Console) -> None:
    if diagnosis.mistakes:
        _show_mistakes(diagnosis.mistakes, console)
        return
    console.print(_table(diagnosis.offices))
    _show_corrections(diagnosis.offices, console)
    bad = [office.office for office in diagnosis.offices if not office.is_good]
    if bad:
        console.print(Text(f"Not in order: {', '.join(bad)}", STYLES[Verdict.BAD]))
    else:
        console.print(Text("Every office is in order.", STYLES[Verdict.GOOD]))


def show_card(diagnosis: Diagnosis, console: Console) -> None:
    for mistake in diagnosis.mistakes:
        console.print(Text(mistake, "bold red"))
    if not diagnosis.card:
        return
    table = Table("about", "", "found", title="Card", title_justify="left")
    for finding in diagnosis.card:
        table.add_row(finding.about, _verdict(finding), Text(finding.said))
    console.print(table)
    for finding in diagnosis.card:
        if finding.correct:
            console.print(Text.assemble("  ", _verdict(finding), f" {finding.about}: {finding.correct}"))


def as_json(diagnosis: Diagnosis) -> str:
    return json.dumps({"ok": diagnosis.is_good, **dataclasses.asdict(diagnosis)}, ensure_ascii=False, indent=2)


def _show_mistakes(mistakes: tuple[str, ...], console: Console) -> None:
    console.print(Text("The settings cannot be used; no office was examined. Correct these first:", "bold red"))
    for mistake in mistakes:
        console.print(Text(f"  • {mistake}"))


def _table(offices: tuple[OfficeReport, ...]) -> Table:
    table = Table("office", "about", "", "found", title="Offices", title_justify="left")
    for office in offices:
        for number, finding in enumerate(office.findings):
            name = office.office if number == 0 else ""
            table.add_row(name, finding.about, _verdict(finding), Text(finding.said))
        table.add_section()
    return table


def _verdict(finding: Finding) -> Text:
    return Text(finding.verdict.value, STYLES[finding.verdict])


def _show_corrections(offices: tuple[OfficeReport, ...], console: Console) -> None:
    wrong = [(office.office, finding) for office in offices for finding in office.findings if finding.correct]
    if wrong:
        console.print(Text("What to correct:", "bold"))
    for name, finding in sorted(wrong, key=lambda pair: pair[1].verdict is not Verdict.BAD):
        console.print(Text.assemble("  ", _verdict(finding), f" {name}, {finding.about}: {finding.correct}"))
