"""What is announced, what is refused, and how terminals stand with their updates; bundles by real `rauc`."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from appliance.telemetry.messages import TerminalInfo, UpdateState, UpdateWanted, encode
from provisioning.new_files import SECRET
from provisioning.site.authority import key_pem
from provisioning.site.bundle_key import KEY, KEYRING, bundle_key_files
from provisioning.updates.bundle import Bundle, NotABundle, has_form, settled_version, told_version, wanted
from provisioning.updates.bundle_file import put, read_bundle
from provisioning.updates.server import NotOffered, NotThere, ServerPlace, judge
from provisioning.updates.standing import corrections, standings
from provisioning.updates.words import ERRORS
from tests.peers.bundles import bundle_in
from tests.unit.provisioning.site_desk import NOW, PASSPHRASE, terminal

PLACE = ServerPlace("broker.example.org", 8443)
SUM = "ab" * 32
WANTED = UpdateWanted("0.2.0", "a.raucb", 10, SUM)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A bundle and its keyring."""
    directory = tmp_path_factory.mktemp("signed")
    return bundle_in(directory, "0.2.0"), directory / "keyring.pem"


def test_a_bundle_is_read_with_the_version_of_its_manifest(signed: tuple[Path, Path]) -> None:
    path, keyring = signed
    found = read_bundle(path, keyring, "")
    told = subprocess.run(["sha256sum", path], capture_output=True, text=True, check=True).stdout
    assert found == Bundle(path.name, "0.2.0", path.stat().st_size, told.split()[0])
    assert read_bundle(path, None, "0.2.0") == found


def test_a_bundle_that_another_key_has_signed_is_refused(signed: tuple[Path, Path], tmp_path: Path) -> None:
    bundle_in(tmp_path, "0.2.0")
    with pytest.raises(NotABundle, match="not signed by"):
        read_bundle(signed[0], tmp_path / "keyring.pem", "")
    with pytest.raises(NotABundle, match=r"nowhere\.pem is not there"):
        read_bundle(signed[0], tmp_path / "nowhere.pem", "")


