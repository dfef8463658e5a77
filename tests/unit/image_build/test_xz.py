"""The packed image is what any reader of .xz makes the same image of, and is packed where that is worth it."""

from __future__ import annotations

import lzma
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from image_build.xz import BLOCK, pack, stored

DICE = random.Random(4)
CASES = {
    "empty": b"",
    "one byte": b"a",
    "a chunk and one": DICE.randbytes((1 << 16) + 1),
    "text": b"a terminal for newcomers " * 300_000,
    "zeros, then what cannot be packed, then text": bytes(2 * BLOCK) + DICE.randbytes(BLOCK + 17) + b"text" * 5000,
    "half a block of both": DICE.randbytes(BLOCK // 2) + bytes(BLOCK),
}


def packed(tmp_path: Path, content: bytes) -> Path:
    source, target = tmp_path / "image", tmp_path / "image.xz"
    source.write_bytes(content)
    pack(source, target)
    return target


@pytest.mark.parametrize("name", CASES)
def test_liblzma_makes_the_same_of_it(tmp_path: Path, name: str) -> None:
    assert lzma.decompress(packed(tmp_path, CASES[name]).read_bytes()) == CASES[name]


@pytest.mark.skipif(not shutil.which("xz"), reason="xz is not installed")
def test_xz_finds_it_whole_and_knows_its_size(tmp_path: Path) -> None:
    content = CASES["zeros, then what cannot be packed, then text"]
    path = packed(tmp_path, content)
    subprocess.run(["xz", "--test", str(path)], check=True)
    told = subprocess.run(
        ["xz", "--robot", "--list", str(path)], check=True, capture_output=True, text=True
    ).stdout
    totals = told.splitlines()[-1].split("\t")
    assert (totals[0], totals[1], totals[4]) == ("totals", "1", str(len(content)))


def test_a_damaged_byte_is_found(tmp_path: Path) -> None:
    content = bytearray(packed(tmp_path, CASES["a chunk and one"]).read_bytes())
    content[1000] ^= 1
    with pytest.raises(lzma.LZMAError):
        lzma.decompress(bytes(content))


def test_what_cannot_be_packed_grows_by_next_to_nothing(tmp_path: Path) -> None:
    content = DICE.randbytes(1 << 20)
    assert len(stored(content)) < len(content) * 1.0001 + 64
    assert packed(tmp_path, content).stat().st_size < len(content) * 1.0001 + 200


def test_zeros_and_text_are_packed(tmp_path: Path) -> None:
    assert packed(tmp_path, bytes(8 * BLOCK)).stat().st_size < 20_000
    assert packed(tmp_path, CASES["text"]).stat().st_size < 20_000
