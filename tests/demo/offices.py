"""The demo's offices: what they have opened is kept where people can look at it; levers for what they do."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from appliance.outbox.progress import OfficeAnswer
from tests.demo.levers import LeverTable
from tests.peers.three_offices import HOUSING, MIGRATION, SCHOOLS, ThreeOffices

_ANSWERS = {
    "office.received": OfficeAnswer.RECEIVED,
    "office.works_on_it": OfficeAnswer.IN_PROGRESS,
    "office.needs_papers": OfficeAnswer.PAPERS_NEEDED,
    "office.gives_appointment": OfficeAnswer.APPOINTMENT,
    "office.refuses": OfficeAnswer.REFUSED,
}
_OFFICES = (MIGRATION, HOUSING, SCHOOLS)


class Offices(ThreeOffices):
    def __init__(self, directory: Path, kept: Path) -> None:
        super().__init__(directory)
        self._kept = kept

    def collect(self) -> None:
        """Open what has arrived, and keep it."""
        for office in _OFFICES:
            known = {folder.name for folder in (self._kept / office).glob("*")}
            for one in self.arrived(office, known):
                papers = {f"unterlage-{number}.pdf": pdf for number, pdf in enumerate(one.papers, 1)}
                self._keep(office, one.id, {"antrag.pdf": one.pdf, "daten.json": one.data, **papers})

    def levers(self) -> LeverTable:
        answers = {word: lambda answer=answer: self._answer(answer) for word, answer in _ANSWERS.items()}
        return {
            **answers,
            "offices.away": self.all_go_away,
            "offices.back": self.restore,
        }

    def _keep(self, office: str, name: str, files: Mapping[str, bytes]) -> None:
        folder = self._kept / office / name
        folder.mkdir(parents=True)
        for file_name, content in files.items():
            (folder / file_name).write_bytes(content)

    def _answer(self, answer: OfficeAnswer) -> None:
        """Answer all that lies at the housing office; accept or reject all that migration has."""
        for one in self.arrived(HOUSING):
            self.answers(HOUSING, one.id, answer)
        desk = self.service.desk
        for id_ in [id_ for id_ in desk.order if desk.submissions[id_].state == "submitted"]:
            desk.reject(id_) if answer is OfficeAnswer.REFUSED else desk.accept(id_)
