"""The command line `provision`: examines offices, makes keys, issues badges, hashes PINs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import typer
from rich.console import Console

from appliance.outbox.ways import MakeTransports
from provisioning import commands_doctor, commands_keys, commands_staff
from provisioning.trial import Around


@dataclass(frozen=True)
class Tools:
    """What the commands need of the world; tests give their own."""

    make_transports: MakeTransports
    around: Around
    console: Callable[[], Console] = Console


def build(tools: Tools) -> typer.Typer:
    app = typer.Typer(
        help="Sets up and examines MigraDo terminals: for IT staff.",
        no_args_is_help=True,
        pretty_exceptions_show_locals=False,
    )
    commands_doctor.add_to(app, tools.make_transports, tools.around, tools.console)
    for name, commands in (
        ("key", commands_keys.build(tools.around, tools.console)),
        ("badge", commands_staff.build_badge(tools.around, tools.console)),
        ("staff", commands_staff.build_staff(tools.console)),
    ):
        app.add_typer(commands, name=name)
    return app
