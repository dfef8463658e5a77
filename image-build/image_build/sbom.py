"""What is in the image, as CycloneDX 1.5: Debian's packages by debian.lock, Python's by the image's lock."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from image_build.debian_lock import Locked
from image_build.gpt import unique


def bill(name: str, version: str, debian: Iterable[Locked], python: dict[str, str]) -> str:
    rows = sorted(row for row in debian if row.use != "compiler")
    components = [_debian(row) for row in rows] + [_python(one, python[one]) for one in sorted(python)]
    return json.dumps({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{unique(name + version)}",
        "version": 1,
        "metadata": {"component": {"type": "operating-system", "name": name, "version": version}},
        "components": components,
    }, indent=1) + "\n"  # fmt: skip


def debian_purl(row: Locked) -> str:
    return f"pkg:deb/debian/{quote(row.name)}@{quote(row.version)}?arch={row.architecture}&distro=trixie"


def python_purl(name: str, version: str) -> str:
    return f"pkg:pypi/{quote(name)}@{quote(version)}"


def _debian(row: Locked) -> dict[str, Any]:
    return {
        "type": "library",
        "name": row.name,
        "version": row.version,
        "purl": debian_purl(row),
        "hashes": [{"alg": "SHA-256", "content": row.sha256}],
    }


def _python(name: str, version: str) -> dict[str, Any]:
    return {
        "type": "library",
        "name": name,
        "version": version,
        "purl": python_purl(name, version),
    }
