"""Three offices of the demo, each reached its own way, and what they have opened with their own keys."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from appliance.forms.json_schema import schema_id
from appliance.outbox.progress import OfficeAnswer
from appliance.outbox.settings import FitConnectDestination
from tests.demo.levers import LeverTable
from tests.flows.visit import offering
from tests.peers.authority import Authority, private_key, public_pem
from tests.peers.fit_connect_control import sender_settings
from tests.peers.fit_connect_desk import LEIKA
from tests.peers.fit_connect_receiver import FitConnectReceiver
from tests.peers.mailbox_peer import HOST, PASSWORD, USER, MailboxPeer, open_mail
from tests.peers.package_opener import open_package
from tests.peers.sshd_peer import SshdPeer

MIGRATION, HOUSING, SCHOOLS = "amt-fuer-migration", "wohnungsamt", "schulamt"
_ANSWERS = {
    "office.received": OfficeAnswer.RECEIVED,
    "office.works_on_it": OfficeAnswer.IN_PROGRESS,
    "office.needs_papers": OfficeAnswer.PAPERS_NEEDED,
    "office.gives_appointment": OfficeAnswer.APPOINTMENT,
    "office.refuses": OfficeAnswer.REFUSED,
}


class Offices:
    """FIT-Connect for migration, an SFTP drop for housing, encrypted mail for schools; the others take paper."""

    def __init__(self, directory: Path, mail_dir: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._kept = mail_dir
        self._housing_key = private_key("housing office")
        (directory / "housing.pem").write_bytes(public_pem(self._housing_key))
        authority_dir = directory / "mail"
        authority_dir.mkdir()
        self._authority = Authority(authority_dir)
        self._site = self._authority.issue("site")
        self._schools = self._authority.issue("schools")
        (authority_dir / "password").write_text(f"{PASSWORD}\n", encoding="ascii")

    def start(self) -> None:
        self.service = FitConnectReceiver(self._directory / "fit-connect")
        (offered,) = self.service.desk.destination["publicServices"]
        forms = [form for form in offering().forms.values() if form.office == MIGRATION]
        offered["submissionSchemas"] = [
            {"schemaUri": schema_id(form), "mimeType": "application/json"} for form in forms
        ]
        self.drop = SshdPeer(self._directory / "drop")
        for name in ("eingang", "antworten"):
            (self.drop.files / name).mkdir()
        self.mailbox = MailboxPeer(self._authority.issue("server", bits=2048, for_mail=False))

    def stop(self) -> None:
        self.mailbox.close()
        self.drop.close()
        self.service.goes_away()

    def settings(self) -> str:
        """Return `offices.toml`."""
        wire = sender_settings(self.service)
        place = FitConnectDestination(wire["destination_id"], LEIKA, "Verlängerung der Aufenthaltserlaubnis")
        return f"""\
[fit_connect]
token_url = "{wire["token_url"]}"
submission_url = "{wire["submission_url"]}"
client_id = "{wire["client_id"]}"
client_secret_file = "{self.service.secret_file}"
ca_file = "{self.service.ca_file}"

[mail]
host = "{HOST}"
port = {self.mailbox.port}
sender = "terminal@migrado.example.org"
user = "{USER}"
password_file = "{self._directory / "mail" / "password"}"
certificate_file = "{self._site.certificate}"
key_file = "{self._site.key}"
ca_file = "{self._authority.file}"

[offices.{MIGRATION}]
transport = "fit-connect"
reply_days = 20

[offices.{MIGRATION}.fit_connect]
destination_id = "{place.destination_id}"
leika_key = "{place.leika_key}"
service_name = "{place.service_name}"

[offices.{HOUSING}]
transport = "sftp"
reply_days = 15
hours = ["Mo-Fr 8-12 Uhr"]
letter_box = "am Eingang"

[offices.{HOUSING}.sftp]
host = "127.0.0.1"
port = {self.drop.port}
user = "{self.drop.user}"
host_key = "{self.drop.host_key}"
key_file = "{self.drop.client_key}"
office_key_file = "{self._directory / "housing.pem"}"

[offices.{SCHOOLS}]
transport = "smime"

[offices.{SCHOOLS}.smime]
address = "eingang@schulamt.example.org"
certificate_file = "{self._schools.certificate}"

[offices.jobcenter]
letter_box = "am Haupteingang"
hours = ["Mo-Do 8-16 Uhr", "Fr 8-12 Uhr"]
"""

    def collect(self) -> None:
        """Open what has arrived, and keep it where people can look at it."""
        for package in (self.drop.files / "eingang").glob("*.jwe"):
            if not (self._kept / HOUSING / package.stem).exists():
                self._keep(HOUSING, package.stem, open_package(package.read_bytes(), self._housing_key).files)
        for opened in self.service.desk.received():
            files = {f"file-{number}.pdf": content for number, content in enumerate(opened.files, 1)}
            self._keep(MIGRATION, opened.sender_id, {"data.json": opened.data, **files})
        for delivery in self.mailbox.mailbox.kept():
            name = str(delivery.headers["X-MigraDo-Submission"])
            if not (self._kept / SCHOOLS / name).exists():
                mail = open_mail(delivery.raw, self._schools, self._authority.file)
                self._keep(SCHOOLS, name, mail.attachments)

    def levers(self) -> LeverTable:
        answers = {word: lambda answer=answer: self._answer(answer) for word, answer in _ANSWERS.items()}
        return {
            **answers,
            "offices.away": self._away,
            "offices.back": self._back,
        }

    def _keep(self, office: str, name: str, files: Mapping[str, bytes]) -> None:
        folder = self._kept / office / name
        folder.mkdir(parents=True, exist_ok=True)
        for file_name, content in files.items():
            (folder / file_name).write_bytes(content)

    def _answer(self, answer: OfficeAnswer) -> None:
        """Answer all that lies at the housing office; accept or reject all that migration has."""
        content = json.dumps({"answer": answer.value, "at": "2026-03-03T10:00:00+01:00"})
        for package in (self.drop.files / "eingang").glob("*.jwe"):
            (self.drop.files / "antworten" / f"{package.stem}.json").write_text(content, encoding="ascii")
        desk = self.service.desk
        for id_ in [id_ for id_ in desk.order if desk.submissions[id_].state == "submitted"]:
            desk.reject(id_) if answer is OfficeAnswer.REFUSED else desk.accept(id_)

    def _away(self) -> None:
        self.service.goes_away()
        self.drop.stop()

    def _back(self) -> None:
        self.service.comes_back()
        self.drop.start()
