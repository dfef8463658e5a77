"""The update bundle (RAUC, verity format): kernel and root of one slot, signed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from image_build.commands import run
from image_build.file_systems import emptied

FOR_TRYING = "MigraDo development, not for cards"
DAYS = 3650
PACKED = "-comp zstd -Xcompression-level 3"
"""The root is packed already; gzip, which is taken otherwise, tries for half a minute to pack it again."""


@dataclass(frozen=True)
class Signer:
    certificate: Path
    """Its issuer, or it itself, is the image's keyring."""
    key: Path
    keyring: Path


def signer_for_trying(directory: Path) -> Signer:
    """Return a key of this work directory, made once: images built with it take updates from here only."""
    directory.mkdir(parents=True, exist_ok=True)
    certificate, key = directory / "certificate.pem", directory / "key.pem"
    if not (certificate.exists() and key.exists()):
        run([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
            "-days", str(DAYS), "-subj", f"/CN={FOR_TRYING}", "-keyout", key, "-out", certificate,
        ])  # fmt: skip
    return Signer(certificate, key, certificate)


def manifest(compatible: str, version: str, build: str) -> str:
    return (
        f"[update]\ncompatible={compatible}\nversion={version}\nbuild={build}\n\n[bundle]\nformat=verity\n\n"
        "[image.rootfs]\nfilename=rootfs.img\n\n[image.boot]\nfilename=boot.img\n"
    )


def bundled(text: str, boot: Path, root: Path, signer: Signer, work: Path, target: Path) -> None:
    """Make the bundle."""
    content = emptied(work / "bundle")
    (content / "manifest.raucm").write_text(text)
    (content / "boot.img").hardlink_to(boot)
    (content / "rootfs.img").hardlink_to(root)
    target.unlink(missing_ok=True)
    run(["rauc", "bundle", f"--cert={signer.certificate}", f"--key={signer.key}", f"--keyring={signer.keyring}",
         f"--mksquashfs-args={PACKED}", content, target])  # fmt: skip
