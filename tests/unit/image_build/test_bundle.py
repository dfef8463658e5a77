"""The update bundle, by RAUC's own word: signed by whom the keyring knows, whole, for our machines."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from image_build.bundle import Signer, bundled, manifest, signer_for_trying

pytestmark = pytest.mark.skipif(not shutil.which("rauc"), reason="rauc is not installed (./dev image installs it)")


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return signer_for_trying(tmp_path / "signer")


@pytest.fixture
def bundle(tmp_path: Path, signer: Signer) -> Path:
    for name in ("boot", "root"):
        # Nothing that packs well: RAUC wants more than one block.
        (tmp_path / name).write_bytes(os.urandom(80_000))
    text = manifest("migrado-terminal-arm64", "0.1.0", "0123abcd")
    bundled(text, tmp_path / "boot", tmp_path / "root", signer, tmp_path, tmp_path / "update.raucb")
    return tmp_path / "update.raucb"


def asked(bundle: Path, keyring: Path) -> subprocess.CompletedProcess[str]:
    words = ["rauc", "info", "--output-format=shell", f"--keyring={keyring}", str(bundle)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def test_it_names_machine_version_and_both_images(bundle: Path, signer: Signer) -> None:
    told = asked(bundle, signer.keyring)
    assert told.returncode == 0, told.stderr
    for line in (
        "RAUC_MF_COMPATIBLE='migrado-terminal-arm64'",
        "RAUC_MF_VERSION='0.1.0'",
        "RAUC_MF_BUILD='0123abcd'",
        "RAUC_IMAGE_NAME_0='rootfs.img'",
        "RAUC_IMAGE_NAME_1='boot.img'",
    ):
        assert line in told.stdout


def test_another_keyring_does_not_take_it(bundle: Path, tmp_path: Path) -> None:
    stranger = signer_for_trying(tmp_path / "stranger")
    told = asked(bundle, stranger.keyring)
    assert told.returncode != 0
    assert "signature" in told.stderr.lower()


def test_a_bundle_that_was_cut_short_is_refused(bundle: Path, signer: Signer) -> None:
    content = bundle.read_bytes()
    bundle.write_bytes(content[: len(content) // 2])
    assert asked(bundle, signer.keyring).returncode != 0


def test_the_key_for_trying_is_made_once(signer: Signer) -> None:
    before = signer.key.read_bytes()
    assert signer_for_trying(signer.key.parent).key.read_bytes() == before
