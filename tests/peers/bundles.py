"""Update bundles made by real `rauc`, small ones, signed by a key that is made where there is none."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

MANIFEST = """[update]
compatible=utopia
version={version}

[bundle]
format=verity

[image.rootfs]
filename=rootfs.img
"""


def bundle_in(directory: Path, version: str, size: int = 200_000) -> Path:
    """Make `update-VERSION.raucb`, signed by `key.pem`; `keyring.pem` is its certificate."""
    certificate, key = directory / "keyring.pem", directory / "key.pem"
    if not key.exists():
        _run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-subj", "/CN=Utopia", "-keyout", key, "-out", certificate)  # fmt: skip
    content = directory / f"content-{version}"
    content.mkdir()
    (content / "manifest.raucm").write_text(MANIFEST.format(version=version))
    (content / "rootfs.img").write_bytes(os.urandom(size // 4096 * 4096))
    target = directory / f"update-{version}.raucb"
    _run("rauc", "bundle", f"--cert={certificate}", f"--key={key}", f"--keyring={certificate}", content, target)
    return target


def _run(*words: str | Path) -> None:
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
