"""`provision site`: a new site's folder, and what its server needs of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from appliance.config import ConfigErrors
from provisioning.asking import passphrase
from provisioning.new_files import AlreadyThere, write_new
from provisioning.office_keys import LEAST_PASSPHRASE, WeakPassphrase
from provisioning.site.bundle_key import KEY, KEYRING, bundle_key_files
from provisioning.site.folder import SiteFolder
from provisioning.site.issuing import found_site
from provisioning.site.settings import BrokerTable, CertificateTable, SiteFile, SiteTable, mistakes
from provisioning.trial import Around

Directory = Annotated[Path, typer.Argument(help="The site's folder; is made. Keep it on an encrypted disk.")]
Name = Annotated[str, typer.Option(help="The site's name, as on staff badges.")]
Broker = Annotated[list[str], typer.Option(help="Host name or address of the broker; may be repeated.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="The broker's port.")]
User = Annotated[str, typer.Option(help="The server's user that mosquitto runs as.")]
Site = Annotated[Path, typer.Option(help="The site's folder.")]
PassphraseFile = Annotated[Path | None, typer.Option(help="Holds the passphrase; else it is asked for.")]


def build(around: Around, console: Callable[[], Console]) -> typer.Typer:
    app = typer.Typer(help="A site: its authority, its broker, its key for updates.", no_args_is_help=True)

    @app.callback()
    def group() -> None:
        """A site: its authority, its broker, its key for updates."""

    @app.command("init")
    def init(
        directory: Directory,
        name: Name,
        broker: Broker,
        port: Port = 8883,
        user: User = "mosquitto",
        passphrase_file: PassphraseFile = None,
    ) -> None:
        """Make a site: its authority, its settings, and the folders for its broker and its monitor. Once."""
        table = BrokerTable(tuple(broker), port, user)
        wrong = mistakes(SiteFile(SiteTable(name), table, CertificateTable()))
        try:
            secret = "" if wrong else passphrase(passphrase_file, "Passphrase for the authority's key", twice=True)
            if not wrong and len(secret) < LEAST_PASSPHRASE:
                wrong = [f"a passphrase has at least {LEAST_PASSPHRASE} characters"]
            if not wrong:
                found_site(directory, name, table, secret, around.now())
        except (AlreadyThere, OSError) as problem:
            wrong = [str(problem)]
        if wrong:
            typer.echo("\n".join(wrong), err=True)
            raise typer.Exit(1)
        say = console().print
        say(f"{directory}/ca        stays here: whoever has it and the passphrase can make terminals. Back it up.")
        say(f"{directory}/broker    to the server; there: start broker, and for updates: serve-updates broker")
        say(f"{directory}/monitor   to the server: --mqtt-ca, --mqtt-cert, --mqtt-key of the monitor")
        say(f"{directory}/files     put offices.toml, staff.toml and what they name there: every terminal gets it")
        say(f"{directory}/site.toml settings; then `provision add` or `provision import`")

    @app.command("bundle-key")
    def bundle_key(site: Site = Path(), passphrase_file: PassphraseFile = None) -> None:
        """Make the key that this site's update bundles are signed with. Once: images trust no other afterwards."""
        try:
            name = SiteFolder(site).settings().site.name
            secret = passphrase(passphrase_file, "Passphrase for the bundle key", twice=True)
            if len(secret) < LEAST_PASSPHRASE:
                raise WeakPassphrase(f"a passphrase has at least {LEAST_PASSPHRASE} characters")
            write_new(site, bundle_key_files(name, secret, around.now()))
        except (ConfigErrors, WeakPassphrase, AlreadyThere, OSError) as problem:
            typer.echo(str(problem), err=True)
            raise typer.Exit(1) from None
        say = console().print
        say(f"{site}/{KEY}    stays here: whoever has it and the passphrase can make updates. Back it up.")
        say(f"{site}/{KEYRING}      its certificate; name it in site.toml: image.keyring")
        say("Both go with every image: ./dev image --bundle-key … --bundle-certificate … --keyring …")

    return app
