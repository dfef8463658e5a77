"""The staff file: all its mistakes at once, and none of them shows a hash."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.staff.badge import public_key_text
from appliance.staff.pins import hash_pin
from appliance.staff.roster import Person, RosterErrors, read_roster

KEY = public_key_text(Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key())


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    path, pin_hash = tmp_path / "staff.toml", hash_pin("482915")
    path.write_text(
        f'badge_key = "{KEY}"\nrevoked = ["ABCDEFGH"]\n[[people]]\nid = "17"\npin_hash = "{pin_hash}"\n'
    )
    roster = read_roster(path)
    assert roster.person("17") == Person("17", pin_hash)
    assert roster.person("18") is None
    assert roster.badge_key == KEY
    assert "ABCDEFGH" in roster.revoked


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    path, pin_hash = tmp_path / "staff.toml", hash_pin("482915")
    path.write_text(
        f"""
        badge_key = "c2hvcnQ="
        revoked = ["lost one"]
        colour = "blue"
        [[people]]
        id = "17"
        pin_hash = "{pin_hash}"
        [[people]]
        id = "17"
        pin_hash = "{pin_hash}"
        [[people]]
        id = "Anna"
        pin_hash = "secret-in-the-clear"
        name = "Anna"
        """
    )
    with pytest.raises(RosterErrors) as caught:
        read_roster(path)
    said = "\n".join(caught.value.errors)
    for words in ("badge_key", "revoked", "colour", "twice", "`name`", "six digits", "argon2id"):
        assert words in said, words
    assert "secret" not in said
    assert pin_hash not in said


@pytest.mark.parametrize("text", ["people = 3", "people = [3]", "revoked = 3", "[[people]]", "= = ="])
def test_what_is_of_another_shape_is_told_too(tmp_path: Path, text: str) -> None:
    path = tmp_path / "staff.toml"
    path.write_text(text)
    with pytest.raises(RosterErrors):
        read_roster(path)


def test_no_file_is_a_mistake_with_a_name(tmp_path: Path) -> None:
    with pytest.raises(RosterErrors, match="no such file"):
        read_roster(tmp_path / "staff.toml")
