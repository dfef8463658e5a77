"""What a mail server's refusal means for a submission: later, or never. Pure."""

from __future__ import annotations

from enum import Enum

from appliance.outbox.ports import NotNow, RefusedByReceiver, TransportFailure

AUTH_CODES = {530, 534, 535, 538}
"""Sign in first, or differently (RFC 4954): our account, not the submission."""
TOO_LARGE = {523, 552}


class Step(Enum):
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


def failure(step: Step, code: int) -> TransportFailure:
    """Judge a reply (RFC 5321, 4.2.1) that is not the one hoped for.

    5xx for the recipient or the content is for good; for the sender it is about the site's account, which IT can
    mend. A reply that is none (`code` is -1) is as good as a broken connection.
    """
    if code in AUTH_CODES:
        return NotNow("auth")
    if 500 <= code < 600 and (step is not Step.SENDER or code in TOO_LARGE):
        return RefusedByReceiver(f"smtp-{code}")
    if 400 <= code < 600:
        return NotNow(f"smtp-{code}" if step is not Step.SENDER else f"smtp-{code}-sender")
    return NotNow("smtp-garbled")
