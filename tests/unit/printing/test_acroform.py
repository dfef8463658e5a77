"""Official PDFs, filled and then read and looked at: the text, where it stands, and that no field is left."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from appliance.forms.definition import Template, TemplateField
from appliance.printing.acroform import DoesNotFit, TemplateRefused, check_template, fill_template
from appliance.printing.preview import render_pages
from appliance.printing.template_values import FieldText, FieldTick, TemplateValue
from tests.unit.printing.form_templates import STATIC_TEXT, FormPdf, official_form
from tests.unit.printing.specimen import ARABIC_NOTE, DIN_91379_NAMES

FIELDS = (
    TemplateField("name", "name"),
    TemplateField("note", "note"),
    TemplateField("born", "born"),
    TemplateField("married", "status", on_state="/Ja", when="married"),
    TemplateField("sex", "sex", on_state="w", when="f"),
    TemplateField("sex", "sex", on_state="m", when="m"),
    TemplateField("address.postcode", "address.postcode"),
)


@dataclass(frozen=True)
class Picture:
    """One page at 2 pixels a point, addressed in PDF points from the bottom left of what is shown."""

    width: int
    height: int
    rgb: bytes

    def ink(self, left: float, bottom: float, right: float, top: float) -> float:
        """Return the part of a rectangle that is dark."""
        dark = total = 0
        for y in range(round(self.height - 2 * top), round(self.height - 2 * bottom)):
            for x in range(round(2 * left), round(2 * right)):
                at = (y * self.width + x) * 3
                dark += sum(self.rgb[at : at + 3]) < 384
                total += 1
        return dark / total


def look(pdf: bytes, width_points: float = 595) -> Picture:
    (page,) = render_pages(pdf, round(2 * width_points))
    return Picture(page.width, page.height, page.rgb)


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def template(tmp_path: Path) -> Template:
    return Template(official_form().save(tmp_path / "form.pdf"), FIELDS)


def filled(template: Template, *values: TemplateValue) -> bytes:
    return fill_template(template, values)


@pytest.mark.parametrize("name", DIN_91379_NAMES)
def test_any_name_can_be_read_back(template: Template, name: str) -> None:
    assert name in words(filled(template, FieldText("name", name)))


def test_a_value_stands_in_its_field_and_nowhere_else(template: Template) -> None:
    empty, picture = look(filled(template)), look(filled(template, FieldText("name", "MUSTERMANN")))
    assert empty.ink(100, 700, 300, 718) == 0
    assert picture.ink(100, 700, 180, 718) > 0.05
    assert picture.ink(100, 719, 300, 740) == 0
    assert picture.ink(100, 684, 300, 699) == 0


def test_arabic_is_joined_and_stands_on_the_right(template: Template) -> None:
    pdf = filled(template, FieldText("note", ARABIC_NOTE))
    picture = look(pdf)
    assert picture.ink(250, 615, 300, 640) > 0.02
    with pikepdf.open(io.BytesIO(pdf)) as document:
        fonts = [each for each in document.objects if isinstance(each, pikepdf.Dictionary) and "/BaseFont" in each]
        assert any("NotoSansArabic" in str(font.BaseFont) for font in fonts)


def test_comb_letters_are_centred_in_their_cells(template: Template) -> None:
    picture = look(filled(template, FieldText("born", "11.11.1111")))
    for cell in range(8):
        left = 100 + 20 * cell
        assert picture.ink(left + 5, 660, left + 15, 680) > 0.02
        assert picture.ink(left + 17, 660, left + 20, 680) == 0
        assert picture.ink(left, 660, left + 3, 680) == 0


def test_only_what_was_chosen_is_crossed(template: Template) -> None:
    picture = look(filled(template, FieldTick("married", "/Ja"), FieldTick("sex", "m")))
    middle = 3  # inside the frame that the box itself has
    assert picture.ink(100 + middle, 520 + middle, 112 - middle, 532 - middle) > 0.2
    assert picture.ink(140 + middle, 480 + middle, 152 - middle, 492 - middle) > 0.2
    assert picture.ink(100 + middle, 480 + middle, 112 - middle, 492 - middle) == 0
    assert picture.ink(140 + middle, 520 + middle, 152 - middle, 532 - middle) == 0


def test_frames_that_belong_to_fields_stay(template: Template) -> None:
    picture = look(filled(template))
    assert picture.ink(100, 519.5, 112, 521.5) > 0.2
    assert picture.rgb[((picture.height - 2 * 401) * picture.width + 300) * 3 :][:3] == b"\xff\x00\x00"


def test_a_nested_field_is_found_by_its_full_name(template: Template) -> None:
    pdf = filled(template, FieldText("address.postcode", "44137"))
    assert "44137" in words(pdf)
    assert look(pdf).ink(100, 440, 140, 458) > 0.05


def test_no_field_button_script_or_old_value_is_left(tmp_path: Path) -> None:
    form = official_form()
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
    form.document.Root.OpenAction = script
    pdf = filled(Template(form.save(tmp_path / "form.pdf"), FIELDS))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert "/AcroForm" not in document.Root
        assert "/OpenAction" not in document.Root
        assert len(document.pages[0].obj.Annots) == 0
    assert STATIC_TEXT in words(pdf)
    assert look(pdf).ink(300, 400, 400, 420) == 0


def test_a_long_value_gets_smaller_letters_and_then_is_refused(template: Template) -> None:
    picture = look(filled(template, FieldText("name", "M" * 27)))
    assert picture.ink(301, 690, 320, 730) == 0
    with pytest.raises(DoesNotFit) as refused:
        filled(template, FieldText("name", "Mustermann " * 9))
    assert refused.value.field == "name"
    assert "Mustermann" not in str(refused.value)


def test_several_lines_wrap_and_stay_inside(template: Template) -> None:
    note = "Die Wohnung ist feucht.\n" + "Wir suchen schon lange. " * 6
    picture = look(filled(template, FieldText("note", note)))
    assert picture.ink(100, 560, 300, 640) > 0.03
    assert picture.ink(100, 535, 300, 560) == 0
    assert picture.ink(301, 535, 320, 640) == 0
    with pytest.raises(DoesNotFit):
        filled(template, FieldText("note", "Wir suchen schon lange. " * 60))


def test_too_many_letters_for_a_comb_are_refused(template: Template) -> None:
    with pytest.raises(DoesNotFit, match="born"):
        filled(template, FieldText("born", "123456789"))


@pytest.mark.parametrize(
    ("rotate", "rectangle", "page_width", "bottom"),
    [
        (0, (100, 700, 300, 718), 595, 700),
        (90, (282, 100, 300, 300), 842, 595 - 300),
        (180, (295, 124, 495, 142), 595, 842 - 142),
        (270, (300, 542, 318, 742), 842, 300),
    ],
)
def test_a_value_is_upright_on_a_rotated_page(
    tmp_path: Path, rotate: int, rectangle: tuple[float, ...], page_width: int, bottom: float
) -> None:
    """For the reader the field is 200 by 18 points, 100 from the left, however the page lies in the file."""
    form = FormPdf(rotate=rotate)
    form.text("name", rectangle)
    template = Template(form.save(tmp_path / "form.pdf"), FIELDS[:1])
    picture = look(filled(template, FieldText("name", "IIIIIIIIII")), page_width)
    assert picture.ink(100, bottom, 150, bottom + 18) > 0.05
    assert picture.ink(180, bottom, 300, bottom + 18) == 0


def test_a_page_that_does_not_begin_at_zero_and_is_cropped(tmp_path: Path) -> None:
    form = FormPdf(mediabox=(-50, 30, 545, 872))
    form.page.obj.CropBox = pikepdf.Array([0, 80, 500, 800])
    form.text("name", (100, 700, 300, 718))
    template = Template(form.save(tmp_path / "form.pdf"), FIELDS[:1])
    picture = look(filled(template, FieldText("name", "MUSTERMANN")), 500)
    assert picture.ink(100, 620, 180, 638) > 0.05
    assert picture.ink(100, 640, 300, 660) == 0


def test_the_same_answers_give_the_same_bytes(template: Template) -> None:
    values = (FieldText("name", "Mustermann"), FieldTick("sex", "w"))
    assert fill_template(template, values) == fill_template(template, values)


def test_a_good_template_passes(template: Template) -> None:
    check_template(template)


def _xfa(form: FormPdf, path: Path) -> Path:
    form.document.Root.AcroForm.XFA = form.document.make_stream(b"<xdp/>")
    return form.save(path)


def _without_fields(_form: FormPdf, path: Path) -> Path:
    empty = FormPdf()
    del empty.document.Root["/AcroForm"]
    return empty.save(path)


def _no_pdf(_form: FormPdf, path: Path) -> Path:
    path.write_bytes(b"<html>not found</html>")
    return path


def _broken(form: FormPdf, path: Path) -> Path:
    del form.document.Root.AcroForm.Fields[0]["/Rect"]
    return form.save(path)


REFUSED: dict[str, tuple[Callable[[FormPdf, Path], Path], str]] = {
    "password": (lambda form, path: form.save(path, encryption=pikepdf.Encryption("o", "u")), "encrypted"),
    "restricted": (lambda form, path: form.save(path, encryption=pikepdf.Encryption("o", "")), "encrypted"),
    "xfa": (_xfa, "XFA"),
    "no fields": (_without_fields, "no form fields"),
    "a field without a place": (_broken, "broken"),
    "no pdf": (_no_pdf, "not a readable PDF"),
    "no file": (lambda _form, path: path, "no such file"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_filled_is_refused_with_a_reason(tmp_path: Path, case: str) -> None:
    spoil, reason = REFUSED[case]
    template = Template(spoil(official_form(), tmp_path / "form.pdf"), FIELDS)
    with pytest.raises(TemplateRefused, match=reason):
        check_template(template)
    with pytest.raises(TemplateRefused, match=reason):
        fill_template(template, ())


def test_all_that_is_wrong_with_a_field_map_is_told_at_once(template: Template) -> None:
    wrong = (
        TemplateField("nmae", "name"),
        TemplateField("name", "name", on_state="Ja", when="yes"),
        TemplateField("married", "status"),
        TemplateField("sex", "sex", on_state="x", when="x"),
        TemplateField("print", "name"),
    )
    with pytest.raises(TemplateRefused) as refused:
        check_template(Template(template.path, wrong))
    assert refused.value.reasons == (
        "There is no field `nmae`.",
        "The field `name` is not a check box.",
        "The field `married` is not a text field.",
        "The field `sex` has no state `x`, only `Straße`, `m`, `w`.",
        "The field `print` is not a text field.",
    )
