"""The staff file of a site: the key that badges are signed with, revoked badges, and who signs in by PIN.

```
badge_key = "base64 of the Ed25519 public key"
revoked = ["ABCDEFGH"]

[[people]]
id = "17"
pin_hash = "$argon2id$…"
```
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appliance.staff.badge import SERIAL, public_key_from
from appliance.staff.pins import STAFF_NUMBER, is_pin_hash

_KEYS = ("badge_key", "revoked", "people")
_PERSON_KEYS = ("id", "pin_hash")


@dataclass(frozen=True)
class Person:
    """Somebody who signs in by PIN."""

    id: str
    """The staff number; never a name."""
    pin_hash: str


@dataclass(frozen=True)
class Roster:
    badge_key: str = ""
    """Empty: no badge opens these terminals."""
    revoked: frozenset[str] = frozenset()
    """Serials of badges that were lost, or whose owner has left."""
    people: tuple[Person, ...] = ()

    def person(self, staff_id: str) -> Person | None:
        return next((each for each in self.people if each.id == staff_id), None)


class RosterErrors(ValueError):
    """Everything that is wrong with the staff file, one line each."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


def read_roster(path: Path) -> Roster:
    """Raises RosterErrors, also where there is no file."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RosterErrors([f"{path.name}: there is no such file"]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise RosterErrors([f"{path.name}: {error}"]) from None
    return roster_from(values)


def roster_from(values: Mapping[str, Any]) -> Roster:
    """Build the roster from the file's tables. Raises RosterErrors; no error shows a hash."""
    errors = [f"{key}: there is no such setting" for key in values if key not in _KEYS]
    badge_key = values.get("badge_key", "")
    if badge_key and not _is_key(badge_key):
        errors.append("badge_key: not an Ed25519 public key in base64")
    revoked = values.get("revoked", [])
    if not isinstance(revoked, list) or not all(
        isinstance(each, str) and SERIAL.fullmatch(each) for each in revoked
    ):
        errors.append("revoked: a list of serials, eight characters of A-Z and 2-7 each")
    people = _people(values.get("people", []), errors)
    if errors:
        raise RosterErrors(errors)
    return Roster(badge_key, frozenset(revoked), people)


def _people(tables: Any, errors: list[str]) -> tuple[Person, ...]:
    if not isinstance(tables, list):
        errors.append("people: must be [[people]] tables")
        return ()
    found: list[Person] = []
    for number, table in enumerate(tables, 1):
        person = _person(table, f"people {number}", errors)
        if person is not None and any(each.id == person.id for each in found):
            errors.append(f"people {number}: id {person.id} stands here twice")
        elif person is not None:
            found.append(person)
    return tuple(found)


def _person(table: Any, where: str, errors: list[str]) -> Person | None:
    if not isinstance(table, Mapping):
        errors.append(f"{where}: must be a table")
        return None
    before = len(errors)
    errors.extend(f"{where}: there is no setting `{key}`" for key in table if key not in _PERSON_KEYS)
    staff_id, pin_hash = table.get("id"), table.get("pin_hash")
    if not isinstance(staff_id, str) or not STAFF_NUMBER.fullmatch(staff_id):
        errors.append(f"{where}: id must be one to six digits, in quotes")
    if not isinstance(pin_hash, str) or not is_pin_hash(pin_hash):
        errors.append(f"{where}: pin_hash must be an argon2id hash")
    return Person(str(staff_id), str(pin_hash)) if len(errors) == before else None


def _is_key(text: object) -> bool:
    try:
        public_key_from(text if isinstance(text, str) else "")
    except ValueError:
        return False
    return True
