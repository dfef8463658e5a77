"""The papers of a build: SPDX, what Debian's tracker can be asked, Imager's list."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from image_build.control import Package, packages
from image_build.debian_lock import parsed
from image_build.imager import Sizes, os_list
from image_build.origins import Origin, origins
from image_build.package_list import status, table
from image_build.recipe import load_recipe
from image_build.spdx import document

SOURCE = Path(__file__).parents[3] / "image-build"
RECIPE = load_recipe(SOURCE)
LOCKED = parsed((SOURCE / "debian.lock").read_text())
STATUS = """\
Package: bash
Essential: yes
Status: install ok installed
Architecture: arm64
Version: 5.2.37-2+b5
Source: bash (5.2.37-2)
Pre-Depends: libc6 (>= 2.38), debianutils (>= 5.6-0.1)
Description: GNU Bourne Again SHell
 Version: 9 would be a continuation and no field

Package: libc6
Status: install ok installed
Architecture: arm64
Version: 2.41-12
Source: glibc

Package: cups
Status: install ok installed
Architecture: arm64
Version: 2.4.10-3
Depends: libcups2t64 (= 2.4.10-3), default-printer | no-such, libc6

Package: libcups2t64
Status: install ok installed
Architecture: arm64
Version: 2.4.10-3
Source: cups
Provides: libcups2 (= 2.4.10-3), default-printer
"""


@pytest.fixture
def found() -> list[Package]:
    return packages(STATUS)


def test_a_package_tells_its_source_and_the_version_of_that(found: list[Package]) -> None:
    told = {one.name: (one.source, one.source_version) for one in found}
    assert told["bash"] == ("bash", "5.2.37-2")
    assert told["libc6"] == ("glibc", "2.41-12")
    assert told["cups"] == ("cups", "2.4.10-3")


def test_every_package_has_a_reason(found: list[Package]) -> None:
    why = origins(RECIPE.layers, found)
    assert why["bash"] == Origin("essential", "")
    assert why["libc6"] == Origin("essential", "bash")
    assert why["cups"] == Origin("30-devices", "")
    assert why["libcups2t64"] == Origin("30-devices", "cups")


def test_what_a_layer_names_itself_is_its_own_even_if_it_came_along_before() -> None:
    text = "Package: aa\nVersion: 1\nArchitecture: all\nEssential: yes\nDepends: cups\n\n" + STATUS
    assert origins(RECIPE.layers, packages(text))["cups"] == Origin("30-devices", "")


def test_the_table_has_a_line_a_package(found: list[Package]) -> None:
    lines = table(found, origins(RECIPE.layers, found)).splitlines()
    assert lines[0].startswith("package\tversion\t")
    assert "libc6\t2.41-12\tarm64\tglibc\t2.41-12\tessential\tbash" in lines
    assert len(lines) == len(found) + 1


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="dpkg is not installed")
def test_dpkg_reads_the_status(found: list[Package], tmp_path: Path) -> None:
    (tmp_path / "status").write_text(status(found))
    words = [
        "dpkg-query",
        f"--admindir={tmp_path}",
        "-W",
        "-f",
        r"${Package} ${source:Package} ${source:Version} ${db:Status-Status}\n",
    ]
    told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.splitlines()
    assert "libc6 glibc 2.41-12 installed" in told
    assert "bash bash 5.2.37-2 installed" in told
    assert len(told) == len(found)


@pytest.fixture
def spdx() -> dict[str, object]:
    made: dict[str, object] = json.loads(document("migrado", "0.1.0", "aa", LOCKED, {"cryptography": "46.0.1"}))
    return made


def test_spdx_has_what_version_2_3_requires(spdx: dict[str, object]) -> None:
    """SPDX 2.3, clauses 6 (document), 7 (packages), 11 (relationships)."""
    assert spdx["spdxVersion"] == "SPDX-2.3"
    assert spdx["dataLicense"] == "CC0-1.0"
    assert spdx["SPDXID"] == "SPDXRef-DOCUMENT"
    assert spdx["name"]
    assert re.fullmatch(r"https://[^#\s]+", str(spdx["documentNamespace"]))
    created = spdx["creationInfo"]
    assert isinstance(created, dict)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", created["created"])
    assert all(re.match(r"(Tool|Person|Organization): ", one) for one in created["creators"])
    listed = spdx["packages"]
    assert isinstance(listed, list)
    for one in listed:
        assert one["name"]
        assert re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", one["SPDXID"])
        assert one["downloadLocation"] == "NOASSERTION"
        assert one["filesAnalyzed"] is False
        for checksum in one.get("checksums", []):
            assert checksum["algorithm"] == "SHA256"
            assert re.fullmatch(r"[0-9a-f]{64}", checksum["checksumValue"])
        for reference in one.get("externalRefs", []):
            assert reference["referenceCategory"] == "PACKAGE-MANAGER"
            assert reference["referenceType"] == "purl"
            assert reference["referenceLocator"].startswith("pkg:")


def test_spdx_names_everything_once_and_puts_it_into_the_image(spdx: dict[str, object]) -> None:
    listed, relations = spdx["packages"], spdx["relationships"]
    assert isinstance(listed, list)
    assert isinstance(relations, list)
    ids = [one["SPDXID"] for one in listed]
    assert len(ids) == len(set(ids)) == len([row for row in LOCKED if row.use != "compiler"]) + 2
    assert {one["relatedSpdxElement"] for one in relations} == set(ids)
    assert [one["relationshipType"] for one in relations].count("DESCRIBES") == 1


def test_another_build_has_another_namespace(spdx: dict[str, object]) -> None:
    other = json.loads(document("migrado", "0.1.0", "bb", LOCKED, {}))
    assert other["documentNamespace"] != spdx["documentNamespace"]


def test_imagers_list_has_what_its_schema_requires() -> None:
    """`required` of an entry in raspberrypi/rpi-imager, doc/json-schema/os-list-schema.json."""
    sizes = Sizes(2_000_000_000, "ab" * 32, 380_000_000, "cd" * 32)
    made = json.loads(os_list("MigraDo Terminal", "0.1.0", "https://example.org/a.img.xz", sizes))
    assert list(made) == ["os_list"]
    (entry,) = made["os_list"]
    for name in ("name", "description", "icon", "url", "extract_sha256", "release_date"):
        assert isinstance(entry[name], str)
        assert entry[name]
    assert (entry["extract_size"], entry["image_download_size"]) == (2_000_000_000, 380_000_000)
    assert entry["image_download_sha256"] == "cd" * 32
    assert entry["devices"] == ["pi3-64bit", "pi4-64bit"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", entry["release_date"])
    assert entry["init_format"] == "none"
