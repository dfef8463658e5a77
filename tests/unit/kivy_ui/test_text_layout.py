"""Measures and carets from Pango."""

from __future__ import annotations

import pytest

from kivy_ui.text_layout import Lines, Paragraph, caret, draw, longest_word, measure

SENTENCE = {
    "de": "Bitte prüfen Sie Ihre Angaben",
    "ar": "راجع إجاباتك من فضلك",
    "ti": "ስም ስድራቤትኩም መን እዩ",
    "uk": "Перевірте свої відповіді",
}


@pytest.mark.parametrize("language", SENTENCE)
def test_a_narrow_paragraph_wraps_and_keeps_its_width(language: str) -> None:
    whole = measure(Paragraph(SENTENCE[language], language, 40))
    narrow = measure(Paragraph(SENTENCE[language], language, 40, width=whole.width * 2 // 3))
    assert whole.line_count == 1
    assert narrow.line_count > 1
    assert narrow.width <= whole.width * 2 // 3
    assert narrow.height > whole.height


@pytest.mark.parametrize("language", SENTENCE)
def test_no_ink_touches_the_edge_of_the_picture(language: str) -> None:
    """The picture reaches beyond the box, so that marks above and below are whole."""
    pixels = draw(Paragraph(SENTENCE[language], language, 40, bold=True, lines=Lines.RIGHT))
    rows = [pixels.coverage[at * pixels.stride :][: pixels.width] for at in range(pixels.height)]
    assert not any(rows[0])
    assert not any(rows[-1])
    assert not any(row[0] or row[-1] for row in rows)
    assert any(map(any, rows))


def test_the_longest_word_is_what_a_box_must_hold() -> None:
    both, one = Paragraph("Amt für Migration", "de", 30), Paragraph("Migration", "de", 30)
    assert longest_word(both) == measure(one).width


def test_the_caret_moves_with_the_text() -> None:
    typed = Paragraph("AL-HASAN", "ar", 40, latin=True)
    across = [caret(typed, index)[0] for index in range(9)]
    assert across == sorted(across)
    assert across[-1] == pytest.approx(measure(typed).width, abs=2)
