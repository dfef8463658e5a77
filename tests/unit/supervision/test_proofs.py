"""What is remembered of good images, and what the boot loader and the image say of themselves."""

from __future__ import annotations

from pathlib import Path

from appliance.supervision.proofs import Proofs, booted_slot, image_name, is_writable


def test_an_image_is_proven_in_its_slot_and_for_its_version_only(tmp_path: Path) -> None:
    proofs = Proofs(tmp_path / "slots")
    assert not proofs.proven("A", "migrado 1.2")
    assert not proofs.other_proven("A")
    proofs.note("A", "migrado 1.2")
    assert proofs.proven("A", "migrado 1.2")
    assert not proofs.proven("A", "migrado 1.3")
    assert not proofs.proven("B", "migrado 1.2")


def test_the_other_slot_is_one_to_fall_back_to(tmp_path: Path) -> None:
    proofs = Proofs(tmp_path / "slots")
    proofs.note("A", "migrado 1.2")
    assert proofs.other_proven("B")
    assert not proofs.other_proven("A")


def test_what_was_left_half_written_by_a_power_cut_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / ".B.fresh").write_text("migrado 1.")
    assert not Proofs(tmp_path).other_proven("A")


def test_a_directory_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    assert is_writable(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not is_writable(tmp_path / "not mounted")


def test_the_slot_stands_on_the_kernels_command_line() -> None:
    assert booted_slot("root=/dev/mapper/root ro rauc.slot=B quiet\n") == "B"
    assert booted_slot("migrado.slot=a migrado.disk=mmc\n") == "a"
    assert booted_slot("root=/dev/sda1 notrauc.slots=B") == ""


def test_an_image_is_named_by_what_os_release_says_of_it() -> None:
    assert image_name({"ID": "debian", "IMAGE_ID": "migrado", "IMAGE_VERSION": "0.4.0"}) == "migrado 0.4.0"
    assert image_name({"ID": "debian"}) == ""
