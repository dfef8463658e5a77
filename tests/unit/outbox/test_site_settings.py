"""`offices.toml`: the example is right, paths start at the file, and all mistakes come at once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from appliance.outbox.settings import SiteSettings
from appliance.outbox.site_settings import SiteSettingsFile, load_site_settings
from appliance.toml_tables import ConfigErrors

EXAMPLE = Path(__file__).parents[3] / "provisioning" / "offices.example.toml"
OFFICES = ("amt-fuer-migration", "jobcenter", "jugendamt", "wohnungsamt", "sozialamt", "schulamt")
SFTP = """
[offices.jobcenter]
transport = "sftp"
[offices.jobcenter.sftp]
host = "sftp.example.org"
user = "migrado"
host_key = "ssh-ed25519 AAAA"
key_file = "keys/terminal"
office_key_file = "/etc/keys/jobcenter.pem"
"""


def file(directory: Path, text: str) -> Path:
    path = directory / "offices.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mistakes(path: Path) -> tuple[str, ...]:
    with pytest.raises(ConfigErrors) as caught:
        load_site_settings(path, OFFICES)
    return caught.value.errors


def test_without_a_file_every_office_takes_paper_only(tmp_path: Path) -> None:
    settings = load_site_settings(tmp_path / "offices.toml", OFFICES)
    assert settings == SiteSettings()
    assert settings.office("jobcenter").transport == "print"


def test_the_example_is_right() -> None:
    settings = load_site_settings(EXAMPLE, OFFICES)
    assert {settings.office(each).transport for each in OFFICES} == {"fit-connect", "smime", "sftp", "print"}


def test_paths_are_taken_from_where_the_file_is(tmp_path: Path) -> None:
    sftp = load_site_settings(file(tmp_path, SFTP)).office("jobcenter").sftp
    assert sftp is not None
    assert sftp.key_file == tmp_path / "keys/terminal"
    assert sftp.office_key_file == Path("/etc/keys/jobcenter.pem")


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        """
        colour = "blue"
        [limits]
        most_mib = 10
        give_up_days = 0
        [offices.finanzamt]
        transport = "print"
        [offices.jobcenter]
        transport = "fit-connect"
        [offices.schulamt]
        transport = "pigeon"
        [offices.sozialamt]
        transport = "smime"
        reply_days = "three"
        [offices.sozialamt.smime]
        address = "post@example.org"
        """,
    )
    assert {error.split(":")[0] for error in mistakes(path)} == {
        "colour",
        "offices.schulamt.transport",
        "offices.sozialamt.reply_days",
        "offices.sozialamt.smime.certificate_file",
    }


def test_what_is_of_the_right_type_is_judged_too(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        SFTP
        + """
        [limits]
        most_mib = 10
        give_up_days = 0
        [offices.finanzamt]
        [offices.schulamt]
        transport = "fit-connect"
        reply_days = -1
        [offices.sozialamt]
        [offices.sozialamt.smime]
        address = "post@example.org"
        certificate_file = "sozialamt.pem"
        """,
    )
    assert {error.split(":")[0] for error in mistakes(path)} == {
        "limits.most_mib",
        "limits.give_up_days",
        "offices.finanzamt",
        "offices.schulamt.fit_connect",
        "fit_connect",
        "offices.schulamt.reply_days",
        "offices.sozialamt.smime",
    }


@pytest.mark.parametrize(
    "text", ["= = =", "offices = 3", "[offices]\njobcenter = 5", '[offices.jobcenter]\nsftp = "x"']
)
def test_odd_files_are_mistakes_too(tmp_path: Path, text: str) -> None:
    assert mistakes(file(tmp_path, text))


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "offices.toml"
    path.write_bytes(b"\xff\xfe\x00")
    assert "offices.toml" in mistakes(path)[0]


def test_the_file_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    path = file(tmp_path, SFTP)
    source = SiteSettingsFile(path)
    first = source.news()
    assert first is not None
    assert first.office("jobcenter").transport == "sftp"
    assert source.news() is None
    path.write_text("= broken", encoding="utf-8")
    with pytest.raises(ConfigErrors):
        source.news()
    assert source.news() is None, "what is wrong is told once"
    path.unlink()
    gone = source.news()
    assert gone == SiteSettings()


def test_a_change_of_the_same_size_is_noticed(tmp_path: Path) -> None:
    path = file(tmp_path, SFTP)
    source = SiteSettingsFile(path)
    source.news()
    file(tmp_path, SFTP.replace("sftp.example", "ftps.example"))
    os.utime(path, ns=(1, 1))
    changed = source.news()
    assert changed is not None
    sftp = changed.office("jobcenter").sftp
    assert sftp is not None
    assert sftp.host == "ftps.example.org"


def test_a_missing_file_is_news_once(tmp_path: Path) -> None:
    source = SiteSettingsFile(tmp_path / "offices.toml")
    assert source.news() == SiteSettings()
    assert source.news() is None
