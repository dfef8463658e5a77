"""Which messages can be an update at all."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from appliance.updating.wanted import MOST_BYTES, why_not
from tests.unit.updating.samples import WANTED


def test_an_update_as_it_should_be_is_one() -> None:
    assert why_not(WANTED) == ""


@pytest.mark.parametrize(
    "bundle", ["../x.raucb", "a/b.raucb", "x.tar", ".raucb" * 40, "x.raucb\n", "", "x y.raucb"]
)
def test_a_name_with_a_path_or_of_something_else_is_none(bundle: str) -> None:
    assert why_not(replace(WANTED, bundle=bundle)) == "no name of a bundle"


@pytest.mark.parametrize("size", [0, -1, MOST_BYTES + 1])
def test_a_size_beyond_sense_is_none(size: int) -> None:
    assert why_not(replace(WANTED, size=size)) == "no size of a bundle"


@pytest.mark.parametrize("sha256", ["", "a" * 63, "A" * 64, "g" * 64, "../" + "a" * 61])
def test_a_hash_is_64_small_hex_digits(sha256: str) -> None:
    assert why_not(replace(WANTED, sha256=sha256)) == "no SHA-256"


@pytest.mark.parametrize("version", ["", "-1", "a b", "1" * 65, "Müller"])
def test_a_version_is_one_short_word(version: str) -> None:
    assert why_not(replace(WANTED, version=version)) == "no version"


def test_a_name_with_a_build_number_is_one() -> None:
    assert why_not(replace(WANTED, bundle="migrado-0.2.0+build.7.raucb", version="0.2.0+build.7~rc1")) == ""
