"""The sheet in front of what is handed in on paper: the address in the window, the rest below, one page."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from appliance.content.text import LANGUAGES, Text
from appliance.forms.definition import FormDefinition
from appliance.forms.loading import load_forms
from appliance.outbox.settings import OfficeSettings
from appliance.printing.application import Addressee
from appliance.printing.cover_sheet import CoverSheet, render_cover_sheet
from appliance.printing.pdf_surface import join_pdfs
from appliance.printing.receipt import load_receipt_words
from tests.unit.printing.read_pdf import bottom_of, folded, ink_of, text_of

CONTENT = Path(__file__).resolve().parents[3] / "content"
WORDS = load_receipt_words(CONTENT / "receipt")
FORMS = load_forms(CONTENT / "forms")
ADDRESS = ("Stadt Dortmund", "Wohnungsamt", "Musterallee 1", "44137 Dortmund")
SETTINGS = OfficeSettings(
    address=ADDRESS,
    letter_box="Musterallee 1, Eingang links",
    reply_days=20,
    hours=("Mo-Mi 8-12 Uhr", "Fr 8-11 Uhr"),
)


def cover(language: str, form: FormDefinition = FORMS[2], settings: OfficeSettings = SETTINGS) -> CoverSheet:
    return CoverSheet(
        form_id=form.id,
        form_version=form.version,
        form_title=form.title,
        title=form.german_title,
        reference="MD-7K4Q-2XF9",
        addressee=Addressee("Wohnungsamt", ADDRESS),
        settings=settings,
        attachments=tuple(attachment.label for attachment in form.attachments[:3]),
        language=language,
        date=dt.date(2026, 3, 2),
    )


def test_it_says_in_both_languages_what_to_do() -> None:
    text = folded(text_of(render_cover_sheet(cover("uk"), WORDS))[0])
    for expected in (
        "So geben Sie das Formular ab",
        "Як подати формуляр",
        "Unterschreiben Sie das Formular.",
        "Підпишіть формуляр.",
        "Legen Sie diese Unterlagen dazu.",
        "Pass oder Ausweis aller Personen (Kopie)",
        "Stadt Dortmund, Wohnungsamt,",
        "Musterallee 1, Eingang links",
        "Поштова скринька",
        "Mo-Mi 8-12 Uhr",
        "Fr 8-11 Uhr",
        "20 Arbeitstagen",
        "MD-7K4Q-2XF9 · Deckblatt",
        "Kofinanziert von der",
    ):
        assert expected in text


def test_nothing_is_promised_that_is_not_known() -> None:
    text = folded(text_of(render_cover_sheet(cover("de", settings=OfficeSettings()), WORDS))[0])
    for absent in ("Briefkasten", "Öffnungszeiten", "Arbeitstagen"):
        assert absent not in text


def test_a_message_needs_no_signature() -> None:
    sheet = dataclasses.replace(cover("de"), is_message=True, attachments=())
    text = folded(text_of(render_cover_sheet(sheet, WORDS))[0])
    assert "So geben Sie die Nachricht ab" in text
    assert "Unterschreiben" not in text
    assert "Unterlagen" not in text


def test_the_address_stands_in_the_window_and_alone() -> None:
    """DIN 5008 form B: 45 to 90 mm from the top, 20 to 105 mm from the left."""
    pdf = render_cover_sheet(cover("de"), WORDS)
    left, _ = ink_of(pdf, page=0, top_mm=46, bottom_mm=89)
    assert 20 < left < 30
    assert ink_of(pdf, page=0, top_mm=66, bottom_mm=89)[1] < 105
    first, last = ink_of(pdf, page=0, top_mm=66, bottom_mm=89, sideways=False)
    assert first < last <= bottom_of(pdf, "44137", page=0) - 66


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
def test_it_fits_one_page_with_every_attachment_there_is(language: str, form: FormDefinition) -> None:
    full = dataclasses.replace(
        cover(language, form), attachments=tuple(attachment.label for attachment in form.attachments)
    )
    pdf = render_cover_sheet(full, WORDS)
    assert len(text_of(pdf)) == 1
    left, right = ink_of(pdf, page=0, top_mm=0, bottom_mm=297)
    assert left >= 24.5
    assert right <= 190.6
    assert ink_of(pdf, page=0, top_mm=270.5, bottom_mm=273.5, sideways=False) == (0.0, 0.0)


def test_thirty_long_attachments_fit_too() -> None:
    long = Text({"de": "Einkommensnachweise der letzten zwölf Monate, zum Beispiel Lohnabrechnungen " * 2})
    pdf = render_cover_sheet(dataclasses.replace(cover("ar"), attachments=(long,) * 30), WORDS)
    assert len(text_of(pdf)) == 1


def test_boxes_to_tick_stand_where_reading_begins() -> None:
    arabic, ukrainian = (render_cover_sheet(cover(tag), WORDS) for tag in ("ar", "uk"))
    top = bottom_of(arabic, "(Kopie)", page=0) - 4
    assert ink_of(arabic, page=0, top_mm=top, bottom_mm=top + 4)[1] > 188
    top = bottom_of(ukrainian, "(Kopie)", page=0) - 4
    assert ink_of(ukrainian, page=0, top_mm=top, bottom_mm=top + 4)[0] < 28


def test_joined_with_the_application_it_is_one_print_job() -> None:
    first, second = render_cover_sheet(cover("de"), WORDS), render_cover_sheet(cover("ar"), WORDS)
    joined = join_pdfs(first, second, first)
    assert text_of(joined) == [*text_of(first), *text_of(second), *text_of(first)]
    assert join_pdfs(first, second) == join_pdfs(first, second)
