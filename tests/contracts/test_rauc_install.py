"""`rauc install`: a stand-in and a real RAUC say the same of the same bundles, as far as one gets here."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.updating.installing import install
from image_build.bundle import Signer, bundled, manifest, signer_for_trying
from tests.peers.rauc_peer import RaucPeer, is_installed
from tests.peers.spoken_rauc import SpokenRauc

pytestmark = pytest.mark.system
COMPATIBLE = "migrado-terminal-arm64"
real = pytest.mark.skipif(not is_installed(), reason="rauc is not installed (./dev image installs it)")


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return signer_for_trying(tmp_path / "signer")


@pytest.fixture
def bundle(tmp_path: Path, signer: Signer) -> Path:
    for name in ("boot", "root"):
        (tmp_path / name).write_bytes(os.urandom(80_000))
    target = tmp_path / "update.raucb"
    bundled(manifest(COMPATIBLE, "0.2.0", "try"), tmp_path / "boot", tmp_path / "root", signer, tmp_path, target)
    return target


@pytest.fixture
def rauc(tmp_path: Path, signer: Signer) -> Iterator[RaucPeer]:
    (tmp_path / "rauc").mkdir()
    with RaucPeer(tmp_path / "rauc", signer.keyring, COMPATIBLE) as made:
        yield made


@real
def test_a_bundle_of_somebody_else_has_a_bad_signature(tmp_path: Path, bundle: Path) -> None:
    (tmp_path / "rauc").mkdir()
    stranger = signer_for_trying(tmp_path / "stranger")
    told: list[int] = []
    with RaucPeer(tmp_path / "rauc", stranger.keyring, COMPATIBLE) as rauc:
        assert install(bundle, told.append, rauc.command) == "bad_signature"
    assert told[0] == 0
    assert max(told) < 100


@real
@pytest.mark.parametrize("left", [0.5, 0.0001])
def test_a_bundle_that_was_cut_short_is_damaged(rauc: RaucPeer, bundle: Path, left: float) -> None:
    content = bundle.read_bytes()
    bundle.write_bytes(content[: int(len(content) * left)])
    assert install(bundle, lambda _: None, rauc.command) == "damaged"


@real
def test_a_file_of_zeros_is_damaged(rauc: RaucPeer, bundle: Path) -> None:
    bundle.write_bytes(bytes(200_000))
    assert install(bundle, lambda _: None, rauc.command) == "damaged"


@real
@pytest.mark.skipif(Path("/dev/mapper/control").exists(), reason="there is a device mapper here")
def test_a_machine_that_cannot_mount_it_refuses_and_says_so(
    rauc: RaucPeer, bundle: Path, caplog: pytest.LogCaptureFixture
) -> None:
    bundle.chmod(0o600)
    assert install(bundle, lambda _: None, rauc.command) == "install_failed"
    assert "Failed mounting bundle" in caplog.text


@real
def test_a_service_that_is_not_there(rauc: RaucPeer, bundle: Path) -> None:
    nowhere = ("env", "DBUS_SYSTEM_BUS_ADDRESS=unix:path=/no/such/bus", "rauc", "install")
    assert install(bundle, lambda _: None, nowhere) == "installer_away"


def test_no_rauc_at_all(tmp_path: Path) -> None:
    assert install(tmp_path / "x", lambda _: None, ("/no/such/rauc",)) == "installer_away"


def test_what_it_says_when_all_goes_well(tmp_path: Path) -> None:
    (tmp_path / "x.raucb").touch()
    spoken, told = SpokenRauc(tmp_path), list[int]()
    assert install(tmp_path / "x.raucb", told.append, spoken.command) == ""
    assert told == sorted(told)
    assert told[-1] == 100


@pytest.mark.parametrize(
    ("error", "keyword"),
    [
        ("signature verification failed: Verify error: self-signed certificate", "bad_signature"),
        ("Compatible mismatch: Expected 'a' but bundle manifest has 'b'", "wrong_compatible"),
        ("Invalid bundle format: Signature size is 0", "damaged"),
        ("Failed updating slot rootfs.1: whatever", "install_failed"),
    ],
)
def test_what_it_says_when_it_refuses(tmp_path: Path, error: str, keyword: str) -> None:
    (tmp_path / "x.raucb").touch()
    spoken = SpokenRauc(tmp_path)
    spoken.refuses(error)
    assert install(tmp_path / "x.raucb", lambda _: None, spoken.command) == keyword
    spoken.is_away()
    assert install(tmp_path / "x.raucb", lambda _: None, spoken.command) == "installer_away"
