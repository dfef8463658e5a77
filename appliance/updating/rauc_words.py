"""What `rauc install` prints, in our keywords. Pure. Source: what RAUC 1.8 and 1.13 say, see the tests."""

from __future__ import annotations

import re
from collections.abc import Sequence

FOR_GOOD = frozenset({"bad_signature", "wrong_compatible"})
"""Nothing but another bundle helps."""
_PROGRESS = re.compile(r"\s*(\d{1,3})% (.*)")
_KEYWORDS = (
    ("bad_signature", re.compile(r"signature verification failed|failed to verify signature", re.IGNORECASE)),
    ("wrong_compatible", re.compile(r"compatible mismatch", re.IGNORECASE)),
    # RAUC is not there, or has another bundle in hand.
    ("installer_away", re.compile(r"D-Bus error|already processing", re.IGNORECASE)),
    (
        "damaged",
        re.compile(r"invalid bundle format|exceeds bundle size|checksum|verity|input/output error", re.IGNORECASE),
    ),
)


def percent_of(line: str) -> int | None:
    """Return how far it is; None: the line is about something else. The end of a failure is called 100 % too."""
    said = _PROGRESS.fullmatch(line.rstrip())
    if said is None or "failed" in said[2]:
        return None
    return min(int(said[1]), 100)


def last_words(lines: Sequence[str]) -> str:
    """Return the line that says best what went wrong."""
    told = [line.strip() for line in lines if line.strip()]
    errors = [line for line in told if line.startswith("LastError:")]
    return (errors or told or [""])[-1]


def keyword_of(lines: Sequence[str]) -> str:
    """Return why RAUC did not install."""
    error = last_words(lines)
    return next((keyword for keyword, words in _KEYWORDS if words.search(error)), "install_failed")
