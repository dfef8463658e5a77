"""Debian's packages of an image, for asking what is known to be vulnerable in them. A build asks nobody.

Two forms: a table for people, and what `debsecan --suite trixie --status FILE` reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from image_build.control import Package
from image_build.origins import Origin

HEAD = ("package", "version", "architecture", "source", "source_version", "layer", "needed_by")


def table(found: Iterable[Package], origins: Mapping[str, Origin]) -> str:
    rows = [HEAD, *(_row(one, origins[one.name]) for one in _sorted(found))]
    return "".join("\t".join(row) + "\n" for row in rows)


def status(found: Iterable[Package]) -> str:
    """Return them as dpkg's status would have them, those included that dpkg did not install: kernel, firmware."""
    return "\n".join(
        f"Package: {one.name}\nStatus: install ok installed\nArchitecture: {one.architecture}\n"
        f"Source: {one.source} ({one.source_version})\nVersion: {one.version}\n"
        "Maintainer: Debian\nDescription: as in the image\n"
        for one in _sorted(found)
    )


def _row(one: Package, origin: Origin) -> tuple[str, ...]:
    return (
        one.name,
        one.version,
        one.architecture,
        one.source,
        one.source_version,
        origin.layer,
        origin.needed_by,
    )


def _sorted(found: Iterable[Package]) -> list[Package]:
    return sorted(found, key=lambda one: one.name)
