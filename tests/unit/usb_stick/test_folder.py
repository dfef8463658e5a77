"""Finding and reading below a folder: bounds that hold even where the file system lies."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from hardware.events import StickFailure
from hardware.usb_stick.folder import FolderLimits, StickProblem, find_pdfs, read_file

LIMITS = FolderLimits(file_bytes=1000)


def test_the_bytes_that_come_are_counted_whatever_the_directory_says(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(bytes(1001))
    with pytest.raises(StickProblem) as caught:
        read_file(str(tmp_path), ("a.pdf",), 1000)
    assert caught.value.reason is StickFailure.TOO_LARGE
    assert len(read_file(str(tmp_path), ("a.pdf",), 1001)) == 1001


def test_looking_ends_after_so_many_names(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"photo{number}.jpg").touch()
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "a.pdf").write_bytes(b"%PDF")
    assert len(find_pdfs(str(tmp_path), LIMITS)) == 1
    assert find_pdfs(str(tmp_path), replace(LIMITS, entries=41)) == []


@pytest.mark.parametrize(
    "parts", [("link.pdf",), ("linked", "a.pdf"), ("a.pdf", "b.pdf"), ("none.pdf",), ("folder",)]
)
def test_links_and_what_is_no_file_are_gone(tmp_path: Path, parts: tuple[str, ...]) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("a.pdf", "folder/a.pdf"):
        (tmp_path / name).write_bytes(b"%PDF")
    (tmp_path / "link.pdf").symlink_to(tmp_path / "a.pdf")
    (tmp_path / "linked").symlink_to(tmp_path / "folder")
    with pytest.raises(StickProblem) as caught:
        read_file(str(tmp_path), parts, 1000)
    assert caught.value.reason is StickFailure.FILE_GONE
    assert {each.parts for each in find_pdfs(str(tmp_path), LIMITS)} == {("a.pdf",), ("folder", "a.pdf")}


@pytest.mark.timeout(10)
def test_a_pipe_does_not_keep_the_terminal_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert find_pdfs(str(tmp_path), LIMITS) == []
    with pytest.raises(StickProblem):
        read_file(str(tmp_path), ("pipe.pdf",), 1000)
