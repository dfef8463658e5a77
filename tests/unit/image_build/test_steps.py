"""Steps of a build: not made again for the same inputs, made again for others, and if they failed."""

from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

from image_build.steps import Steps, key, of_files


def steps(work: Path) -> Steps:
    return Steps(work, Console(quiet=True), 3)


def test_a_step_is_made_once_for_the_same_inputs_and_again_for_others(tmp_path: Path) -> None:
    output, made = tmp_path / "output", []

    def make() -> None:
        made.append(1)
        output.write_text("made")

    assert steps(tmp_path).run("a step", key("one"), [output], make)
    assert not steps(tmp_path).run("a step", key("one"), [output], make)
    assert steps(tmp_path).run("a step", key("two"), [output], make)
    output.unlink()
    assert steps(tmp_path).run("a step", key("two"), [output], make)
    assert len(made) == 3


def test_a_step_that_failed_is_made_again_though_its_old_output_is_there(tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.write_text("old")
    steps(tmp_path).run("a step", key("one"), [output], lambda: None)

    def fail() -> None:
        raise OSError("no space")

    with pytest.raises(OSError, match="no space"):
        steps(tmp_path).run("a step", key("two"), [output], fail)
    assert steps(tmp_path).run("a step", key("one"), [output], lambda: None), "what is there may be half of it"


def test_names_and_contents_of_files_make_the_key_and_byte_code_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    first = of_files([tmp_path], tmp_path)
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__/a.pyc").write_bytes(b"x")
    assert of_files([tmp_path], tmp_path) == first
    (tmp_path / "a.py").rename(tmp_path / "b.py")
    assert of_files([tmp_path], tmp_path) != first
