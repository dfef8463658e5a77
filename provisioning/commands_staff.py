"""`provision badge` and `provision staff`: how staff sign in at terminals."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from appliance.staff.pins import STAFF_NUMBER, WeakPin, hash_pin
from provisioning.asking import passphrase
from provisioning.badge_card import badge_svg
from provisioning.badge_keys import NotABadgeKey, new_badge, new_badge_key, read_badge_key
from provisioning.new_files import OPEN, SECRET, AlreadyThere, write_new
from provisioning.office_keys import LEAST_PASSPHRASE
from provisioning.trial import Around

Directory = Annotated[Path, typer.Argument(help="Where the key is written.")]
Key = Annotated[Path, typer.Option(help="The site's badge key, from `provision badge key`.")]
Staff = Annotated[str, typer.Option(help="A staff number: a-z, 0-9 and -. Never a name.")]
Site = Annotated[str, typer.Option(help="As in the terminals' configuration: terminal.site.")]
Days = Annotated[int, typer.Option(min=1, max=750, help="How long the badge opens terminals.")]
Card = Annotated[Path, typer.Option(help="Directory for the card to print (SVG).")]
PassphraseFile = Annotated[Path | None, typer.Option(help="Holds the passphrase; else it is asked for.")]
PinFile = Annotated[Path | None, typer.Option(help="Holds the PIN; else it is asked for.")]
Number = Annotated[str, typer.Option(help="The staff number that is typed: one to six digits.")]


def build_badge(around: Around, console: Callable[[], Console]) -> typer.Typer:
    app = typer.Typer(help="Staff badges.", no_args_is_help=True)

    @app.command("key")
    def key(directory: Directory, passphrase_file: PassphraseFile = None) -> None:
        """Make the key that this site's badges are signed with. Once a site."""
        secret = passphrase(passphrase_file, "Passphrase for the badge key", twice=True)
        if len(secret) < LEAST_PASSPHRASE:
            raise _refused(f"a passphrase has at least {LEAST_PASSPHRASE} characters")
        private, line = new_badge_key(secret)
        try:
            write_new(directory, {"badge.private.pem": (private, SECRET)})
        except (AlreadyThere, OSError) as problem:
            raise _refused(problem) from None
        say = console().print
        say("badge.private.pem  keep it off the terminals; whoever has it can make badges")
        say("The line for every terminal's staff file:")
        typer.echo(line)

    @app.command("issue")
    def issue(
        key: Key,
        staff: Staff,
        site: Site,
        days: Days = 365,
        card: Card = Path(),
        passphrase_file: PassphraseFile = None,
    ) -> None:
        """Issue a badge, as a card to print. If it is lost, its serial goes into `revoked` of the staff file."""
        try:
            secret = passphrase(passphrase_file, "Passphrase of the badge key", twice=False)
            badge, code = new_badge(read_badge_key(key, secret), staff, site, around.now().date(), days)
            name = f"badge-{badge.staff_id}-{badge.serial}.svg"
            write_new(card, {name: (badge_svg(badge, code).encode(), OPEN)})
        except (NotABadgeKey, ValueError, AlreadyThere, OSError) as problem:
            raise _refused(problem) from None
        console().print(f"{name}  serial {badge.serial}, opens terminals of {site} until {badge.last_day}")

    return app


def build_staff(console: Callable[[], Console]) -> typer.Typer:
    app = typer.Typer(help="Staff who sign in by PIN.", no_args_is_help=True)

    @app.callback()
    def group() -> None:
        """Staff who sign in by PIN."""

    @app.command("pin")
    def pin(number: Number, pin_file: PinFile = None) -> None:
        """Turn a PIN into the lines for the staff file. The person types it; nobody else need know it."""
        if not STAFF_NUMBER.fullmatch(number):
            raise _refused("a staff number has one to six digits")
        try:
            hashed = hash_pin(passphrase(pin_file, "PIN (6 to 12 digits)", twice=True))
        except (WeakPin, OSError) as problem:
            raise _refused(problem) from None
        console().print("The lines for every terminal's staff file:")
        typer.echo(f'[[people]]\nid = "{number}"\npin_hash = "{hashed}"')

    return app


def _refused(problem: object) -> typer.Exit:
    typer.echo(str(problem), err=True)
    return typer.Exit(1)
