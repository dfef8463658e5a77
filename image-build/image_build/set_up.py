"""What packages' scripts would do slowly under emulation, or must not do: done by this machine, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from image_build.commands import run

IDLE = {
    "usr/bin/deb-systemd-helper": "recipe.toml says which services run",
    "usr/bin/deb-systemd-invoke": "nothing is started in a tree",
    "usr/bin/dpkg-maintscript-helper": "looks after what an upgrade leaves behind: here all is new",
    "usr/bin/fc-cache": "its cache would be of this machine's times; a dozen fonts are read in no time",
    "usr/bin/systemd-hwdb": "done here, see hardware_database",
    "usr/bin/update-mime-database": "nothing asks for kinds of files",
    "usr/lib/python3.13/py_compile.py": "byte-compiled here, see python_tree",
    "usr/sbin/invoke-rc.d": "nothing is started in a tree",
    "usr/sbin/make-ssl-cert": "a private key that every terminal would have",
    "usr/sbin/update-ca-certificates": "done here, see certificates",
    "usr/sbin/update-catalog": "nothing reads SGML",
    "usr/sbin/update-rc.d": "there is no init but systemd",
    "usr/sbin/update-xmlcatalog": "nothing reads DocBook",
}
"""Programs that do nothing while packages are set up, and why."""
HOST_KEYS = tuple(f"etc/ssh/ssh_host_{kind}_key" for kind in ("rsa", "ecdsa", "ed25519"))
CERTIFICATES = "usr/share/ca-certificates"


@contextmanager
def idle(tree: Path) -> Iterator[None]:
    """Let those of these programs that are there do nothing meanwhile. One may be within another."""
    there = {tree / name for name in IDLE if (tree / name).exists()}
    contents = {path: path.read_bytes() for path in there}
    for path in there:
        path.write_text("" if path.suffix == ".py" else "#!/bin/sh\nexit 0\n")
    yield
    for path, content in contents.items():
        path.write_bytes(content)


@contextmanager
def no_host_keys(tree: Path) -> Iterator[None]:
    """sshd's package makes keys, and every terminal would have the same: let it find some, and take them away."""
    keys = [tree / name for name in HOST_KEYS]
    for key in keys:
        key.touch()
    yield
    for key in keys:
        key.unlink()


def hardware_database(tree: Path) -> None:
    """The form of it that has no names of files in it: they would be those of this machine's directories."""
    run(["udevadm", "hwdb", f"--root={tree}", "--usr", "--update"])


def certificates(tree: Path) -> None:
    """Link the authorities that ca-certificates.conf names, and put them into one file, as Debian does."""
    target = tree / "etc/ssl/certs"
    lines = (tree / "etc/ca-certificates.conf").read_text().splitlines()
    wanted = [line for line in lines if line and not line.startswith(("#", "!"))]
    for name in wanted:
        (target / link_name(name)).symlink_to(f"/{CERTIFICATES}/{name}")
    texts = ((tree / CERTIFICATES / name).read_text().rstrip("\n") for name in wanted)
    (target / "ca-certificates.crt").write_text("".join(f"{text}\n" for text in texts))
    run(["chroot", tree, "openssl", "rehash", "/etc/ssl/certs"])


def link_name(certificate: str) -> str:
    name = re.sub(r"[ ,]", "_", Path(certificate).stem)
    return re.sub(r"[()]", "=", name) + ".pem"
