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


def test_a_new_line_begins_a_sentence() -> None:
    assert Editing.at_end("Guten Tag,\n").starts_sentence
    assert Editing.at_end("Guten Tag,\n ").starts_sentence


def test_a_letter_is_deleted_with_its_marks() -> None:
    assert Editing.at_end("مُدَ").delete() == Editing("مُ", 2)
    assert Editing.at_end("K\u035fh").left().left() == Editing("K\u035fh", 0)
    assert Editing("a\u0308\u0323b", 0).right() == Editing("a\u0308\u0323b", 3)


def test_the_caret_never_stands_between_a_letter_and_its_marks() -> None:
    assert [Editing("بَت", 0).at(index).caret for index in (0, 1, 2, 3)] == [0, 2, 2, 3]
    assert Editing("ab", 0).at(99) == Editing("ab", 2)


def test_a_tigrinya_syllable_is_one_character() -> None:
    assert Editing.at_end("ቋንቋ").delete() == Editing("ቋን", 2)


def test_the_non_joiner_is_deleted_by_itself() -> None:
    assert Editing.at_end("می\u200c").delete() == Editing("می", 2)
    assert Editing.at_end("می\u200cخ").delete().delete() == Editing("می", 2)


def test_a_letter_beyond_the_first_plane_is_one_character() -> None:
    assert Editing.at_end("a\U0001e900").delete() == Editing("a", 1)


def test_a_newline_is_deleted_like_a_letter() -> None:
    assert Editing.at_end("a\n").delete() == Editing("a", 1)


def test_a_form_takes_the_place_of_the_consonant_before_the_caret_only() -> None:
    assert Editing("ሰለመ", 2).replace_before("ለ", "ላ") == Editing("ሰላመ", 2)
    assert Editing("ሰለመ", 1).replace_before("ለ", "ላ") == Editing("ሰለመ", 1)
    assert Editing("ሰ", 1).replace_before("", "ላ") == Editing("ሰ", 1)
