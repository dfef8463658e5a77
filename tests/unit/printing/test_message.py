"""A printed message: a German cover for the file, then the visitor's own words, in their script and direction."""

from __future__ import annotations

import datetime as dt
import io
import re
import subprocess
from pathlib import Path

import cairocffi
import pikepdf
import pytest

from appliance.forms.answers import Answer, Answers, ChoiceAnswer, TextAnswer
from appliance.forms.definition import FormDefinition
from appliance.forms.loading import load_form
from appliance.forms.office_forms import for_office
from appliance.printing.application import Addressee, Row
from appliance.printing.message import Message, message, written_in
from appliance.printing.message_pdf import render_message
from appliance.printing.pango import Paragraph, lay_out
from tests.unit.printing.read_pdf import bottom_of, folded, fonts_of, ink_of, text_of

CONTENT = Path(__file__).resolve().parents[3] / "content"
FORM: FormDefinition = for_office(
    load_form(CONTENT / "messages/nachricht/form.yaml"), "wohnungsamt", "Wohnungsamt"
)
OFFICE = Addressee("Wohnungsamt", ("Stadt Dortmund", "Wohnungsamt", "Musterallee 1", "44137 Dortmund"))
ARABIC = "لدي سؤال عن السكن رقم 12 من فضلكم"
TIGRINYA = "ኣብ ጥቓ ቤት ትምህርቲ ገዛ የድልየና።"
UKRAINIAN = "Добрий день! Я маю питання."
ANSWERS: dict[str, Answer] = {
    "topic": ChoiceAnswer("letter"),
    "wish": ChoiceAnswer("call"),
    "phone": TextAnswer("+49 231 5012345"),
    "family_name": TextAnswer("ERIKSSON"),
    "given_names": TextAnswer("ANNA MARIA"),
}


def written(text: str, language: str, **more: Answer) -> Message:
    answers = Answers({**ANSWERS, "text": TextAnswer(text), **more})
    date = dt.date(2026, 3, 2)
    return message(FORM, answers, reference="MD-7K4Q-2XF9", addressee=OFFICE, language=language, date=date)


def test_the_cover_says_in_german_what_an_office_must_know() -> None:
    (cover,) = text_of(render_message(written(UKRAINIAN, "uk")))
    text = folded(cover)
    for expected in (
        "Musterallee 1",
        "MD-7K4Q-2XF9",
        "Nachricht an: Wohnungsamt",
        "Diese Nachricht ist in ukrainischer Sprache geschrieben.",
        "Sie wurde nicht übersetzt.",
        "Familienname ERIKSSON",
        "Vornamen ANNA MARIA",
        "Thema Ein Brief oder Bescheid vom Amt",
        "Wunsch Einen Rückruf",
        "Telefon +49 231 5012345",
        "Geschrieben 02.03.2026, am Terminal",
        "Umfang 1 Seite",
        UKRAINIAN,
        "Kofinanziert von der",
    ):
        assert expected in text
    assert text.index("ERIKSSON") < text.index("Thema")


def test_contact_data_that_is_not_needed_is_not_printed() -> None:
    made = written(UKRAINIAN, "uk", wish=ChoiceAnswer("none_needed"))
    assert "Telefon" not in [row.term for row in made.rows]
    assert "5012345" not in " ".join(text_of(render_message(made)))


def test_the_own_words_stand_apart_from_the_german() -> None:
    made = written(ARABIC, "ar")
    assert made.text == ARABIC
    assert all(isinstance(row, Row) and ARABIC not in row.value for row in made.rows)


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        (ARABIC, "ar", "in arabischer Sprache"),
        ("سلام، یک سؤال دارم", "fa", "in persischer Sprache"),
        (TIGRINYA, "ti", "in tigrinischer Sprache"),
        ("Merhaba, bir sorum var", "tr", "in türkischer Sprache"),
        ("12.03.2026?", "ar", "in arabischer Sprache"),
        ("Guten Tag", "ar", "die arabische Sprache"),
        (UKRAINIAN, "pl", "die polnische Sprache"),
    ],
)
def test_the_language_is_named_and_another_script_is_noticed(text: str, language: str, said: str) -> None:
    first, second = written_in(text, language)
    assert said in first
    assert "nicht übersetzt" in second


