"""The program itself: what it says and how it ends, without the libraries that a terminal does not have."""

from __future__ import annotations

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from provisioning.first_boot.apply import apply, chown
from provisioning.first_boot.places import Places
from provisioning.first_boot.steps import FileState, WriteFile
from provisioning.site.cards import write_card
from tests.unit.provisioning.site_desk import site_in, terminal

WITHOUT = """
import runpy, sys
for name in ("typer", "rich", "click", "paho", "kivy", "pydantic"):
    sys.modules[name] = None
sys.argv = ["first_boot", *sys.argv[1:]]
runpy.run_module("provisioning.first_boot", run_name="__main__")
"""


def first_boot(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-c", WITHOUT, "--root", str(root), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.run(words, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "terminal"
    (made / "boot/firmware").mkdir(parents=True)
    return made


def test_without_a_file_it_says_so_on_the_screen_and_ends_with_1(root: Path) -> None:
    done = first_boot(root)
    assert done.returncode == 1
    assert "falsch eingerichtet" in done.stdout
    assert "set up wrongly" in done.stdout


def test_a_dry_run_tells_the_steps_to_the_journal_and_nothing_to_the_screen(root: Path, tmp_path: Path) -> None:
    card = write_card(site_in(tmp_path), terminal())
    for file in card.iterdir():
        (root / "boot/firmware" / file.name).write_bytes(file.read_bytes())
    done = first_boot(root, "--dry-run")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert "write /var/lib/migrado/identity/key.pem (0600, migrado" in done.stderr
    assert not (root / "var").exists()


def test_a_disk_that_fails_is_said_in_both_languages(root: Path, tmp_path: Path) -> None:
    """A file where the settings' directory has to be."""
    for file in write_card(site_in(tmp_path), terminal()).iterdir():
        (root / "boot/firmware" / file.name).write_bytes(file.read_bytes())
    (root / "var").write_text("")
    done = first_boot(root)
    assert done.returncode == 1
    assert "Karte austauschen" in done.stdout
    assert "Replace the card" in done.stdout
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may give files away")
def test_the_key_is_given_to_the_terminal_s_user(tmp_path: Path) -> None:
    """`nobody` stands for the terminal's user, whom this machine does not have."""
    path = Path("/var/lib/migrado/identity/key.pem")
    steps = [WriteFile(path, FileState(b"key", 0o600, "nobody"))]

    def own(written: Path, owner: str) -> None:
        chown(written, owner) if owner == "root" else os.chown(written, pwd.getpwnam(owner).pw_uid, -1)

    apply(steps, Places(tmp_path), own, lambda _: None, dry_run=False)
    written = tmp_path / "var/lib/migrado/identity/key.pem"
    assert written.owner() == "nobody"
    assert written.stat().st_mode & 0o777 == 0o600
    assert written.parent.owner() == "nobody", "the terminal replaces its certificate there"
