"""Programs that do nothing while a tree is set up are themselves again afterwards; no host key is left in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from image_build.set_up import HOST_KEYS, IDLE, certificates, idle, no_host_keys

HELPER, CACHE = "usr/bin/deb-systemd-helper", "usr/bin/fc-cache"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in (HELPER, "usr/lib/python3.13/py_compile.py", "usr/bin/other"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"program")
        path.chmod(0o755)
    (tmp_path / "etc/ssh").mkdir(parents=True)
    return tmp_path


def test_they_do_nothing_meanwhile_and_are_themselves_afterwards(tree: Path) -> None:
    assert {HELPER, CACHE} <= IDLE.keys()
    with idle(tree):
        assert (tree / HELPER).read_text() == "#!/bin/sh\nexit 0\n"
        assert (tree / "usr/lib/python3.13/py_compile.py").read_text() == ""
        assert (tree / "usr/bin/other").read_bytes() == b"program"
    assert (tree / HELPER).read_bytes() == b"program"
    assert (tree / HELPER).stat().st_mode & 0o777 == 0o755


def test_what_comes_later_is_caught_by_one_within_another(tree: Path) -> None:
    with idle(tree):
        (tree / CACHE).write_bytes(b"new")
        with idle(tree):
            assert (tree / CACHE).read_text() == "#!/bin/sh\nexit 0\n"
    assert (tree / CACHE).read_bytes() == b"new"
    assert (tree / HELPER).read_bytes() == b"program"


def test_host_keys_are_there_while_sshd_is_set_up_and_gone_afterwards(tree: Path) -> None:
    with no_host_keys(tree):
        assert all((tree / name).exists() for name in HOST_KEYS)
    assert list((tree / "etc/ssh").iterdir()) == []


def test_a_certificate_that_is_named_and_missing_ends_the_build(tree: Path) -> None:
    (tree / "etc/ssl/certs").mkdir(parents=True)
    (tree / "etc/ca-certificates.conf").write_text("# by debconf\n!mozilla/Left_Out.crt\nmozilla/Missing.crt\n")
    with pytest.raises(FileNotFoundError, match="Missing"):
        certificates(tree)