def test_what_is_no_bundle_is_refused_in_plain_words(signed: tuple[Path, Path], tmp_path: Path) -> None:
    whole = signed[0].read_bytes()
    for name, content in (
        ("cut.raucb", whole[: len(whole) // 2]),
        ("text.raucb", b"hello"),
        ("empty.raucb", b""),
        ("image.raucb", b"\0" * 4096),
        ("squashfs.raucb", whole[:4096] + b"\0" * 8),
    ):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(NotABundle, match="is no update bundle, or is cut off"):
            read_bundle(tmp_path / name, None, "0.2.0")
    (tmp_path / "garbled.raucb").write_bytes(whole[:-4000] + bytes(3900) + whole[-100:])
    with pytest.raises(NotABundle, match="damaged"):
        read_bundle(tmp_path / "garbled.raucb", None, "0.2.0")
    for name in ("a b.raucb", "a.img", ".raucb", "ä.raucb", "a'.raucb", "a+b.raucb"):
        with pytest.raises(NotABundle, match="rename it"):
            read_bundle(tmp_path / name, None, "")


def test_where_rauc_is_not_installed_the_version_is_asked_for(
    signed: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotABundle, match=r"install rauc.*--version"):
        read_bundle(signed[0], None, "")
    assert read_bundle(signed[0], None, "0.2.0").version == "0.2.0"


def test_versions_must_agree_and_be_versions() -> None:
    assert settled_version("0.2.0", "") == settled_version("", "0.2.0") == "0.2.0"
    with pytest.raises(NotABundle, match=r"holds version 0\.2\.0, not 0\.3\.0"):
        settled_version("0.2.0", "0.3.0")
    with pytest.raises(NotABundle, match="is no version"):
        settled_version("", "0.2 beta")


@pytest.mark.parametrize(
    "answer", [b"", b"[]", b"{}", b'{"version": null}', b'{"version": 2}', b'{"version": ""}']
)
def test_a_manifest_without_a_version_is_refused(answer: bytes) -> None:
    with pytest.raises(NotABundle, match="names no version"):
        told_version(answer)


def test_the_form_of_a_bundle() -> None:
    assert has_form(b"hsqs", (99).to_bytes(8, "big"), 1000)
    assert not has_form(b"hsqs", (992).to_bytes(8, "big"), 1000)
    assert not has_form(b"hsqs", bytes(8), 1000)
    assert not has_form(b"hsqs", b"\1", 1000)
    assert not has_form(b"\x7fELF", (99).to_bytes(8, "big"), 1000)


def test_a_bundle_gets_onto_the_shelf_whole_and_over_no_other(signed: tuple[Path, Path], tmp_path: Path) -> None:
    path, shelf = signed[0], tmp_path / "updates"
    bundle = read_bundle(path, None, "")
    target = put(path, bundle, shelf)
    assert target.read_bytes() == path.read_bytes()
    assert target.stat().st_mode & 0o777 == 0o644
    assert [each.name for each in shelf.iterdir()] == [path.name]
    before = target.stat().st_mtime_ns
    assert put(path, bundle, shelf) == target
    assert target.stat().st_mtime_ns == before, "terminals resume by it"
    target.write_bytes(b"another")
    with pytest.raises(NotABundle, match="rename the new one"):
        put(path, bundle, shelf)
    assert target.read_bytes() == b"another"


def test_a_bundle_that_changed_after_it_was_read_is_not_put_there(
    signed: tuple[Path, Path], tmp_path: Path
) -> None:
    bundle = read_bundle(signed[0], None, "")
    (tmp_path / bundle.name).write_bytes(b"changed")
    with pytest.raises(NotABundle, match="was changed while"):
        put(tmp_path / bundle.name, bundle, tmp_path / "updates")
    assert not list((tmp_path / "updates").iterdir())


def test_what_is_said_to_terminals() -> None:
    bundle = Bundle("a.raucb", "0.2.0", 10, SUM)
    assert wanted(bundle, now=False) == WANTED
    assert wanted(bundle, now=True).when == "now"


def test_the_server_s_answer_is_told_with_what_to_do() -> None:
    judge(PLACE, "a.raucb", 10, 200, "10")
    for status, length, kind, said in (
        (404, "146", NotThere, "does not have a.raucb yet"),
        (200, "4", NotThere, "only 4 of 10 bytes"),
        (200, "", NotThere, "only 0 of 10 bytes"),
        (403, "", NotOffered, "chmod 644"),
        (400, "", NotOffered, "does not take our certificate"),
        (502, "", NotOffered, r"something else answers .* \(502\)"),
    ):
        with pytest.raises(kind, match=said) as caught:
            judge(PLACE, "a.raucb", 10, status, length)
        assert type(caught.value) is kind


def at(terminal_id: str, wanted: UpdateWanted | None = None, state: UpdateState | None = None) -> dict[str, bytes]:
    told = {"update": wanted, "update_state": state}
    return {f"terminal/v1/{terminal_id}/{name}": encode(each) for name, each in told.items() if each}


def test_how_terminals_stand() -> None:
    lying = {
        **at("a", WANTED, UpdateState("fetching", "2026-03-02T09:00:00Z", "0.2.0", SUM, 40)),
        **at("b", WANTED, UpdateState("done", "2026-03-01T02:00:00Z", "0.1.0", "cd" * 32)),
        **at("c", WANTED, UpdateState("failed", "2026-03-02T09:00:00Z", "0.2.0", SUM, error="fell_back")),
        **at("e", WANTED, UpdateState("done", "yesterday", "0.2.0", SUM)),
        "terminal/v1/a/info": encode(TerminalInfo("Utopia", "Halle A", "0.1.0", "1")),
        **at("f", None, UpdateState("waiting", "2026-03-02T09:00:00Z", "0.2.0", SUM)),
        **at("g", None, UpdateState("failed", "2026-03-02T09:00:00Z", "0.2.0", SUM, error="fell_back")),
        "terminal/v1/d/update": b"garbage",
        "terminal/v1/d/update_state": b"{}",
    }
    a, b, c, d, e, f, g = standings([terminal(each) for each in "abcdefg"], lying)
    assert (a.runs, a.wanted, a.said, a.percent, a.since) == ("0.1.0", "0.2.0", "being loaded", "40 %", NOW)
    assert b.said == "not begun: is it switched on?", "an earlier update says nothing of this one"
    assert (c.said, c.error) == ("FAILED", "fell_back")
    assert (d.wanted, d.said) == ("", "")
    assert (f.wanted, f.said, f.since) == ("", "0.2.0 installed, starts by itself", NOW), "withdrawn too late"
    assert (g.wanted, g.said, g.error) == ("", "", ""), "it is over"
    assert (e.said, e.since, e.error) == ("done", None, "")


def test_each_error_is_said_once_with_what_to_do_and_unknown_ones_stand_as_they_came() -> None:
    assert all(len(text) > 30 for text in ERRORS.values())
    lying: dict[str, bytes] = {}
    for name, error in {"a": "fell_back", "b": "solar_flare", "c": "fell_back", "d": ""}.items():
        lying |= at(name, WANTED, UpdateState("failed" if error else "done", "", "0.2.0", SUM, error=error))
    fell_back, unknown = corrections(standings([terminal(each) for each in "abcd"], lying))
    assert fell_back.startswith("fell_back (a, c): it did not run well")
    assert unknown == "solar_flare (b): its journal says more: journalctl -u migrado-update"


def test_the_site_s_bundle_key_signs_what_its_keyring_verifies(tmp_path: Path) -> None:
    files = bundle_key_files("Utopia", PASSPHRASE, dt.datetime.now(dt.UTC))
    (secret, mode), (keyring, _) = files[KEY], files[KEYRING]
    assert mode == SECRET
    assert b"ENCRYPTED" in secret
    key = load_pem_private_key(secret, PASSPHRASE.encode())
    (tmp_path / "keyring.pem").write_bytes(keyring)
    (tmp_path / "key.pem").write_bytes(key_pem(key))  # type: ignore[arg-type]
    path = bundle_in(tmp_path, "0.3.0")
    assert read_bundle(path, tmp_path / "keyring.pem", "").version == "0.3.0"
