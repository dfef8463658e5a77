"""No office can be sent to: simulated terminals, and tests that are about other things."""

from __future__ import annotations

from appliance.outbox.entry import Entry
from appliance.outbox.ports import CannotPost, Posted, WhyNot
from appliance.outbox.settings import SiteSettings
from appliance.outbox.submission import Submission


class NoOutbox:
    def start(self) -> None:
        pass

    def why_not(self, office: str) -> WhyNot | None:  # noqa: ARG002 - the port's signature
        return WhyNot.PRINT_ONLY

    def post(self, submission: Submission) -> Posted:  # noqa: ARG002 - the port's signature
        raise CannotPost(WhyNot.PRINT_ONLY)

    def entries(self) -> tuple[Entry, ...]:
        return ()

    @property
    def settings(self) -> SiteSettings:
        return SiteSettings()

    def retry_now(self) -> None:
        pass

    def seen(self) -> None:
        pass

    def close(self) -> None:
        pass
