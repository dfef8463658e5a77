"""CI's image run: once for each state of what the image is made of, and again where it did not go well."""

from __future__ import annotations

import datetime as dt
import shutil
import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.image_if_changed import image_run, inputs, passed_on, remember, work_directory
from tests.system.image.qemu import EMULATOR

TODAY = dt.date(2026, 11, 27)
MADE = (
    "out/migrado.img",
    "out/migrado.img.bmap",
    "unpacked/usr/lib/u-boot/qemu_arm64/u-boot.bin",
    "qemu-flash.img",
)
PARTS = ("appliance/main.py", "hardware/a.py", "kivy_ui/a.py", "provisioning/a.py", "content/a.yaml",
         "systemd/a.service", "image-build/recipe.toml", "image-build/debian.lock", "image-build/layers/a.toml",
         "image-build/image_build/build.py", "image-build/files/boot/init", "image-build/files/root/etc/hostname",
         "tests/system/image/test_boot.py", "debian-packages.txt")  # fmt: skip
OTHERS = ("monitor/a.py", "image-build/README.md", "tests/unit/a.py", "appliance/__pycache__/a.pyc")


class Shell:
    """Answers to commands as told, makes what a build makes, and keeps what was asked for."""

    def __init__(self, work: Path, *, failing: str = "", builds: bool = True) -> None:
        self.work, self.failing, self.builds = work, failing, builds
        self.asked: list[str] = []

    def __call__(self, words: Sequence[str | Path]) -> int:
        line = " ".join(map(str, words[1:]))
        self.asked.append(line)
        if words[1] == "image" and self.builds:
            for name in MADE:
                (self.work / name).parent.mkdir(parents=True, exist_ok=True)
                (self.work / name).touch()
        return 3 if line == self.failing else 0


@pytest.fixture
def source(tmp_path: Path) -> Path:
    made = tmp_path / "source"
    for name in (*PARTS, *OTHERS):
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_text("1")
    return made


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A work directory, and an emulator that is installed."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / EMULATOR).symlink_to(shutil.which("true") or "/bin/true")
    monkeypatch.setenv("PATH", str(programs))
    return tmp_path / "cache/migrado/image"


@pytest.mark.parametrize("name", PARTS)
def test_each_part_of_the_image_counts(source: Path, name: str) -> None:
    before = inputs(source)
    (source / name).write_text("2")
    assert inputs(source) != before


@pytest.mark.parametrize("name", OTHERS)
def test_what_does_not_go_into_the_image_does_not_count(source: Path, name: str) -> None:
    before = inputs(source)
    (source / name).write_text("2")
    assert inputs(source) == before


def test_a_new_file_a_removed_one_and_a_moved_one_count(source: Path) -> None:
    seen = [inputs(source)]
    (source / "content/b.yaml").write_text("1")
    seen.append(inputs(source))
    (source / "content/a.yaml").rename(source / "content/c.yaml")
    seen.append(inputs(source))
    (source / "content/c.yaml").unlink()
    seen.append(inputs(source))
    assert len(set(seen)) == 4


def test_built_and_started_once_then_skipped_with_its_day(
    source: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(work)
    assert image_run(source, work, TODAY, shell) == 0
    build = f"image --quick --work {work}"
    assert shell.asked == ["image-test --collect-only -q", build, "image-test", "test-trixie tests/unit"]
    capsys.readouterr()
    assert image_run(source, work, TODAY + dt.timedelta(days=3), shell) == 0
    assert len(shell.asked) == 4
    assert capsys.readouterr().err == "image: inputs unchanged since its boot test on 2026-11-27, skipped\n"


def test_a_change_is_built_and_the_way_back_is_not(source: Path, work: Path) -> None:
    shell = Shell(work)
    image_run(source, work, TODAY, shell)
    (source / "content/a.yaml").write_text("2")
    image_run(source, work, TODAY, shell)
    assert len(shell.asked) == 8
    (source / "content/a.yaml").write_text("1")
    image_run(source, work, TODAY, shell)
    assert len(shell.asked) == 8


@pytest.mark.parametrize(
    "failing",
    ["image-test --collect-only -q", "image --quick --work WORK", "image-test", "test-trixie tests/unit"],
)
def test_a_failure_is_told_ends_with_its_code_and_is_tried_again(source: Path, work: Path, failing: str) -> None:
    wanted = failing.replace("WORK", str(work))
    shell = Shell(work, failing=wanted)
    assert image_run(source, work, TODAY, shell) == 3
    assert shell.asked[-1] == wanted
    assert passed_on(work, inputs(source)) == ""
    assert image_run(source, work, TODAY, Shell(work)) == 0


def test_a_build_that_left_no_image_is_a_failure_and_no_skipped_test(
    source: Path, work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(work, builds=False)
    assert image_run(source, work, TODAY, shell) == 1
    assert "image-test" not in shell.asked
    assert "image: no image was built" in capsys.readouterr().err


def test_no_emulator_is_a_failure_and_no_skipped_test(
    source: Path, work: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert image_run(source, work, TODAY, Shell(work)) == 1
    assert f"{EMULATOR} is not installed" in capsys.readouterr().err


def test_inputs_that_change_under_the_build_are_not_marked(source: Path, work: Path) -> None:
    class Editing(Shell):
        def __call__(self, words: Sequence[str | Path]) -> int:
            (source / "content/a.yaml").write_text("2")
            return super().__call__(words)

    assert image_run(source, work, TODAY, Editing(work)) == 1
    assert not (work / "boot-tested").exists()


def test_a_second_run_waits_for_the_first_and_has_nothing_left_to_do(source: Path, work: Path) -> None:
    second = Shell(work)
    waiting = threading.Thread(target=image_run, args=(source, work, TODAY, second), daemon=True)

    class Racing(Shell):
        def __call__(self, words: Sequence[str | Path]) -> int:
            if words[1] == "image":
                waiting.start()
            if words[1:] == ("image-test",):
                waiting.join(0.3)
                assert waiting.is_alive(), "it did not wait"
            return super().__call__(words)

    assert image_run(source, work, TODAY, Racing(work)) == 0
    waiting.join(20)
    assert not waiting.is_alive()
    assert second.asked == []


def test_a_mark_is_of_one_state_only(tmp_path: Path) -> None:
    remember(tmp_path, "abc", TODAY)
    assert passed_on(tmp_path, "abc") == "2026-11-27"
    assert passed_on(tmp_path, "abd") == ""


def test_where_builds_are_kept() -> None:
    assert work_directory({"HOME": "/home/x"}) == Path("/home/x/.cache/migrado/image")
    assert work_directory({"HOME": "/home/x", "XDG_CACHE_HOME": ""}) == Path("/home/x/.cache/migrado/image")
    assert work_directory({"HOME": "/home/x", "XDG_CACHE_HOME": "/c"}) == Path("/c/migrado/image")
