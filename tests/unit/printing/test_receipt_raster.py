"""Receipts as pictures: nothing cut off, in any language."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import cairocffi
import pangocffi
import pytest
import segno
from PIL import Image

from appliance.content.interface import InterfaceTexts
from appliance.content.text import LANGUAGES, Text
from appliance.printing.pango import Align, Paragraph, lay_out
from appliance.printing.receipt import Receipt, ReceiptKind, load_receipt_words
from appliance.printing.receipt_raster import draw_receipt
from appliance.printing.receipt_strip import MARGIN, WIDTH
from hardware.ports import ReceiptJob

WORDS = Path(__file__).parents[3] / "content" / "receipt"
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
LONGEST = Text(
    {
        "de": "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz und noch einige Wörter mehr",
        "ar": "شهادة استحقاق السكن الاجتماعي الصادرة عن مدينة دورتموند WBS 2026",
        "ti": "ናይ መንበሪ ገዛ መሰል ምስክር ወረቐት ናይ ከተማ ዶርትሙንድ",
    }
)


@pytest.fixture(scope="module")
def words() -> InterfaceTexts:
    return load_receipt_words(WORDS)


def receipt(language: str, kind: ReceiptKind = ReceiptKind.APPLICATION) -> Receipt:
    return Receipt(
        kind,
        language,
        NOW,
        LONGEST,
        "MD-7K4Q-2XF9",
        "Amt für Migration",
        done=(LONGEST,),
        bring=(LONGEST, LONGEST),
        when=LONGEST,
        place="MigraDo, Südwall 2–4",
        number=9999,
        heading=LONGEST,
        way=LONGEST,
        pages=48,
        reply=LONGEST,
        status_code="7K4Q2XF9CDHJKMNPQRTWXY23",
        ask_until=LONGEST,
    )


def picture(job: ReceiptJob) -> Image.Image:
    """Return it as greys: 255 is ink."""
    return Image.frombytes("1", (job.width_px, job.height_px), job.bitmap).convert("L")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ReceiptKind))
def test_all_ink_is_inside_the_margins(words: InterfaceTexts, language: str, kind: ReceiptKind) -> None:
    job = draw_receipt(receipt(language, kind), words, "r-1")
    assert (job.width_px, len(job.bitmap)) == (WIDTH, WIDTH // 8 * job.height_px)
    box = picture(job).getbbox()
    assert box is not None
    left, top, right, bottom = box
    overhang = 3  # a letter may reach out of its advance by a dot or two
    assert left >= MARGIN - overhang
    assert right <= WIDTH - MARGIN + overhang
    assert top > 0
    assert bottom < job.height_px


def test_the_same_receipt_gives_the_same_bits(words: InterfaceTexts) -> None:
    assert draw_receipt(receipt("ar"), words, "r-1") == draw_receipt(receipt("ar"), words, "r-1")


def test_the_qr_code_is_drawn_dot_for_dot(words: InterfaceTexts) -> None:
    module = 7
    rows = [bytes(row) for row in segno.make_qr("MD-7K4Q-2XF9", error="m").matrix_iter(border=4)]
    job = draw_receipt(receipt("de"), words, "r-1")
    image = picture(job)
    left = (WIDTH - len(rows) * module) // 2
    probe = image.crop((left, 0, left + len(rows) * module, job.height_px))
    middle = module // 2

    def stands_at(top: int) -> bool:
        return all(
            (probe.getpixel((column * module + middle, top + row * module + middle)) == 255) == bool(dark)
            for row, modules in enumerate(rows)
            for column, dark in enumerate(modules)
        )

    assert any(stands_at(top) for top in range(job.height_px - len(rows) * module))


def test_lists_are_mirrored_in_arabic(words: InterfaceTexts) -> None:
    """The boxes to tick stand where reading begins."""
    german, arabic = (picture(draw_receipt(receipt(tag), words, "r-1")) for tag in ("de", "ar"))
    column = 30
    half = german.height // 2

    def ink(image: Image.Image, left: int) -> int:
        return image.crop((left, half, left + column, image.height - 150)).histogram()[255]

    assert ink(german, MARGIN) > ink(german, WIDTH - MARGIN - column)
    assert ink(arabic, WIDTH - MARGIN - column) > ink(arabic, MARGIN)


@pytest.mark.parametrize(
    ("text", "language"), [("Größe", "de"), ("شهادة", "ar"), ("ወረቐት", "ti"), ("Посвідка", "uk")]
)
def test_every_script_has_a_font(text: str, language: str) -> None:
    """Letters without a font come out as boxes that show their code: two different words would look alike."""
    context = cairocffi.Context(cairocffi.ImageSurface(cairocffi.FORMAT_A8, 600, 100))
    layout = lay_out(context, Paragraph(text, language, 40))
    unknown = pangocffi.pango.pango_layout_get_unknown_glyphs_count(layout._layout.pointer)
    assert unknown == 0


def test_paragraphs_wrap_and_align() -> None:
    context = cairocffi.Context(cairocffi.ImageSurface(cairocffi.FORMAT_A8, 600, 600))
    one = lay_out(context, Paragraph("Wort " * 20, "de", 30))
    many = lay_out(context, Paragraph("Wort " * 20, "de", 30, width=200))
    assert one.lines == 1
    assert many.lines > 5
    assert many.width <= 200
    assert many.height > one.height * 5
    aligned = lay_out(context, Paragraph("Wort", "ar", 30, width=200, align=Align.END))
    assert aligned.lines == 1
