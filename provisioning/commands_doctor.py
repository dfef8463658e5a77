"""`provision doctor`: are the offices reached as the settings say?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from appliance.config import ConfigErrors, load_config
from appliance.outbox.ways import MakeTransports
from provisioning.doctor import Wish, diagnose, known_offices
from provisioning.findings import Diagnosis
from provisioning.specimen import SCHEMA_ID
from provisioning.spoken import as_json, show
from provisioning.trial import Around

Offices = Annotated[Path, typer.Option(help="The site's offices.toml.")]
Office = Annotated[str, typer.Option(help="Examine this office only.")]
SendTest = Annotated[bool, typer.Option(help="Send each office a test submission, marked as one.")]
Config = Annotated[Path | None, typer.Option(help="A terminal's configuration: tells which offices there are.")]
Wait = Annotated[float, typer.Option(min=0, help="Seconds to follow a test submission.")]
Schema = Annotated[str, typer.Option(help="Schema that a FIT-Connect destination takes, for the test submission.")]
Json = Annotated[bool, typer.Option("--json", help="For machines.")]


def add_to(app: typer.Typer, make: MakeTransports, around: Around, console: Callable[[], Console]) -> None:
    @app.command()
    def doctor(
        offices: Offices,
        office: Office = "",
        send_test: SendTest = False,
        config: Config = None,
        wait: Wait = 60.0,
        schema: Schema = SCHEMA_ID,
        as_machine: Json = False,
    ) -> None:
        """Examine every office: settings, key, connection. Ends with 1 if anything is bad.

        With --send-test each office gets a real test submission: it has to delete it.
        """
        diagnosis = _diagnosed(Wish(offices, None, office, send_test, wait, schema), config, make, around)
        if as_machine:
            typer.echo(as_json(diagnosis))
        else:
            show(diagnosis, console())
        raise typer.Exit(0 if diagnosis.is_good else 1)


def _diagnosed(wish: Wish, config: Path | None, make: MakeTransports, around: Around) -> Diagnosis:
    try:
        content = load_config(config).paths.content if config is not None else Path("content")
    except ConfigErrors as errors:
        return Diagnosis(mistakes=errors.errors)
    known = known_offices(content)
    found = Wish(wish.settings_file, known, wish.only, wish.sends, wish.limit_s, wish.schema_id)
    return diagnose(found, make, around)
