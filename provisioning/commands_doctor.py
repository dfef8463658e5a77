"""`provision doctor`: is a card or image sound, and are the offices reached as the settings say?"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from appliance.config import ConfigErrors, load_config
from appliance.outbox.ways import MakeTransports
from provisioning.commands_flash import block_maps
from provisioning.doctor import Wish, diagnose, known_offices
from provisioning.findings import Diagnosis
from provisioning.flashing.card_check import check_card
from provisioning.flashing.release import check_release
from provisioning.flashing.writing import open_image
from provisioning.specimen import SCHEMA_ID
from provisioning.spoken import as_json, show, show_card
from provisioning.trial import Around

Card = Annotated[Path | None, typer.Argument(help="A card such as /dev/sdb, or an image: FILE.img, FILE.img.xz.")]
ReleaseKey = Annotated[Path | None, typer.Option(help="The public key that images are signed with (PEM).")]
Offices = Annotated[Path | None, typer.Option(help="The site's offices.toml.")]
Office = Annotated[str, typer.Option(help="Examine this office only.")]
SendTest = Annotated[bool, typer.Option(help="Send each office a test submission, marked as one.")]
Config = Annotated[Path | None, typer.Option(help="A terminal's configuration: tells which offices there are.")]
Wait = Annotated[float, typer.Option(min=0, help="Seconds to follow a test submission.")]
Schema = Annotated[str, typer.Option(help="Schema that a FIT-Connect destination takes, for the test submission.")]
Json = Annotated[bool, typer.Option("--json", help="For machines.")]


def add_to(app: typer.Typer, make: MakeTransports, around: Around, console: Callable[[], Console]) -> None:
    @app.command()
    def doctor(
        card: Card = None,
        release_key: ReleaseKey = None,
        offices: Offices = None,
        office: Office = "",
        send_test: SendTest = False,
        config: Config = None,
        wait: Wait = 60.0,
        schema: Schema = SCHEMA_ID,
        as_machine: Json = False,
    ) -> None:
        """Examine a card or image, or with --offices every office. Ends with 1 if anything is bad.

        With --send-test each office gets a real test submission: it has to delete it.
        """
        if (card is None) == (offices is None):
            raise typer.BadParameter("name a card or image, or --offices")
        if card is not None:
            diagnosis = _examined(card, release_key, around)
        elif offices is not None:
            wish = Wish(offices, None, office, send_test, wait, schema)
            diagnosis = _diagnosed(wish, config, make, around)
        if as_machine:
            typer.echo(as_json(diagnosis))
        elif card is not None:
            show_card(diagnosis, console())
        else:
            show(diagnosis, console())
        raise typer.Exit(0 if diagnosis.is_good else 1)


def _examined(card: Path, release_key: Path | None, around: Around) -> Diagnosis:
    try:
        with _unpacked(card) as image:
            findings = (*check_release((card, *block_maps(card)), release_key), *check_card(image, around.now()))
    except (OSError, EOFError, ValueError) as problem:
        return Diagnosis(mistakes=(f"{card} cannot be read: {problem}",))
    return Diagnosis(card=findings)


@contextmanager
def _unpacked(card: Path) -> Iterator[Path]:
    if card.suffix != ".xz":
        yield card
        return
    with tempfile.TemporaryDirectory(prefix="provision-") as directory:
        image = Path(directory) / card.stem
        with open_image(card) as packed, image.open("wb") as plain:
            shutil.copyfileobj(packed, plain, 1 << 20)
        yield image


def _diagnosed(wish: Wish, config: Path | None, make: MakeTransports, around: Around) -> Diagnosis:
    try:
        content = load_config(config).paths.content if config is not None else Path("content")
    except ConfigErrors as errors:
        return Diagnosis(mistakes=errors.errors)
    known = known_offices(content)
    found = Wish(wish.settings_file, known, wish.only, wish.sends, wish.limit_s, wish.schema_id)
    return diagnose(found, make, around)
