"""An outbox that only takes down what it was asked."""

from __future__ import annotations

from appliance.outbox.no_outbox import NoOutbox
from appliance.outbox.ports import CannotPost, Posted, WhyNot
from appliance.outbox.submission import Submission


class NotedOutbox(NoOutbox):
    def __init__(self, why_not: WhyNot | None = None) -> None:
        self.asked: list[str] = []
        self.posted: list[Submission] = []
        self.refuses = why_not

    def post(self, submission: Submission) -> Posted:
        if self.refuses is not None:
            raise CannotPost(self.refuses)
        self.posted.append(submission)
        return Posted(submission.id, "7K4Q2XF9CDHJKMNPQRTWXY23")

    def retry_now(self) -> None:
        self.asked.append("retry")

    def seen(self) -> None:
        self.asked.append("seen")
