"""What the doctor finds on cards and images, good ones and spoilt ones, and whether they were released."""

from __future__ import annotations

import subprocess
import tomllib
from pathlib import Path

import pytest

from provisioning.flashing.card_check import PARTITIONS
from provisioning.flashing.disks import Machine
from provisioning.flashing.fat_files import firmware_of
from provisioning.site.cards import write_card
from provisioning.site.issuing import Desk
from tests.peers.card_bench import MIB, SIZE, CardBench, boot_state
from tests.unit.provisioning.card_desk import bare_machine, findings, provision
from tests.unit.provisioning.site_desk import site_in, terminal


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> CardBench:
    return CardBench(tmp_path_factory.mktemp("image"))


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no site is named it is the directory that one is in, and logs go there."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return bare_machine(tmp_path)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return site_in(tmp_path)


def test_the_doctor_looks_for_the_partitions_of_the_recipe() -> None:
    recipe = Path(__file__).parents[3] / "image-build/recipe.toml"
    if not recipe.exists():
        pytest.skip("there is no image recipe here")
    names = [each["name"] for each in tomllib.loads(recipe.read_text())["partition"]]
    assert sorted(names) == sorted(PARTITIONS)


def test_the_doctor_finds_a_good_image_good_packed_or_not(built: CardBench, machine: Machine) -> None:
    for image in (built.plain, built.image):
        found = findings(machine, image)
        assert found["partitions"] == ["good: all seven, both copies of the table"]
        assert found["boot state"] == ["good: 2 of 2 copies; first slot A, attempts left A 3, B 0"]
        assert found["slot A"][0].startswith("good: kernel and root fit")
        assert found["slot B"] == ["good: empty: it is filled by the first update"]


@pytest.mark.parametrize(
    ("partition", "offset", "content", "about", "said"),
    [
        ("root-a", 4096 * 77, b"x", "slot A", "bad: the root is not what its hash says"),
        ("root-a", 4096 * 602, b"xxxx", "slot A", "bad: the root is not what its hash says"),
        ("boot-a", 0, bytes(MIB), "slot A", "bad: boot-a cannot be read"),
        ("boot-state", 9, b"x", "boot state", "good: 1 of 2 copies"),
        ("boot-state", 0, bytes(2 * MIB), "boot state", "note: no copy can be read"),
        ("boot-state", MIB, boot_state("B A", 2), "boot state", "good: 2 of 2 copies; first slot B"),
        ("boot-b", 0, b"x", "slot B", "bad: boot-b cannot be read"),
    ],
)
def test_the_doctor_finds_what_is_wrong_with_a_card(
    built: CardBench,
    machine: Machine,
    tmp_path: Path,
    partition: str,
    offset: int,
    content: bytes,
    about: str,
    said: str,
) -> None:
    card = tmp_path / "card.img"
    card.write_bytes(built.plain.read_bytes())
    built.overwrite(card, partition, offset, content)
    assert findings(machine, card)[about][0].startswith(said)


def test_the_doctor_finds_damaged_tables(built: CardBench, machine: Machine, tmp_path: Path) -> None:
    card = tmp_path / "card.img"
    for first, last, said in (
        (512, 0, "bad: the first copy of the table is damaged"),
        (0, SIZE - 512, "note: the second copy of the table is missing"),
        (512, SIZE - 512, "bad: there is no partition table (GPT)"),
    ):
        content = bytearray(built.plain.read_bytes())
        for at in filter(None, (first, last)):
            content[at : at + 512] = bytes(512)
        card.write_bytes(content)
        assert findings(machine, card)["partitions"] == [said]


