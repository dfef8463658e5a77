"""Three offices, each reached its own way over a real server, and what they have opened with their own keys."""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from appliance.forms.json_schema import schema_id
from appliance.outbox.progress import OfficeAnswer
from appliance.outbox.settings import FitConnectDestination
from tests.flows.visit import offering
from tests.peers.authority import Authority, private_key, public_pem
from tests.peers.cutting_proxy import CuttingProxy
from tests.peers.fit_connect_control import sender_settings, submission_of
from tests.peers.fit_connect_desk import LEIKA
from tests.peers.fit_connect_receiver import FitConnectReceiver
from tests.peers.mailbox_peer import HOST, PASSWORD, USER, MailboxPeer, open_mail
from tests.peers.package_opener import as_received, open_package
from tests.peers.smime_bench import received_mail
from tests.peers.sshd_peer import SshdPeer
from tests.peers.transport_bench import Received

MIGRATION, HOUSING, SCHOOLS = "amt-fuer-migration", "wohnungsamt", "schulamt"


class ThreeOffices:
    """FIT-Connect for migration, an SFTP drop for housing, encrypted mail for schools; the others take paper."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._housing_keys = [private_key("housing office")]
        self._write_housing_key()
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
        self._mail_line = CuttingProxy(self.mailbox.port)

    def stop(self) -> None:
        self._mail_line.close()
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
port = {self._mail_line.port}
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
office_key_file = "{self._housing_key_file}"

[offices.{SCHOOLS}]
transport = "smime"

[offices.{SCHOOLS}.smime]
address = "eingang@schulamt.example.org"
certificate_file = "{self._schools.certificate}"

[offices.jobcenter]
letter_box = "am Haupteingang"
hours = ["Mo-Do 8-16 Uhr", "Fr 8-12 Uhr"]
"""

    # what they have

    def arrived(self, office: str, besides: Collection[str] = ()) -> list[Received]:
        """Return what this office has opened with its own key, in the order of arrival, but for these ids."""
        match office:
            case "amt-fuer-migration":
                opened = [one for one in self.service.desk.received() if one.sender_id not in besides]
                return [Received(one.sender_id, one.data, one.files[0], one.files[1:]) for one in opened]
            case "wohnungsamt":
                packages = [path for path in self._eingang.glob("*.jwe") if path.stem not in besides]
                packages.sort(key=lambda path: path.stat().st_mtime_ns)
                return [as_received(open_package(path.read_bytes(), *self._housing_keys)) for path in packages]
            case _:
                kept = self.mailbox.mailbox.kept()
                mails = [each.raw for each in kept if each.headers["X-MigraDo-Submission"] not in besides]
                return [received_mail(open_mail(raw, self._schools, self._authority.file)) for raw in mails]

    @property
    def _eingang(self) -> Path:
        return self.drop.files / "eingang"

    # the levers

    def goes_away(self, office: str) -> None:
        away = {MIGRATION: self.service.goes_away, HOUSING: self.drop.stop, SCHOOLS: self._mail_line.refuse}
        away[office]()

    def comes_back(self, office: str) -> None:
        back = {MIGRATION: self.service.comes_back, HOUSING: self.drop.start, SCHOOLS: self._mail_line.listen}
        back[office]()

    def all_go_away(self) -> None:
        for office in (MIGRATION, HOUSING, SCHOOLS):
            self.goes_away(office)

    def restore(self) -> None:
        """Everything as a test may expect to find it."""
        for office in (MIGRATION, HOUSING, SCHOOLS):
            self.comes_back(office)

    def answers(self, office: str, submission_id: str, answer: OfficeAnswer) -> None:
        """Housing lays down a file; migration's system accepts or rejects; schools cannot answer by mail."""
        if office == HOUSING:
            content = json.dumps({"answer": answer.value, "at": "2026-03-03T10:00:00+01:00"})
            (self.drop.files / "antworten" / f"{submission_id}.json").write_text(content, encoding="ascii")
            return
        assert office == MIGRATION, f"{office} cannot answer"
        submission = submission_of(self.service, submission_id)
        if answer is OfficeAnswer.REFUSED:
            self.service.desk.reject(submission)
        else:
            self.service.desk.accept(submission)

    def housing_changes_its_key(self) -> None:
        """A new file for the new key; the terminals hear of it with the next `settings`."""
        self._housing_keys.append(private_key(f"housing office {len(self._housing_keys)}"))
        self._write_housing_key()

    def _write_housing_key(self) -> None:
        self._housing_key_file = self._directory / f"housing-{len(self._housing_keys)}.pem"
        self._housing_key_file.write_bytes(public_pem(self._housing_keys[-1]))
