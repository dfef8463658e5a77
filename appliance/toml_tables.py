"""TOML tables become frozen dataclasses of settings; all mistakes are told at once, in a technician's words."""

from __future__ import annotations

import dataclasses
import tomllib
import types
import typing
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class ConfigErrors(ValueError):
    """Everything that is wrong with the configuration, one line each: `section.key: what is wrong`."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


def read_toml(path: Path, errors: list[str]) -> Mapping[str, Any]:
    """Return what the file holds; nothing where it is not there, or is no TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        errors.append(f"{path.name}: {error}")
        return {}


def build(kind: type[T], values: Any, where: str, errors: list[str]) -> T | None:
    """Build a frozen dataclass from a table, noting every wrong, missing and unknown key."""
    if not isinstance(values, Mapping):
        errors.append(f"{where or 'configuration'}: must be a table")
        return None
    hints = typing.get_type_hints(kind)
    known = {each.name: each for each in dataclasses.fields(typing.cast("Any", kind))}
    errors.extend(f"{_path(where, key)}: there is no such setting" for key in values if key not in known)
    found: dict[str, Any] = {}
    before = len(errors)
    for name, each in known.items():
        if name in values:
            found[name] = _value(hints[name], values[name], _path(where, name), errors)
        elif each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING:
            errors.append(f"{_path(where, name)}: is missing")
    return kind(**found) if len(errors) == before else None


def _value(hint: Any, value: Any, where: str, errors: list[str]) -> Any:
    hint = _without_none(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return build(hint, value, where, errors)
    each = typing.get_args(hint)[-1] if typing.get_origin(hint) is Mapping else None
    if dataclasses.is_dataclass(each) and isinstance(each, type) and isinstance(value, Mapping):
        return {key: build(each, table, _path(where, key), errors) for key, table in value.items()}
    try:
        return msgspec.convert(value, hint, dec_hook=_path_hook)
    except msgspec.ValidationError as error:
        errors.append(f"{where}: {error}")
        return None


def _without_none(hint: Any) -> Any:
    """TOML has no null: what may be None is left out, or is the other type."""
    if typing.get_origin(hint) not in (types.UnionType, typing.Union):
        return hint
    others = [each for each in typing.get_args(hint) if each is not type(None)]
    return others[0] if len(others) == 1 else hint


def _path_hook(hint: type[Any], value: Any) -> Any:
    if hint is Path and isinstance(value, str):
        return Path(value)
    if hint is bytes and isinstance(value, str):
        return value.encode("latin-1")
    raise msgspec.ValidationError(f"Expected `{hint.__name__}`")


def _path(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key
