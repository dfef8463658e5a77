"""A line being edited."""

from __future__ import annotations

from kivy_ui.text_editing import Editing


def test_typing_goes_in_at_the_caret() -> None:
    line = Editing.at_end("AL HASAN").left().left().left().left().left().left()
    assert line.delete().insert("-").insert("l") == Editing("A-l HASAN", 3)


def test_what_would_be_too_long_is_not_taken() -> None:
    assert Editing.at_end("24").insert("0", max_length=2) == Editing("24", 2)


def test_the_caret_stays_in_the_line() -> None:
    assert Editing("a", 0).left().delete() == Editing("a", 0)
    assert Editing("a", 1).right() == Editing("a", 1)


def test_names_begin_with_a_capital_also_after_a_hyphen() -> None:
    assert [Editing.at_end(text).starts_word for text in ("", "A", "Al-", "Al ", "O'")] == [
        True,
        False,
        True,
        True,
        False,
    ]


def test_sentences_begin_with_a_capital_and_words_do_not() -> None:
    """A point behind a digit ends no sentence: „ab 1.3. neue Stelle“."""
    texts = ("", "Meine ", "Meine Mutter. ", "Gut.", "Ab 1.3. ", "Wirklich?  ")
    assert [Editing.at_end(text).starts_sentence for text in texts] == [True, False, True, False, False, True]
