"""The office's answer files: read as agreed, and nothing else of them believed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.sftp_drop.answer_file import MOST_BYTES, read_answer, report_of

AT = "2026-03-03T10:00:00+01:00"
ANSWERS = ["received", "in_progress", "papers_needed", "appointment", "decided", "refused"]


@pytest.mark.parametrize("answer", ANSWERS)
def test_each_category_is_read(answer: str) -> None:
    assert read_answer(json.dumps({"answer": answer, "at": AT}).encode()) == answer


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"received",
        b"null",
        b"[]",
        b'{"answer": "received"}',
        b'{"answer": "", "at": "2026-03-03T10:00:00Z"}',
        b'{"answer": "approved", "at": "2026-03-03T10:00:00Z"}',
        b'{"answer": ["received"], "at": "2026-03-03T10:00:00Z"}',
        b'{"answer": "received", "at": "3.3.2026"}',
        b'{"answer": "received", "at": "2026-03-03T10:00:00"}',
        b'{"answer": "received", "at": "2026-03-03T10:00:00Z", "note": "Frau Eriksson"}',
        b'{"answer": "received", "at": "2026-03-03T10:00:00Z"} trailing',
        b"[" * MOST_BYTES,
        b" " * MOST_BYTES + b'{"answer": "received", "at": "2026-03-03T10:00:00Z"}',
        b"\xff\xfe",
    ],
)
def test_what_is_not_as_agreed_is_no_answer(content: bytes) -> None:
    assert read_answer(content) is OfficeAnswer.NONE


json_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.sampled_from([*ANSWERS, AT]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["answer", "at", "x"]), inner),
)


@given(st.binary(max_size=MOST_BYTES * 2) | json_values.map(lambda value: json.dumps(value).encode()))
def test_no_file_makes_trouble(content: bytes) -> None:
    assert read_answer(content) in [*ANSWERS, ""]


def test_a_refusal_and_a_decision_are_the_last_word() -> None:
    assert report_of(OfficeAnswer.REFUSED).stage is Stage.REFUSED
    finals = [answer for answer in ANSWERS if report_of(OfficeAnswer(answer)).final]
    assert finals == ["decided", "refused"]
