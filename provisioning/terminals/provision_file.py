"""`migrado-provision.toml`, on the firmware partition of one terminal's card; read at its first boot.

It can be edited on any computer: the terminal judges it by the same rules as the table.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from provisioning.terminals.cells import host, place, whole
from provisioning.terminals.columns import BY_KEY, COLUMNS
from provisioning.terminals.entry import TerminalEntry, read_entry
from provisioning.terminals.mistakes import Mistake, Wrong
from provisioning.terminals.toml_text import toml_value

NAME = "migrado-provision.toml"
IDENTITY_NAME = "migrado-identity.pem"
"""The site's authority, the terminal's certificate and its private key."""
FILES_NAME = "migrado-files.zip"
"""What the site gives to all its terminals: `offices.toml`, `staff.toml` and what they name."""
FORMAT = 1
HIDDEN = "…"
UPDATES_PORT = 8443
"""Said to terminals only where it is another one: images from before there were updates know no such setting."""


@dataclass(frozen=True)
class SiteFacts:
    """What all terminals of a site have in common."""

    name: str
    broker_host: str
    """Empty: no broker."""
    broker_port: int = 8883
    updates_port: int = UPDATES_PORT
    """Of the update server, at the broker's host."""


@dataclass(frozen=True)
class Provision:
    site: SiteFacts
    terminal: TerminalEntry


def to_toml(provision: Provision, *, redacted: bool = False) -> str:
    """`redacted`: without what may hold a password."""
    site, terminal = provision.site, provision.terminal
    lines = [
        "# MigraDo Terminal: for the terminal named below. Read once, at its next start, and then removed.",
        f"format = {FORMAT}",
        "",
        "[site]",
        f"name = {toml_value(site.name)}",
        f"broker_host = {toml_value(site.broker_host)}",
        f"broker_port = {site.broker_port}",
        *([f"updates_port = {site.updates_port}"] if site.updates_port != UPDATES_PORT else ()),
    ]
    table = ""
    for column in COLUMNS:
        value = getattr(terminal, column.name)
        section, key = column.table_and_key
        if section != table:
            lines += ["", f"[{section}]"]
            table = section
        lines.append(f"{key} = {toml_value(HIDDEN if redacted and column.secret and value else value)}")
    return "\n".join(lines) + "\n"


def from_toml(content: bytes) -> Provision | list[Mistake]:
    try:
        # Editors on Windows put a mark in front.
        tables = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return [Mistake(NAME, "is no UTF-8 text; save it as UTF-8", "ist kein UTF-8-Text; als UTF-8 speichern")]
    except tomllib.TOMLDecodeError as error:
        return [Mistake(NAME, f"cannot be read: {error}", f"ist nicht lesbar: {error}")]
    mistakes = list(_strangers(tables))
    site = _site(tables.get("site"), mistakes)
    found = read_entry(dict(_cells(tables)), lambda column: column.key)
    if isinstance(found, list):
        return mistakes + found
    return mistakes or Provision(site, found)


def _strangers(tables: Mapping[str, Any]) -> Iterator[Mistake]:
    if tables.get("format") != FORMAT:
        yield Mistake(
            "format",
            f"must be {FORMAT}; write the file anew with `provision write`",
            f"muss {FORMAT} sein; Datei mit `provision write` neu schreiben",
        )
    for name, table in tables.items():
        if name in ("format", "site"):
            continue
        keys = [f"{name}.{key}" for key in table] if isinstance(table, Mapping) else [name]
        for key in keys:
            if key not in BY_KEY:
                yield Mistake(key, "there is no such setting", "diese Angabe gibt es nicht")


def _cells(tables: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for column in COLUMNS:
        section, key = column.table_and_key
        table = tables.get(section)
        value = table.get(key, "") if isinstance(table, Mapping) else ""
        yield column.name, _cell(value)


def _cell(value: object) -> str:
    """Lists are words; whatever is neither text nor number fails in the column's own words."""
    return " ".join(str(each) for each in value) if isinstance(value, list) else str(value)


def _site(table: object, mistakes: list[Mistake]) -> SiteFacts:
    given = table if isinstance(table, Mapping) else {}
    readers: dict[str, Any] = {
        "name": place,
        "broker_host": lambda text: host(text) if text else "",
        "broker_port": lambda text: whole(1, 65535, text),
        "updates_port": lambda text: whole(1, 65535, text),
    }
    defaults = {"name": "", "broker_host": "", "broker_port": "8883", "updates_port": str(UPDATES_PORT)}
    found: dict[str, Any] = {}
    for key, read in readers.items():
        try:
            found[key] = read(_cell(given.get(key, defaults[key])))
        except Wrong as wrong:
            mistakes.append(Mistake(f"site.{key}", wrong.en, wrong.de))
    mistakes.extend(
        Mistake(f"site.{key}", "there is no such setting", "diese Angabe gibt es nicht")
        for key in given
        if key not in readers
    )
    return SiteFacts(**{"name": "", "broker_host": "", **found})
