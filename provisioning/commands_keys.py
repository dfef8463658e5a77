"""`provision key`: key pairs for offices that have none."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from appliance.outbox.jwe import office_key
from provisioning.asking import passphrase
from provisioning.new_files import OPEN, SECRET, AlreadyThere, write_new
from provisioning.office_keys import WeakPassphrase, new_office_keys
from provisioning.trial import Around

Directory = Annotated[Path, typer.Argument(help="Where the three files are written; is made if need be.")]
Office = Annotated[str, typer.Option(help="The office's id; names the files.")]
Name = Annotated[str, typer.Option(help="The office's name in the certificate.")]
Mail = Annotated[str, typer.Option(help="The office's mail address, for S/MIME.")]
Years = Annotated[int, typer.Option(min=1, max=5, help="How long the certificate is valid.")]
PassphraseFile = Annotated[Path | None, typer.Option(help="Holds the passphrase; else it is asked for.")]


def build(around: Around, console: Callable[[], Console]) -> typer.Typer:
    app = typer.Typer(help="Keys of offices.", no_args_is_help=True)

    @app.callback()
    def group() -> None:
        """Keys of offices."""

    @app.command("new-office")
    def new_office(
        directory: Directory,
        office: Office = "office",
        name: Name = "",
        mail: Mail = "",
        years: Years = 2,
        passphrase_file: PassphraseFile = None,
    ) -> None:
        """Make an RSA pair of 4096 bits for an office that has none.

        The private key belongs to the office alone: hand it over in person, and keep no copy.
        """
        try:
            secret = passphrase(passphrase_file, "Passphrase for the private key", twice=True)
            pair = new_office_keys(name or office, secret, around.now(), years, mail)
            files = {
                f"{office}.private.pem": (pair.private_pem, SECRET),
                f"{office}.public.pem": (pair.public_pem, OPEN),
                f"{office}.certificate.pem": (pair.certificate_pem, OPEN),
            }
            write_new(directory, files)
        except (WeakPassphrase, AlreadyThere, OSError) as problem:
            typer.echo(str(problem), err=True)
            raise typer.Exit(1) from None
        say = console().print
        say(f"{office}.private.pem      for the office only, with its passphrase on another way; keep no copy")
        say(f"{office}.public.pem       `office_key_file` for SFTP")
        say(f"{office}.certificate.pem  `certificate_file` for mail, good for {years} years")
        say(f"kid {office_key(pair.public_pem).kid}: compare it with what `provision doctor` shows")

    return app
