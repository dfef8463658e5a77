"""Nothing active, hidden or foreign survives; what was visible stays as it was."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from appliance.papers.paper import CleanPaper, PaperLimits
from appliance.papers.rewriting import rewrite
from tests.unit.papers.drawn import difference, drawn_pdf, ink, opened, pictures, saved
from tests.unit.papers.hostile import ACTIVE, MARK, form_within_itself

PAGE_KEYS = {
    "/Type",
    "/Parent",
    "/MediaBox",
    "/CropBox",
    "/Rotate",
    "/Resources",
    "/Contents",
    "/Group",
    "/UserUnit",
}
SAME = 0.002
"""The part of pixels that may differ: the edges of letters that were drawn by a field are laid out anew."""
NAME_AT = (0.1, 0.38, 0.6, 0.45)
"""Where `fill_in` puts a field, in parts of the page."""


def cleaned(pdf: bytes) -> CleanPaper:
    return rewrite(pdf, PaperLimits())


def everything(pdf: bytes) -> bytes:
    """Return all objects and unpacked streams as one text."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        parts = [document.trailer.unparse(resolved=True)]
        for each in document.objects:
            parts.append(each.unparse(resolved=True))
            if isinstance(each, pikepdf.Stream):
                parts.append(each.read_raw_bytes())
                if each.get("/Filter") in (None, Name.FlateDecode):
                    parts.append(each.read_bytes())
    return b"\n".join(parts)


def fill_in(document: pikepdf.Pdf, value: str, appearance: bytes | None, hidden: bool = False) -> None:
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("family_name"),
            V=String(value),
            DA=String("/Helv 12 Tf 0 g"),
            F=2 if hidden else 4,
            Rect=Array([70, 470, 350, 515]),
        )
    )
    if appearance is not None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        drawn = document.make_stream(appearance, Subtype=Name.Form, BBox=Array([0, 0, 280, 45]))
        drawn.Resources = Dictionary(Font=Dictionary(Helv=font))
        field.AP = Dictionary(N=drawn)
    document.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True, DA=String("/Helv 12 Tf 0 g"))
    document.pages[0].obj.Annots = Array([field])


@pytest.mark.parametrize("make", list(ACTIVE.values()), ids=list(ACTIVE))
def test_nothing_active_is_left_and_the_page_looks_the_same(make: Callable[[], bytes]) -> None:
    pdf = make()
    assert MARK.encode() in everything(pdf), "the test's own PDF is harmless"
    made = cleaned(pdf).pdf
    text = everything(made)
    for word in (
        MARK.encode(),
        b"/JavaScript",
        b"/Launch",
        b"/URI",
        b"/EmbeddedFile",
        b"/AcroForm",
        b"/Annots",
        b"/Info",
    ):
        assert word not in text
    with pikepdf.open(io.BytesIO(made)) as document:
        assert set(document.Root.keys()) == {"/Type", "/Pages"}
        assert all(set(page.obj.keys()) <= PAGE_KEYS for page in document.pages)
    assert difference(pictures(made)[0], pictures(drawn_pdf())[0]) < SAME


def test_all_pages_look_as_before() -> None:
    pdf = drawn_pdf(5)
    paper = cleaned(pdf)
    assert paper.pages == 5
    before, after = pictures(pdf), pictures(paper.pdf)
    assert [difference(one, other) for one, other in zip(before, after, strict=True)] == [0.0] * 5
    assert difference(before[0], before[3]) > SAME, "the comparison would see a difference"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270, -90, 450])
def test_rotation_and_crop_are_kept(rotation: int) -> None:
    document = opened()
    document.pages[0].obj.Rotate = rotation
    document.pages[0].obj.CropBox = Array([50, 600, 500, 800])
    pdf = saved(document)
    assert difference(pictures(pdf)[0], pictures(cleaned(pdf).pdf)[0]) == 0.0


def test_what_pages_inherit_from_their_tree_is_kept() -> None:
    document = opened(2)
    for key in ("/MediaBox", "/Resources"):
        document.Root.Pages[key] = document.pages[0].obj[key]
        for page in document.pages:
            if key in page.obj and key == "/MediaBox":
                del page.obj[key]
    document.Root.Pages.Rotate = 90
    pdf = saved(document)
    before, after = pictures(pdf), pictures(cleaned(pdf).pdf)
    assert [difference(one, other) for one, other in zip(before, after, strict=True)] == [0.0, 0.0]


def test_a_value_that_has_been_drawn_stays_as_it_was_drawn() -> None:
    document = opened()
    fill_in(document, "ERIKSSON", b"BT /Helv 30 Tf 10 10 Td (ERIKSSON) Tj ET")
    document.Root.AcroForm.NeedAppearances = False
    pdf = saved(document)
    before, after = pictures(pdf)[0], pictures(cleaned(pdf).pdf)[0]
    assert ink(after, NAME_AT) > ink(pictures(drawn_pdf())[0], NAME_AT)
    assert difference(before, after) < SAME