@pytest.mark.parametrize("language", ["de", "de-simple"])
def test_german_needs_no_translation(language: str) -> None:
    assert written_in("Guten Tag", language) == ("Diese Nachricht ist in deutscher Sprache geschrieben.",)


def ink_of_text(made: Message) -> tuple[float, float]:
    """Return where the own words begin and end on the first page, sideways in mm."""
    pdf = render_message(made)
    return ink_of(pdf, page=0, top_mm=bottom_of(pdf, "Nachricht", page=0) + 3, bottom_mm=268)


def test_arabic_begins_at_the_right_and_ukrainian_at_the_left() -> None:
    """A short last line shows the side where reading begins."""
    for text, language, right in (("شكرا", "ar", True), ("Дякую", "uk", False), ("ሰላም", "ti", False)):
        ink = ink_of_text(written(text, language))
        left, end = ink
        assert (end > 188) == right, (language, ink)
        assert (left < 27) != right, (language, ink)


def test_a_line_runs_its_own_way_whatever_the_language() -> None:
    left, right = ink_of_text(written("Guten Tag", "ar"))
    assert left < 27
    assert right < 60


@pytest.mark.parametrize(
    ("word", "language"), [("سؤال", "ar"), ("ትምህርቲ", "ti"), ("Слово", "uk"), ("Wort", "de"), ("سلام", "fa")]
)
def test_the_longest_text_breaks_over_pages_and_loses_nothing(word: str, language: str) -> None:
    words = [f"{word}{number}" for number in range(2000 // (len(word) + 4))]
    long = " ".join(words)
    assert 1700 < len(long) <= 2000
    pages = text_of(render_message(written(long, language)))
    assert len(pages) == 2
    assert "Umfang 2 Seiten" in folded(pages[0])
    assert "Text der Nachricht" in pages[1]
    assert "Fortsetzung" in pages[1]
    numbers = [int(number) for number in re.findall(r"(?<![\d.])\d{1,3}(?![\d.])", " ".join(pages))]
    assert set(range(len(words))) <= set(numbers)


def test_one_endless_word_and_very_many_lines_stay_on_the_paper() -> None:
    for text in ("M" * 2000, "\n".join("a" for _ in range(1000)), "\n" * 900 + "Ende"):
        pdf = render_message(written(text, "de"))
        pages = text_of(pdf)
        for number in range(len(pages)):
            left, right = ink_of(pdf, page=number, top_mm=0, bottom_mm=297)
            assert left >= 24
            assert right <= 191
            _, bottom = ink_of(pdf, page=number, top_mm=270.5, bottom_mm=273, sideways=False)
            assert bottom == 0, "the text runs into the foot"
    assert "Ende" in pages[0]


def test_the_fonts_are_embedded() -> None:
    fonts = fonts_of(render_message(written(f"{ARABIC}\n{TIGRINYA}\n{UKRAINIAN}", "ar")))
    assert {"NotoSans-Regular", "NotoSansArabic-Regular", "NotoSansEthiopic-Regular"} <= fonts.keys()
    assert all(fonts.values())


def test_neither_metadata_nor_a_traceback_say_who_wrote_what() -> None:
    made = written(ARABIC, "ar")
    assert repr(made) == "Message(nachricht-wohnungsamt, MD-7K4Q-2XF9)"
    with pikepdf.open(io.BytesIO(render_message(made))) as document:
        assert str(document.docinfo["/Title"]) == "Nachricht an: Wohnungsamt"
        assert "ERIKSSON" not in str(document.docinfo)


def test_the_same_message_gives_the_same_bytes() -> None:
    assert render_message(written(ARABIC, "ar")) == render_message(written(ARABIC, "ar"))


def test_lines_are_told_as_they_were_wrapped() -> None:
    context = cairocffi.Context(cairocffi.ImageSurface(cairocffi.FORMAT_A8, 10, 10))
    laid_out = lay_out(context, Paragraph("Das ist Größe und noch ein Satz", "de", 12, width=80))
    assert laid_out.lines > 1
    assert "".join(laid_out.line_texts()) == "Das ist Größe und noch ein Satz"


def test_poppler_sees_arabic_in_reading_order() -> None:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"],
        input=render_message(written(ARABIC, "ar")),
        capture_output=True,
        check=True,
    )
    assert "لدي سؤال عن السكن رقم" in done.stdout.decode()
