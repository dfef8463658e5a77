"""`python -m provisioning doctor` as IT staff run it: real SFTP, mail and FIT-Connect peers, a settings file."""

from __future__ import annotations

import dataclasses
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.peers.fit_connect_bench import FitConnectBench, transport_settings
from tests.peers.fit_connect_control import sender_settings
from tests.peers.sftp_bench import SftpBench
from tests.peers.smime_bench import OFFICE, SmimeBench

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]


@dataclasses.dataclass
class Site:
    """Three offices, each reached in its own way, and one that takes paper."""

    settings: Path
    sftp: SftpBench
    mail: SmimeBench
    fit_connect: FitConnectBench

    def doctor(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "provisioning", "doctor", "--offices", str(self.settings), *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    def examined(self, *arguments: str) -> tuple[int, dict[str, dict[str, list[dict[str, str]]]]]:
        """Return the exit code, and by office and subject what was found."""
        done = self.doctor("--json", "--wait", "4", *arguments)
        offices: dict[str, dict[str, list[dict[str, str]]]] = {}
        for office in json.loads(done.stdout)["offices"]:
            for finding in office["findings"]:
                offices.setdefault(office["office"], {}).setdefault(finding["about"], []).append(finding)
        return done.returncode, offices


def tables(name: str, values: Mapping[str, Any]) -> str:
    """Write a TOML table of plain values; nested ones follow."""
    lines = [f"[{name}]"]
    nested = []
    for key, value in values.items():
        if isinstance(value, Mapping):
            nested.append(tables(f"{name}.{key}", value))
        elif value is not None:
            lines.append(f"{key} = {value if isinstance(value, int) else json.dumps(str(value))}")
    return "\n".join([*lines, *nested])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    sftp, mail, fit_connect = SftpBench(), SmimeBench(), FitConnectBench(tmp_path / "fit-connect")
    settings = tmp_path / "offices.toml"
    service, place = transport_settings(sender_settings(fit_connect.receiver))
    destination = {"destination_id": place.destination_id, "leika_key": place.leika_key}
    settings.write_text(
        "\n".join(
            (
                tables("fit_connect", dataclasses.asdict(service)),
                tables("mail", dataclasses.asdict(mail.service)),
                tables(
                    "offices.wohnungsamt",
                    {"transport": "sftp", "letter_box": "Südwall", "sftp": dataclasses.asdict(sftp.destination)},
                ),
                tables(
                    "offices.schulamt",
                    {"transport": "smime", "smime": {"address": OFFICE, "certificate_file": mail.office_file}},
                ),
                tables("offices.jobcenter", {"transport": "fit-connect", "fit_connect": destination}),
            )
        )
    )
    yield Site(settings, sftp, mail, fit_connect)
    for bench in (sftp, mail, fit_connect):
        bench.close()


def test_every_transport_is_examined_and_takes_a_test_submission(site: Site) -> None:
    code, found = site.examined("--send-test", "--schema", site.fit_connect.schema_id)
    assert code == 0, found
    assert set(found) >= {"wohnungsamt", "schulamt", "jobcenter", "sozialamt"}
    for bench in (site.sftp, site.mail, site.fit_connect):
        (received,) = bench.received()
        assert "TESTEINREICHUNG" in received.data.decode()
        assert received.pdf.startswith(b"%PDF")
    for office in ("wohnungsamt", "schulamt", "jobcenter"):
        (sent,) = found[office]["test submission"]
        assert sent["verdict"] in {"good", "note"}, sent
    assert "RSA 3072 bits" in found["wohnungsamt"]["key"][0]["said"]
    assert "days left" in found["schulamt"]["validity"][0]["said"]


def test_nothing_is_sent_unasked(site: Site) -> None:
    code, _ = site.examined()
    assert code == 0
    assert [bench.received() for bench in (site.sftp, site.mail, site.fit_connect)] == [[], [], []]


def test_who_cannot_be_reached_is_said_and_the_others_are_examined_all_the_same(site: Site) -> None:
    site.sftp.cut("wrong-tls")
    site.mail.goes_away()
    code, found = site.examined("--send-test", "--schema", site.fit_connect.schema_id)
    assert code == 1
    assert "another key than the pinned one" in found["wohnungsamt"]["connection"][0]["said"]
    assert "cannot be reached" in found["schulamt"]["connection"][0]["said"]
    assert "not sent" in found["schulamt"]["test submission"][0]["said"]
    assert found["jobcenter"]["test submission"][0]["verdict"] != "bad"


def test_people_read_a_table_and_what_to_correct(site: Site) -> None:
    site.sftp.offers_bad_key("too-weak")
    done = site.doctor("--office", "wohnungsamt")
    assert done.returncode == 1
    assert "too short" in done.stdout
    assert "What to correct" in done.stdout
    assert "Not in order: wohnungsamt" in done.stdout