@pytest.mark.parametrize("value", ["ERIKSSON", "Шевченко", "Șerban Yıldız", "أحمد"])
@pytest.mark.parametrize("appearance", [None, b"", b"1 g 0 0 280 45 re f BT /Helv 12 Tf () Tj ET"])
def test_a_value_that_nobody_has_drawn_is_drawn(value: str, appearance: bytes | None) -> None:
    document = opened()
    fill_in(document, value, appearance)
    after = pictures(cleaned(saved(document)).pdf)[0]
    assert ink(after, NAME_AT) > ink(pictures(drawn_pdf())[0], NAME_AT) + 30


def test_a_ticked_box_stays_ticked_and_an_empty_one_empty() -> None:
    document = opened()
    cross = document.make_stream(b"3 w 0 0 m 40 40 l S", Subtype=Name.Form, BBox=Array([0, 0, 40, 40]))
    empty = document.make_stream(b"", Subtype=Name.Form, BBox=Array([0, 0, 40, 40]))
    boxes = [
        document.make_indirect(
            Dictionary(
                Subtype=Name.Widget,
                FT=Name.Btn,
                T=String(f"box{left}"),
                F=4,
                AS=Name(state),
                Rect=Array([left, 470, left + 40, 510]),
                AP=Dictionary(N=Dictionary(Ja=cross, Off=empty)),
            )
        )
        for left, state in ((70, "/Ja"), (470, "/Off"))
    ]
    document.Root.AcroForm = Dictionary(Fields=Array(boxes))
    document.pages[0].obj.Annots = Array(boxes)
    after = pictures(cleaned(saved(document)).pdf)[0]
    assert ink(after, (0.1, 0.38, 0.2, 0.45)) > 0
    assert ink(after, (0.7, 0.38, 0.9, 0.45)) == 0


def test_a_drawn_remark_becomes_part_of_the_page_and_a_hidden_one_does_not() -> None:
    document = opened()
    ink_of = document.make_stream(b"0 0 280 45 re f", Subtype=Name.Form, BBox=Array([0, 0, 280, 45]))
    remark = Dictionary(Subtype=Name.FreeText, F=4, Rect=Array([70, 470, 350, 515]), AP=Dictionary(N=ink_of))
    hidden = Dictionary(Subtype=Name.FreeText, F=2, Rect=Array([70, 270, 350, 315]), AP=Dictionary(N=ink_of))
    document.pages[0].obj.Annots = Array([document.make_indirect(remark), document.make_indirect(hidden)])
    after = pictures(cleaned(saved(document)).pdf)[0]
    assert ink(after, NAME_AT) > 1000
    assert ink(after, (0.1, 0.6, 0.6, 0.7)) == 0


@pytest.mark.parametrize("shown", [True, False])
@pytest.mark.parametrize("member", [True, False])
def test_a_layer_stays_as_it_was_shown(shown: bool, member: bool) -> None:
    document = opened()
    layer = document.make_indirect(Dictionary(Type=Name.OCG, Name=String(MARK)))
    switched = Dictionary(OFF=Array([] if shown else [layer]))
    document.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=switched)
    tag = Dictionary(Type=Name.OCMD, OCGs=layer) if member else layer
    page = document.pages[0]
    page.obj.Resources.Properties = Dictionary(MC0=tag)
    picture = document.make_stream(
        b"0 0 40 40 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 40, 40]), OC=tag
    )
    name = page.add_resource(picture, Name.XObject)
    page.contents_add(b"q 0 g /OC /MC0 BDC 70 470 280 45 re f EMC Q")
    page.contents_add(f"q 1 0 0 1 470 470 cm {name} Do Q".encode())
    pdf = saved(document)
    before, made = pictures(pdf)[0], cleaned(pdf).pdf
    after = pictures(made)[0]
    assert difference(before, after) == 0.0
    for box in (NAME_AT, (0.7, 0.38, 0.9, 0.45)):
        assert (ink(after, box) > 0) is shown
    assert MARK.encode() not in everything(made)
    assert b"/OCProperties" not in everything(made)


def test_a_resource_may_be_called_like_an_action() -> None:
    document = opened()
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    document.pages[0].obj.Resources.Font = Dictionary(A=font, JS=font, F=font)
    document.pages[0].contents_add(b"BT /JS 30 Tf 70 480 Td (ERIKSSON) Tj ET")
    pdf = saved(document)
    assert difference(pictures(pdf)[0], pictures(cleaned(pdf).pdf)[0]) == 0.0


def test_a_form_that_draws_itself_ends() -> None:
    assert cleaned(form_within_itself()).pages == 1


def test_to_clean_a_clean_paper_changes_nothing() -> None:
    once = cleaned(drawn_pdf(2)).pdf
    twice = cleaned(once).pdf
    before, after = pictures(once), pictures(twice)
    assert [difference(one, other) for one, other in zip(before, after, strict=True)] == [0.0, 0.0]
    assert abs(len(twice) - len(once)) < 100
