"""`provision renew`, `revoke`, `cut`: certificates that end, and terminals that must not speak any more."""

from __future__ import annotations

import datetime as dt
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from provisioning.broker.talk import BrokerPlace, bring_certificates, clear_retained, cut_off
from provisioning.commands_terminals import Ids, PassphraseFile, Site, opened, refusals
from provisioning.site import issuing
from provisioning.site.folder import BROKER, MONITOR, SiteFolder
from provisioning.site.issuing import Desk
from provisioning.terminals.mistakes import Mistake, Mistakes
from provisioning.trial import Around

Id = Annotated[str, typer.Argument(metavar="ID", help="The terminal's id.")]
Older = Annotated[bool, typer.Option("--older", help="All but its newest: after a card was replaced.")]
Host = Annotated[str, typer.Option(help="Where the broker is reached from here; else as in site.toml.")]


def add_to(app: typer.Typer, around: Around, console: Callable[[], Console]) -> None:
    @app.command("renew")
    def renew(
        ids: Ids = None,
        site: Site = Path(),
        within: Annotated[int, typer.Option(min=0, help="Days; else renew_days of site.toml.")] = 0,
        publish: Annotated[bool, typer.Option(help="Bring them to the terminals by the broker.")] = True,
        host: Host = "",
        passphrase_file: PassphraseFile = None,
    ) -> None:
        """Issue new certificates for those that end soon: terminals, broker, monitor.

        Keys stay where they are, so nothing secret travels. A terminal takes its new certificate from the
        broker by itself, at once or when it is next switched on. Without ids all that are due are taken; run
        it once a month.
        """
        with refusals(), opened(site, passphrase_file, around) as desk:
            holders = [each.id for each in desk.folder.chosen(ids or [])] + ([] if ids else [BROKER, MONITOR])
            done = issuing.renew(desk, holders, dt.timedelta(days=within) if within else None)
            for each in done:
                console().print(f"{each.holder}  until {each.until:%Y-%m-%d}{_what_now(each.holder)}")
            if not done:
                console().print("No certificate ends soon.")
            renewed = [(each.holder, each.pem) for each in done if each.holder not in (BROKER, MONITOR)]
            if renewed and publish:
                bring_certificates(_place(desk.folder, host), desk.authority, renewed, around.now())
                console().print(f"{len(renewed)} laid at the broker.")

    @app.command("revoke")
    def revoke(
        terminal_id: Id,
        site: Site = Path(),
        older: Older = False,
        host: Host = "",
        passphrase_file: PassphraseFile = None,
    ) -> None:
        """Shut a terminal out, a session that is open included. Writes broker/crl.pem and broker/acl."""
        with refusals(), opened(site, passphrase_file, around) as desk:
            _refuse_unknown(desk, terminal_id)
            count = issuing.revoke(desk, terminal_id, older_only=older)
            console().print(
                f"{terminal_id}: {count} certificates revoked; broker/crl.pem and broker/acl are written."
            )
            if not (desk.folder.broker / "broker.pid").exists():
                console().print(
                    "The broker does not run from this folder. Copy both files to the server, there run"
                )
                console().print("`start --reload broker` and `serve-updates --reload broker`,")
                console().print(f"and then here: provision cut {terminal_id}")
                return
            _reload(desk.folder.broker, "start")
            _cut(desk, terminal_id, host, around, console(), gone=not older)
            _shut_out_of_updates(desk.folder.broker, console())

    @app.command("cut")
    def cut(terminal_id: Id, site: Site = Path(), host: Host = "", passphrase_file: PassphraseFile = None) -> None:
        """End a revoked terminal's open session and clear what it left at the broker, which has its new files."""
        with refusals(), opened(site, passphrase_file, around) as desk:
            _refuse_unknown(desk, terminal_id)
            gone = terminal_id in issuing.shut_out_of(desk)
            _cut(desk, terminal_id, host, around, console(), gone=gone)


def _refuse_unknown(desk: Desk, terminal_id: str) -> None:
    """A slip of the pen must not look like a terminal that is shut out."""
    if all(one.holder != terminal_id for one in desk.folder.ledger()):
        raise Mistakes([Mistake(terminal_id, "never had a certificate", "hatte nie ein Zertifikat")])


def _cut(desk: Desk, terminal_id: str, host: str, around: Around, console: Console, *, gone: bool) -> None:
    place = _place(desk.folder, host)
    cut_off(place, desk.authority, terminal_id, around.now(), is_shut_out=gone)
    console.print(f"{terminal_id}: its session is ended.")
    if gone:
        cleared = clear_retained(place, desk.authority, terminal_id, around.now())
        console.print(f"{terminal_id}: {cleared} retained messages cleared.")


def _shut_out_of_updates(broker: Path, console: Console) -> None:
    if (broker / "updates.pid").exists():
        _reload(broker, "serve-updates")
        console.print("The update server does not know it any more.")
    else:
        console.print(
            "If the update server runs elsewhere: copy broker/crl.pem there, serve-updates --reload broker"
        )


def _reload(broker: Path, script: str) -> None:
    done = subprocess.run(
        [str(broker / script), "--reload", str(broker)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        why = done.stderr.strip() or f"{script} --reload failed"
        raise OSError(f"{why}. The files are written, and hold as soon as it is started.")


def _place(folder: SiteFolder, host: str) -> BrokerPlace:
    broker = folder.settings().broker
    return BrokerPlace(host or broker.names[0], broker.port)


def _what_now(holder: str) -> str:
    if holder == BROKER:
        return ": copy broker/broker.pem to the server, then start --reload and serve-updates --reload"
    return ": copy monitor/monitor.pem to the server, then restart the monitor" if holder == MONITOR else ""
