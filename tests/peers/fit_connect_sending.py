"""One submission of a test on its way through FIT-Connect, and its mark as the outbox would have it on disk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

import pytest

from appliance.outbox.ports import NotNow
from appliance.outbox.progress import NO_MARK, Mark, Report
from appliance.outbox.submission import Paper, SealedSubmission, Submission, SubmissionKind
from tests.peers.fit_connect_bench import FitConnectBench

PDF, PAPER = b"%PDF-1.7 the application", b"%PDF-1.7 a paper"


@dataclass
class Sending:
    bench: FitConnectBench
    sealed: SealedSubmission
    mark: Mark = NO_MARK
    saved: list[str] = field(default_factory=list)

    def save(self, mark: Mark) -> None:
        self.mark = mark
        self.saved.append(mark.get("step"))

    def go(self) -> Report:
        return self.bench.transport.hand_over(self.sealed, self.mark, self.save)

    def ask(self) -> Report:
        return self.bench.transport.ask(self.sealed.id, self.mark)

    def fails_with(self, reason: str) -> None:
        with pytest.raises(NotNow) as failure:
            self.go()
        assert failure.value.reason == reason

    @property
    def at_service(self) -> str:
        return self.mark.get("submission")


SAMPLE = Submission(
    id="01JQ0000000000000000000000",
    reference="MD-7K4Q-2XF9",
    office="buergerdienste",
    kind=SubmissionKind.APPLICATION,
    form_id="anmeldung",
    form_title="Anmeldung einer Wohnung",
    schema_id="",
    language="ar",
    created_at=dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC),
    pdf=PDF,
    pages=1,
    data='{"name": "ERIKSSON", "ort": "Düsseldorf"}'.encode(),
)


def submission(bench: FitConnectBench, number: int = 1, papers: int = 1, pdf: bytes = PDF) -> Submission:
    brought = tuple(Paper(f"unterlage-{n + 1}.pdf", 1, PAPER) for n in range(papers))
    id_ = f"01JQ000000000000000000000{number}"
    return replace(SAMPLE, id=id_, schema_id=bench.schema_id, pdf=pdf, papers=brought)


def sending(bench: FitConnectBench, number: int = 1, papers: int = 1, pdf: bytes = PDF) -> Sending:
    return Sending(bench, bench.transport.seal(submission(bench, number, papers, pdf)))
