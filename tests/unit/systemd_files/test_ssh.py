"""SSH: where no key was provisioned there is none, and with one there is no other way in."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SYSTEMD = Path(__file__).parents[3] / "systemd"
KEY = SYSTEMD / "migrado-ssh-key"
SSHD = "/usr/sbin/sshd"

pytestmark = pytest.mark.skipif(not Path(SSHD).exists(), reason="sshd is not installed")


def made(key: Path) -> str:
    return subprocess.run([str(KEY), str(key)], check=True, capture_output=True, text=True).stdout


def test_a_host_key_is_made_once(tmp_path: Path) -> None:
    key = tmp_path / "ed25519"
    assert "(ED25519)" in made(key)
    first = key.read_bytes()
    assert made(key) == ""
    assert key.read_bytes() == first
    assert [path.name for path in tmp_path.iterdir()] == ["ed25519"]
    assert key.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("left", [b"", b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl", bytes(400)])
def test_a_host_key_that_cannot_be_read_is_made_anew(tmp_path: Path, left: bytes) -> None:
    key = tmp_path / "ed25519"
    key.write_bytes(left)
    (tmp_path / "ed25519.new").write_bytes(left)
    assert "(ED25519)" in made(key)
    subprocess.run(["ssh-keygen", "-y", "-f", str(key)], check=True, stdout=subprocess.DEVNULL)


@pytest.fixture
def told(tmp_path: Path) -> list[str]:
    """What sshd makes of our file, read before one that allows everything."""
    made(tmp_path / "ed25519")
    loose = "\nPasswordAuthentication yes\nPermitRootLogin yes\nX11Forwarding yes\nUsePAM yes\n"
    text = (SYSTEMD / "sshd.conf").read_text() + loose
    config = tmp_path / "sshd_config"
    config.write_text(text.replace("/etc/ssh/host/ed25519", str(tmp_path / "ed25519")))
    Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
    return subprocess.run(
        [SSHD, "-T", "-f", str(config)], check=True, capture_output=True, text=True
    ).stdout.splitlines()


def test_the_provisioned_key_is_the_only_way_in(told: list[str]) -> None:
    for line in (
        "permitrootlogin without-password",
        "authorizedkeysfile /etc/migrado/authorized_keys",
        "authenticationmethods publickey",
        "passwordauthentication no",
        "kbdinteractiveauthentication no",
        "hostbasedauthentication no",
        "usepam no",
        "allowusers root",
    ):
        assert line in told


def test_there_is_no_way_through(told: list[str]) -> None:
    assert "disableforwarding yes" in told
    assert "permittunnel no" in told


def test_sshd_starts_only_with_a_key_and_makes_its_own_first() -> None:
    lines = (SYSTEMD / "ssh.conf").read_text().splitlines()
    assert "ConditionFileNotEmpty=/etc/migrado/authorized_keys" in lines
    steps = [line for line in lines if line.startswith("ExecStartPre=")]
    assert steps[0] == "ExecStartPre="
    assert steps[1].startswith("ExecStartPre=/usr/lib/migrado/migrado-ssh-key ")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_understands_every_line(tmp_path: Path) -> None:
    shutil.copytree("/usr/lib/systemd/system", tmp_path / "usr/lib/systemd/system", symlinks=True)
    addition = tmp_path / "usr/lib/systemd/system/ssh.service.d/migrado.conf"
    addition.parent.mkdir()
    shutil.copy(SYSTEMD / "ssh.conf", addition)
    for program in (SSHD, "/usr/lib/migrado/migrado-ssh-key", "/usr/bin/kill"):
        path = tmp_path / program.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        path.chmod(0o755)
    (tmp_path / "bin").symlink_to("usr/bin")
    words = ["systemd-analyze", "verify", f"--root={tmp_path}", "--recursive-errors=no", "--man=no", "ssh.service"]
    done = subprocess.run(words, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert done.stdout == ""
