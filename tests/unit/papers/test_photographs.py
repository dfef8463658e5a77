"""A photograph in a PDF keeps its picture and loses what the camera wrote about it."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from appliance.papers.paper import PaperLimits
from appliance.papers.photographs import pixels, without_notes
from appliance.papers.rewriting import rewrite
from tests.unit.papers.drawn import difference, opened, pictures, saved
from tests.unit.papers.hostile import MARK


def photograph(mode: str = "RGB") -> bytes:
    image = Image.linear_gradient("L").resize((64, 48)).convert(mode)
    exif = Image.Exif()
    exif[0x010E] = MARK  # ImageDescription
    output = io.BytesIO()
    image.save(output, "JPEG", exif=exif, comment=MARK.encode(), icc_profile=b"a profile")
    return output.getvalue()


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_the_picture_stays_and_the_notes_go(mode: str) -> None:
    jpeg = photograph(mode)
    assert MARK.encode() in jpeg
    bare = without_notes(jpeg)
    assert MARK.encode() not in bare
    assert b"a profile" in bare
    with Image.open(io.BytesIO(jpeg)) as before, Image.open(io.BytesIO(bare)) as after:
        assert (after.mode, after.tobytes()) == (before.mode, before.tobytes())


@pytest.mark.parametrize("mode", ["RGB", "L", "CMYK"])
def test_a_photograph_says_how_large_it_is(mode: str) -> None:
    assert pixels(photograph(mode)) == 64 * 48
    assert pixels(b"\x89PNG") == 0


@pytest.mark.parametrize("wrapped", [False, True])
def test_a_photograph_in_a_paper_looks_the_same_and_says_nothing(wrapped: bool) -> None:
    document = opened()
    picture = document.make_stream(
        b"",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=64,
        Height=48,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
    )
    filters = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode][0 if wrapped else 1 :])
    picture.write(zlib.compress(photograph()) if wrapped else photograph(), filter=filters)
    name = document.pages[0].add_resource(picture, pikepdf.Name.XObject)
    document.pages[0].contents_add(f"q 300 0 0 200 100 300 cm {name} Do Q".encode())
    pdf = saved(document)
    made = rewrite(pdf, PaperLimits()).pdf
    assert wrapped or MARK.encode() in pdf
    assert MARK.encode() not in made
    assert difference(pictures(pdf)[0], pictures(made)[0]) == 0.0


@given(st.binary(max_size=60))
def test_what_is_no_photograph_comes_back_as_it_is(data: bytes) -> None:
    assert without_notes(data) == data
    assert without_notes(b"\xff\xd8" + data)[:2] == b"\xff\xd8"
