"""What is in the image, as SPDX 2.3 (JSON). Licences are not judged: they are in each package's own papers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from image_build.commands import EPOCH
from image_build.debian_lock import Locked
from image_build.gpt import unique
from image_build.sbom import debian_purl, python_purl

NAMESPACE = "https://spdx.org/spdxdocs"
UNKNOWN = "NOASSERTION"
IMAGE = "SPDXRef-Image"


def document(name: str, version: str, build: str, debian: Iterable[Locked], python: Mapping[str, str]) -> str:
    rows = sorted(row for row in debian if row.use != "compiler")
    contained = [_debian(row) for row in rows] + [_python(one, python[one]) for one in sorted(python)]
    image = _package(IMAGE, name, version) | {"primaryPackagePurpose": "OPERATING-SYSTEM"}
    relations = [_relation("SPDXRef-DOCUMENT", "DESCRIBES", IMAGE)]
    relations += [_relation(IMAGE, "CONTAINS", one["SPDXID"]) for one in contained]
    return json.dumps({
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"{name}-{version}",
        "documentNamespace": f"{NAMESPACE}/{name}-{version}-{unique(name + version + build)}",
        "creationInfo": {
            "created": datetime.fromtimestamp(EPOCH, UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "creators": ["Tool: migrado-image-build"],
        },
        "packages": [image, *contained],
        "relationships": relations,
    }, indent=1) + "\n"  # fmt: skip


def _debian(row: Locked) -> dict[str, Any]:
    return _package(f"SPDXRef-deb-{_id(row.name)}", row.name, row.version) | {
        "supplier": "Organization: Debian",
        "checksums": [{"algorithm": "SHA256", "checksumValue": row.sha256}],
        "externalRefs": [_purl(debian_purl(row))],
    }


def _python(name: str, version: str) -> dict[str, Any]:
    return _package(f"SPDXRef-pypi-{_id(name)}", name, version) | {
        "externalRefs": [_purl(python_purl(name, version))]
    }


def _package(identity: str, name: str, version: str) -> dict[str, Any]:
    return {
        "SPDXID": identity,
        "name": name,
        "versionInfo": version,
        "downloadLocation": UNKNOWN,
        "filesAnalyzed": False,
        "licenseConcluded": UNKNOWN,
        "licenseDeclared": UNKNOWN,
        "copyrightText": UNKNOWN,
    }


def _purl(locator: str) -> dict[str, str]:
    return {"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl", "referenceLocator": locator}


def _relation(one: str, kind: str, other: str) -> dict[str, str]:
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def _id(name: str) -> str:
    """Ids are of letters, digits, `.` and `-`: libstdc++6 has to be written otherwise, and not as another one."""
    return re.sub(r"[^A-Za-z0-9.-]", lambda found: f"-x{ord(found[0]):x}-", name)
