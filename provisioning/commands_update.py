"""`provision update`: which update terminals shall have, and what became of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from appliance.telemetry.messages import encode, topic
from provisioning.broker.short_pass import PROVISION, client_context
from provisioning.broker.talk import BrokerPlace, found, lay
from provisioning.commands_certificates import Host
from provisioning.commands_terminals import Ids, PassphraseFile, Site, opened, refusals
from provisioning.site.folder import SiteFolder
from provisioning.site.issuing import Desk, write_rules
from provisioning.terminals.mistakes import Mistake, Mistakes
from provisioning.trial import Around
from provisioning.updates.bundle import Bundle, NotABundle, wanted
from provisioning.updates.bundle_file import has_rauc, put, read_bundle
from provisioning.updates.server import NotOffered, NotThere, ServerPlace, make_sure
from provisioning.updates.standing import PATTERNS, UpdateStanding, corrections, standings, wanted_at

BundleFile = Annotated[Path, typer.Argument(metavar="BUNDLE.raucb", help="As `./dev image` made it.")]
Now = Annotated[bool, typer.Option("--now", help="Start into it as soon as nobody is at it; else at night.")]
Version = Annotated[str, typer.Option(help="Of the image in it; needed only where rauc is not installed.")]
Yes = Annotated[bool, typer.Option("--yes", help="Ask nothing.")]


def build(around: Around, console: Callable[[], Console]) -> typer.Typer:
    app = typer.Typer(help="Updates of terminals in the field.", no_args_is_help=True)

    @app.command("announce")
    def announce(
        bundle_file: BundleFile,
        ids: Ids = None,
        site: Site = Path(),
        now: Now = False,
        version: Version = "",
        yes: Yes = False,
        host: Host = "",
        passphrase_file: PassphraseFile = None,
    ) -> None:
        """Say to terminals that they shall have this update. Begin with one; the others when it is done.

        The bundle goes into broker/updates, and nothing is said before the update server gives it out.
        """
        say = console().print
        with _refusals():
            folder = SiteFolder(site)
            chosen = [each.id for each in folder.chosen(ids or [])]
            if not chosen:
                raise Mistakes([Mistake("terminals.csv", "holds no terminal yet: provision add", "")])
            keyring = folder.keyring()
            bundle = read_bundle(bundle_file, keyring, version)
        if keyring is None or not has_rauc():
            missing = "rauc is not installed" if keyring else "site.toml names no image.keyring"
            say(f"Its signature is not examined here: {missing}. Terminals do.")
        if not ids and not yes and not typer.confirm(f"Version {bundle.version} for all {len(chosen)} terminals?"):
            raise typer.Exit(1)
        with _refusals(), opened(site, passphrase_file, around) as desk:
            write_rules(desk)
            path = put(bundle_file, bundle, folder.updates)
            _make_sure(desk, bundle, path, host, around)
            messages = {topic(each, "update"): encode(wanted(bundle, now=now)) for each in chosen}
            lay(_broker(folder, host), desk.authority, messages, around.now())
        when = "as soon as nobody is at it" if now else "at night"
        for each in chosen:
            say(f"{each}: {bundle.version} is wanted, starts {when}.")
        say("What becomes of it: provision update status")

    @app.command("withdraw")
    def withdraw(
        ids: Ids = None, site: Site = Path(), host: Host = "", passphrase_file: PassphraseFile = None
    ) -> None:
        """Take back what is wanted. A terminal that runs the new version already keeps it."""
        with _refusals():
            folder = SiteFolder(site)
            chosen = [each.id for each in folder.chosen(ids or [])]
        with _refusals(), opened(site, passphrase_file, around) as desk:
            lying = found(_broker(folder, host), desk.authority, PATTERNS, around.now())
            taken = {topic(each, "update"): b"" for each in chosen if topic(each, "update") in lying}
            if taken:
                lay(_broker(folder, host), desk.authority, taken, around.now())
        for each in chosen:
            before = wanted_at(each, lying)
            what = f"{before.version} is not wanted any more." if before else "no update was wanted."
            console().print(f"{each}: {what}")

    @app.command("status")
    def status(
        ids: Ids = None, site: Site = Path(), host: Host = "", passphrase_file: PassphraseFile = None
    ) -> None:
        """Show which update terminals shall have, and what they say of it."""
        with _refusals():
            folder = SiteFolder(site)
            chosen = folder.chosen(ids or [])
        with _refusals(), opened(site, passphrase_file, around) as desk:
            lying = found(_broker(folder, host), desk.authority, PATTERNS, around.now())
        rows = standings(chosen, lying)
        console().print(_table(rows))
        for each in corrections(rows):
            console().print(Text(each))

    return app


@contextmanager
def _refusals() -> Iterator[None]:
    with refusals():
        try:
            yield
        except (NotABundle, NotOffered) as problem:
            raise OSError(str(problem)) from None


def _make_sure(desk: Desk, bundle: Bundle, path: Path, host: str, around: Around) -> None:
    """Raises NotOffered: terminals must not hear of what they cannot fetch."""
    settings = desk.folder.settings()
    place = ServerPlace(host or settings.broker.names[0], settings.updates.port)
    context = client_context(desk.authority, PROVISION, around.now())
    try:
        make_sure(place, context, bundle.name, bundle.size)
    except NotThere as problem:
        raise NotThere(
            f"{problem}. Nothing was said to terminals. Copy it there, then give the same command again:\n"
            f"  scp {path} {place.host}:…/broker/updates/"
        ) from None
    except NotOffered as problem:
        raise NotOffered(f"{problem}\nNothing was said to terminals.") from None


def _broker(folder: SiteFolder, host: str) -> BrokerPlace:
    broker = folder.settings().broker
    return BrokerPlace(host or broker.names[0], broker.port)


def _table(rows: tuple[UpdateStanding, ...]) -> Table:
    table = Table("id", "place", "runs", "wanted", "update", "", "since", "error")
    for row in rows:
        since = f"{row.since.astimezone():%Y-%m-%d %H:%M}" if row.since else ""
        said, error = Text(row.said, "red" if row.error else ""), Text(row.error, "red")
        table.add_row(row.id, Text(row.place), Text(row.runs), row.wanted, said, row.percent, since, error)
    return table
