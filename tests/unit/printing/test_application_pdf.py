"""The printed application, looked at as a reader of the PDF does: text, fonts, pages, pictures."""

from __future__ import annotations

import dataclasses
import io
import re
import subprocess
import time
from pathlib import Path

import pikepdf
import pytest

from appliance.printing.application import Addressee, GroupHeading, PaperSection, Row
from appliance.printing.application_pdf import render_application
from appliance.printing.preview import page_count, render_pages
from tests.unit.printing.specimen import DIN_91379_NAMES, TIGRINYA_NOTE, specimen


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_application(specimen())


def text_of(pdf: bytes, *options: str) -> list[str]:
    done = subprocess.run(["pdftotext", "-layout", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_everything_can_be_read_out_of_the_pdf(pdf: bytes) -> None:
    text = folded(" ".join(text_of(pdf)))
    for expected in (
        "Antrag auf Erteilung eines Wohnberechtigungsscheins",
        "Rechtsgrundlage: § 27 Wohnraumförderungsgesetz",
        "MUSTERMANN-UTOPIA",
        "1.850,00 €",
        "DE02 1203 0000 0000 2020 51",
        "Aufenthaltstitel (Kopie von Vorder- und Rückseite)",
        "Ich versichere, dass meine Angaben richtig und vollständig sind.",
        "Dortmund, 02.03.2026",
        "Unterschrift der antragstellenden Person",
        "Kofinanziert von der",
        "Europäischen Union",
        *DIN_91379_NAMES,
        TIGRINYA_NOTE,
    ):
        assert expected in text


def test_arabic_comes_out_in_reading_order(pdf: bytes) -> None:
    text = " ".join(text_of(pdf))
    # poppler turns ligatures such as lam-alef round when it reads them back, so words without one are looked for.
    assert "شقة قريبة من المدرسة رقم" in text
    assert "2026" in text


def test_every_page_says_which_it_is_and_whose(pdf: bytes) -> None:
    pages = text_of(pdf)
    assert len(pages) >= 2
    for number, page in enumerate(pages, start=1):
        assert f"MD-7K4Q-2XF9 · Seite {number} von {len(pages)}" in page
        assert "Kofinanziert von der" in page


def test_an_empty_answer_is_said_to_be_empty(pdf: bytes) -> None:
    assert re.search(r"E-Mail-Adresse\s+keine Angabe", " ".join(text_of(pdf)))


def test_a_section_that_goes_on_says_so_on_the_next_page(pdf: bytes) -> None:
    assert any("2 Haushaltsangehörige (Fortsetzung)" in folded(page) for page in text_of(pdf)[1:])


@pytest.mark.parametrize("children", range(1, 9))
def test_a_child_stays_on_one_page(children: int) -> None:
    for page in text_of(render_application(specimen(children))):
        assert page.count("Kind ") == page.count("Schule oder Kindertagesstätte")


def test_a_long_group_item_is_divided_and_named_on_the_next_page() -> None:
    rows = tuple(Row(f"Angabe {number}", "ja") for number in range(60))
    long = PaperSection("Kinder", (GroupHeading("Kind 1"), *rows))
    pages = text_of(render_application(dataclasses.replace(specimen(), sections=(long,))))
    assert "1 Kinder · Kind 1 (Fortsetzung)" in folded(pages[1])


def test_what_is_declared_stands_on_the_page_that_is_signed() -> None:
    for children in range(1, 9):
        (signed,) = [page for page in text_of(render_application(specimen(children))) if "Ort, Datum" in page]
        assert "Erklärungen" in signed
        assert "Ich versichere" in signed


@pytest.mark.parametrize("children", range(1, 9))
def test_no_heading_is_left_alone_at_the_foot_of_a_page(children: int) -> None:
    headings = ("Kind ", "Haushaltsangehörige", "Einkommen", "Gründe für", "Beizufügende", "Erklärungen")
    for page in text_of(render_application(specimen(children)))[:-1]:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        foot = next(number for number, line in enumerate(lines) if "Kofinanziert von der" in line)
        last = re.sub(r"^\d\s+", "", lines[foot - 1])
        assert not last.startswith(headings)


def test_an_answer_longer_than_a_page_goes_on_and_loses_nothing() -> None:
    words = [f"Wort{number}" for number in range(1500)]
    long = dataclasses.replace(
        specimen(), sections=(PaperSection("Gründe", (Row("Begründung", " ".join(words)),)),)
    )
    text = " ".join(text_of(render_application(long)))
    assert re.findall(r"Wort\d+", text) == words
    assert "Begründung (Fortsetzung)" in folded(text)


def test_an_office_without_an_address_is_named() -> None:
    nameless = dataclasses.replace(specimen(), addressee=Addressee("Schulamt"))
    first = text_of(render_application(nameless))[0]
    assert re.search(r"Stadt Dortmund\s.*?\n(.*\n)?\s*Schulamt", first)
    assert "Musterallee" not in first


def test_all_fonts_are_embedded(pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "application.pdf"
    file.write_bytes(pdf)
    listing = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True).stdout
    fonts = listing.splitlines()[2:]
    assert {"NotoSans-Regular", "NotoSansArabic-Regular", "NotoSansEthiopic-Regular"} <= {
        line.split()[0].split("+")[1] for line in fonts
    }
    assert all(re.search(r"yes\s+yes\s+yes\s+\d+\s+\d+$", line) for line in fonts)


def test_the_metadata_name_the_form_and_nobody(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.docinfo["/Title"]) == "Antrag auf Erteilung eines Wohnberechtigungsscheins"
        assert str(document.Root.Lang) == "de-DE"
        assert "Mustermann" not in "".join(str(value) for value in document.docinfo.as_dict().values())
        width, height = (float(side) for side in document.pages[0].mediabox[2:])
    assert (width, height) == pytest.approx((595.28, 841.89), abs=0.01)


def test_the_same_application_gives_the_same_bytes(pdf: bytes) -> None:
    assert render_application(specimen()) == pdf


def test_answers_do_not_get_into_a_traceback() -> None:
    assert repr(specimen()) == "Application(wohnberechtigungsschein, MD-7K4Q-2XF9)"


def test_a_big_form_takes_half_a_second_at_most() -> None:
    render_application(specimen())
    began = time.perf_counter()
    render_application(specimen(children=30, note_repeats=30))
    assert time.perf_counter() - began < 0.5


def test_the_preview_shows_the_pages_in_colour(pdf: bytes) -> None:
    pages = render_pages(pdf, 400)
    assert len(pages) == page_count(pdf) == len(text_of(pdf))
    for page in pages:
        assert (page.width, page.height) == (400, 566)
        assert len(page.rgb) == 400 * 566 * 3
        assert bytes((0x00, 0x33, 0x99)) in page.rgb
        assert page.rgb[:3] == b"\xff\xff\xff"
    assert repr(pages[0]) == "PageImage(400x566)"
