"""The command line `provision`: a site, its terminals, their cards and updates; offices, keys, badges, PINs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import typer
from rich.console import Console

from appliance.outbox.ways import MakeTransports
from provisioning import (
    commands_certificates,
    commands_doctor,
    commands_flash,
    commands_keys,
    commands_site,
    commands_staff,
    commands_terminals,
    commands_update,
)
from provisioning.flashing.disks import Machine
from provisioning.trial import Around


@dataclass(frozen=True)
class Tools:
    """What the commands need of the world; tests give their own."""

    make_transports: MakeTransports
    around: Around
    console: Callable[[], Console] = Console
    machine: Machine = field(default_factory=Machine)


def build(tools: Tools) -> typer.Typer:
    app = typer.Typer(
        help="Sets up and examines MigraDo terminals: for IT staff.",
        no_args_is_help=True,
        pretty_exceptions_show_locals=False,
    )
    commands_doctor.add_to(app, tools.make_transports, tools.around, tools.console)
    commands_terminals.add_to(app, tools.around, tools.console)
    commands_certificates.add_to(app, tools.around, tools.console)
    commands_flash.add_to(app, tools.around, tools.console, tools.machine)
    for name, commands in (
        ("site", commands_site.build(tools.around, tools.console)),
        ("update", commands_update.build(tools.around, tools.console)),
        ("key", commands_keys.build(tools.around, tools.console)),
        ("badge", commands_staff.build_badge(tools.around, tools.console)),
        ("staff", commands_staff.build_staff(tools.console)),
    ):
        app.add_typer(commands, name=name)
    return app