def test_the_doctor_reads_the_settings_as_the_terminal_will(
    built: CardBench, machine: Machine, desk: Desk, tmp_path: Path
) -> None:
    card = tmp_path / "card.img"
    card.write_bytes(built.plain.read_bytes())
    firmware = firmware_of(card)
    written = write_card(desk, terminal("t-1"))
    text = (written / "migrado-provision.toml").read_bytes()
    firmware.write("migrado-provision.toml", text.replace(b"rotation = 0", b"rotation = 7"))
    assert "display.rotation" in findings(machine, card)["settings"][0]
    firmware.write("migrado-provision.toml", text)
    other = write_card(desk, terminal("t-2"))
    firmware.write("migrado-identity.pem", (other / "migrado-identity.pem").read_bytes())
    assert "belongs to t-2" in findings(machine, card)["identity"][0]


class Release:
    """An image and its map with sums, signed by openssl itself as image-build does it."""

    def __init__(self, built: CardBench, directory: Path) -> None:
        self.directory = directory
        for path in (built.image, built.block_map):
            (directory / path.name).write_bytes(path.read_bytes())
        self.image, self.block_map = directory / built.image.name, directory / built.block_map.name
        self.private, self.public = directory / "release.key", directory / "release.pem"
        kind = ("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
        self._openssl(*kind, "-out", str(self.private))
        self._openssl("pkey", "-in", str(self.private), "-pubout", "-out", str(self.public))
        self.sign()

    def sign(self) -> None:
        words = ("sha256sum", self.image.name, self.block_map.name)
        sums = subprocess.run(words, cwd=self.directory, capture_output=True, check=True).stdout
        (self.directory / "SHA256SUMS").write_bytes(sums)
        self._openssl("dgst", "-sha256", "-sign", "release.key", "-out", "SHA256SUMS.sig", "SHA256SUMS")

    def _openssl(self, *words: str) -> None:
        subprocess.run(["openssl", *words], cwd=self.directory, check=True, capture_output=True)


def test_the_doctor_knows_an_image_that_was_released(built: CardBench, machine: Machine, tmp_path: Path) -> None:
    release = Release(built, tmp_path)
    key = ("--release-key", str(release.public))
    assert findings(machine, release.image)["release"] == ["good: as in SHA256SUMS"]
    assert findings(machine, release.image)["signature"][0].startswith("note: not examined")
    assert findings(machine, release.image, *key)["signature"] == ["good: by release.pem"]
    sums = tmp_path / "SHA256SUMS"
    sums.write_bytes(sums.read_bytes() + b"\n")
    assert findings(machine, release.image, *key)["signature"] == ["bad: SHA256SUMS.sig is not by release.pem"]
    release.block_map.write_bytes(release.block_map.read_bytes() + b"\n")
    assert findings(machine, release.image)["release"] == ["bad: migrado.img.bmap: not what SHA256SUMS says"]
    sums.unlink()
    assert findings(machine, release.image, *key)["release"][0].startswith("bad")
    assert findings(machine, release.image)["release"][0].startswith("note")


def test_a_site_with_a_release_key_flashes_nothing_else(
    built: CardBench, machine: Machine, desk: Desk, tmp_path: Path
) -> None:
    release = Release(built, tmp_path)
    site_file = desk.folder.path / "site.toml"
    site_file.write_text(site_file.read_text().replace("# release_key", "release_key"))
    words = ("flash", str(release.image), str(tmp_path / "card"), "--yes", "--site", str(desk.folder.path))
    (desk.folder.path / "release.pem").write_bytes(release.public.read_bytes())
    assert provision(machine, *words).exit_code == 0
    (tmp_path / "card").unlink()
    other = tmp_path / "other"
    other.mkdir()
    (desk.folder.path / "release.pem").write_bytes(Release(built, other).public.read_bytes())
    result = provision(machine, *words)
    assert result.exit_code == 1
    assert "is not by release.pem" in result.output
    assert not (tmp_path / "card").exists()


def test_an_image_without_its_map_is_not_flashed(built: CardBench, machine: Machine, tmp_path: Path) -> None:
    result = provision(
        machine, "flash", str(built.plain.rename(tmp_path / "lone.img")), str(tmp_path / "c"), "--yes"
    )
    (tmp_path / "lone.img").rename(built.plain)
    assert result.exit_code == 1
    assert "no block map" in result.output
