"""`provision add`, `import`, `list`, `write`: the site's terminals, and what goes onto their cards."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from appliance.config import ConfigErrors
from provisioning.asking import passphrase
from provisioning.broker.talk import NoBroker
from provisioning.site import ledger
from provisioning.site.authority import NoAuthority
from provisioning.site.cards import write_card
from provisioning.site.folder import SiteFolder
from provisioning.site.issuing import Desk
from provisioning.site.ledger import BrokenLedger
from provisioning.site.standing import Standing, standings
from provisioning.terminals.columns import BY_NAME
from provisioning.terminals.entry import TerminalEntry, read_entry
from provisioning.terminals.mistakes import Mistake, Mistakes
from provisioning.terminals.table import merged, read_table, with_defaults
from provisioning.trial import Around

Site = Annotated[Path, typer.Option(help="The site's folder.")]
Ids = Annotated[list[str] | None, typer.Argument(help="Terminal ids; none: all.")]
PassphraseFile = Annotated[Path | None, typer.Option(help="Holds the passphrase; else it is asked for.")]
COLUMNS_HELP = "COLUMN=VALUE, such as address=192.0.2.17/24. Columns: " + ", ".join(BY_NAME)


@contextmanager
def refusals() -> Iterator[None]:
    """Say what is wrong, all of it, and end with 1."""
    try:
        yield
    except (Mistakes, ConfigErrors, NoAuthority, BrokenLedger, NoBroker, OSError) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None


@contextmanager
def opened(site: Path, file: Path | None, around: Around) -> Iterator[Desk]:
    """Open the authority for one at a time: two who issue at once would lose each other's entries."""
    folder = SiteFolder(site)
    folder.settings()
    secret = passphrase(file, "Passphrase of the authority's key", twice=False)
    authority = folder.authority(secret)
    with (folder.authority_folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise NoAuthority("somebody else is at work in this site's folder: wait until it is done") from None
        yield Desk(folder, authority, around.now())


def add_to(app: typer.Typer, around: Around, console: Callable[[], Console]) -> None:
    @app.command("add")
    def add(
        terminal_id: Annotated[str, typer.Argument(metavar="ID")],
        place: Annotated[str, typer.Argument(help="Where it stands, as staff say it.")],
        columns: Annotated[list[str] | None, typer.Argument(metavar="COLUMN=VALUE", help=COLUMNS_HELP)] = None,
        site: Site = Path(),
    ) -> None:
        """Put one terminal into the site's register, or in the place of the one with its id."""
        with refusals():
            given = {"id": terminal_id, "place": place, **_pairs(columns or [])}
            found = read_entry(with_defaults(given, SiteFolder(site).settings().defaults))
            if not isinstance(found, TerminalEntry):
                raise Mistakes(found)
            _keep(SiteFolder(site), (found,), console())

    @app.command("import")
    def import_table(
        table: Annotated[
            Path, typer.Argument(help="CSV with a heading; see `provision add --help` for the columns.")
        ],
        site: Site = Path(),
    ) -> None:
        """Put a table of terminals into the register. With any mistake in it nothing is written."""
        with refusals():
            defaults = SiteFolder(site).settings().defaults
            _keep(SiteFolder(site), read_table(table.read_bytes(), defaults), console())

    @app.command("list")
    def list_terminals(site: Site = Path()) -> None:
        """Show the terminals and how their certificates stand."""
        with refusals():
            folder = SiteFolder(site)
            console().print(_table(standings(folder.terminals(), folder.ledger(), around.now())))

    @app.command("write")
    def write(ids: Ids = None, site: Site = Path(), passphrase_file: PassphraseFile = None) -> None:
        """Write what goes onto the cards, with a new key and certificate for each terminal, to cards/ID/."""
        with refusals():
            chosen = SiteFolder(site).chosen(ids or [])
        with refusals(), opened(site, passphrase_file, around) as desk:
            for terminal in chosen:
                earlier = ledger.valid(desk.folder.ledger(), terminal.id, desk.now)
                console().print(f"{write_card(desk, terminal)}  {terminal.place}")
                if earlier:
                    console().print(
                        f"  its earlier card is valid still; afterwards: provision revoke {terminal.id} --older"
                    )


def _keep(folder: SiteFolder, new: tuple[TerminalEntry, ...], console: Console) -> None:
    together = merged(folder.terminals(), new)
    folder.keep_terminals(together)
    console.print(f"{len(new)} written, {len(together)} terminals in the register. Next: provision write")


def _pairs(columns: list[str]) -> dict[str, str]:
    wrong = [
        Mistake(each, f"is no {COLUMNS_HELP}", "") for each in columns if each.partition("=")[0] not in BY_NAME
    ]
    if wrong:
        raise Mistakes(wrong)
    return {name: value for name, _, value in (each.partition("=") for each in columns)}


def _table(found: tuple[Standing, ...]) -> Table:
    table = Table("id", "place", "network", "certificate")
    for each in found:
        network = each.address + (f", VLAN {each.vlan}" if each.vlan else "")
        table.add_row(each.id, Text(each.place), network, Text(each.said, "" if each.is_good else "yellow"))
    return table
