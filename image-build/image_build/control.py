"""Debian's control files, as dpkg's status and a package's own description have them (deb-control(5)). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

NAME = re.compile(r"[a-z0-9][a-z0-9+.-]+")


@dataclass(frozen=True)
class Package:
    name: str
    version: str
    architecture: str
    source: str
    source_version: str
    """What Debian's security tracker speaks of."""
    essential: bool
    needs: tuple[str, ...]
    """Every name that it depends on, alternatives included."""
    provides: tuple[str, ...]


def packages(text: str) -> list[Package]:
    """Return what the stanzas of a file describe."""
    return [_package(_fields(stanza)) for stanza in re.split(r"\n\s*\n", text.strip()) if stanza]


def _fields(stanza: str) -> dict[str, str]:
    found: dict[str, str] = {}
    name = ""
    for line in stanza.splitlines():
        if line.startswith((" ", "\t")):
            found[name] += line
        else:
            name, _, value = line.partition(":")
            found[name] = value.strip()
    return found


def _package(fields: Mapping[str, str]) -> Package:
    name, version = fields["Package"], fields["Version"]
    # `Source: glibc (2.41-12)`; left out where both are the same.
    source, _, source_version = fields.get("Source", name).partition(" ")
    return Package(
        name=name,
        version=version,
        architecture=fields["Architecture"],
        source=source,
        source_version=source_version.strip("()") or version,
        essential=fields.get("Essential") == "yes",
        needs=_names(f"{fields.get('Pre-Depends', '')},{fields.get('Depends', '')}"),
        provides=_names(fields.get("Provides", "")),
    )


def _names(relation: str) -> tuple[str, ...]:
    """Return the names in something like `libc6 (>= 2.38), exim4 | mail-transport-agent`."""
    found = (NAME.match(one.strip()) for one in re.split(r"[,|]", relation))
    return tuple(one[0] for one in found if one is not None)
