"""WebVTT: cues and their times, what is skipped, and what is refused with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.content.subtitles import Cue, SubtitleError, cue_at, parse_webvtt

FILE = """WEBVTT - made up
Language: en

NOTE a remark
over two lines

STYLE
::cue { color: red }

first
00:01.000 --> 00:02.500 align:start
Hello <b>there</b>
second line

01:00:00.250 --> 01:00:01.000
Fish &amp; chips &lt;3 &amp;lt;
"""


def test_cues_are_read_and_everything_else_is_skipped() -> None:
    assert parse_webvtt(FILE) == (
        Cue(1.0, 2.5, "Hello there\nsecond line"),
        Cue(3600.25, 3601.0, "Fish & chips <3 &lt;"),
    )


def test_line_ends_and_a_byte_order_mark_do_not_matter() -> None:
    assert parse_webvtt("\ufeff" + FILE.replace("\n", "\r\n")) == parse_webvtt(FILE)


def test_a_cue_lasts_from_its_start_until_just_before_its_end() -> None:
    cues = (Cue(1.0, 2.0, "a"), Cue(1.5, 3.0, "b"))
    assert [cue and cue.text for t in (0.9, 1.0, 1.5, 2.9, 3.0) for cue in [cue_at(cues, t)]] == [
        None, "a", "b", "b", None,
    ]  # fmt: skip


def test_cues_are_in_the_order_of_their_start() -> None:
    late_first = "WEBVTT\n\n00:05.000 --> 00:06.000\nb\n\n00:01.000 --> 00:02.000\na\n"
    assert [cue.text for cue in parse_webvtt(late_first)] == ["a", "b"]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("", 1),
        ("SUBTITLES\n", 1),
        ("WEBVTT\n\n00:01,000 --> 00:02,000\na\n", 3),
        ("WEBVTT\n\nname\nno time\n", 3),
        ("WEBVTT\n\nalone\n", 3),
        ("WEBVTT\n\n00:03.000 --> 00:02.000\na\n", 3),
        ("WEBVTT\n\n00:61.000 --> 00:62.000\na\n", 3),
    ],
)
def test_what_is_not_webvtt_is_refused_with_its_line(source: str, line: int) -> None:
    with pytest.raises(SubtitleError) as caught:
        parse_webvtt(source)
    assert caught.value.line == line


@given(st.text())
def test_any_text_is_read_or_refused(body: str) -> None:
    try:
        cues = parse_webvtt("WEBVTT\n\n" + body)
    except SubtitleError:
        return
    assert all(cue.start < cue.end for cue in cues)
