"""A machine with the disks that a test plugs in, and the command line before it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from rich.console import Console
from typer.testing import CliRunner, Result

from provisioning.cli import Tools, build
from provisioning.flashing.disks import Machine
from provisioning.trial import Around
from tests.unit.provisioning.site_desk import NOW


def bare_machine(directory: Path) -> Machine:
    """Without any disk."""
    made = Machine(*(directory / name for name in ("block", "mountinfo", "swaps", "dev")))
    for each in (made.block, made.devices):
        each.mkdir()
    made.mounts.write_text("22 1 254:0 / / rw - ext4 /dev/vda rw\n")
    made.swaps.write_text("Filename Type Size Used Priority\n")
    return made


def plug_in(
    machine: Machine,
    name: str,
    *,
    removable: bool = True,
    number: str = "8:16",
    more: Mapping[str, str] | None = None,
) -> Path:
    entry = machine.block / name
    (entry / "device").mkdir(parents=True)
    facts = {
        "removable": str(int(removable)),
        "dev": number,
        "size": "999999",
        "device/model": "Reader",
        **(more or {}),
    }
    for path, text in facts.items():
        (entry / path).parent.mkdir(parents=True, exist_ok=True)
        (entry / path).write_text(text + "\n")
    (machine.devices / name).touch()
    return machine.devices / name


def provision(machine: Machine, *arguments: str, types: str = "") -> Result:
    around = Around(lambda: NOW, lambda: 0.0, lambda _: None, lambda: "id")
    tools = Tools(lambda _: {}, around, lambda: Console(width=160), machine)
    return CliRunner().invoke(build(tools), arguments, input=types)


def findings(machine: Machine, card: Path, *more: str) -> dict[str, list[str]]:
    result = provision(machine, "doctor", str(card), "--json", *more)
    found: dict[str, list[str]] = {}
    for each in json.loads(result.output)["card"]:
        found.setdefault(each["about"], []).append(f"{each['verdict']}: {each['said']}")
    bad = any(said.startswith("bad") for all_said in found.values() for said in all_said)
    assert result.exit_code == int(bad)
    return found
