"""Writes TOML: values, and tables of values. The standard library only reads it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def toml_value(value: object) -> str:
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(toml_value(each) for each in value) + "]"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {toml_value(each)}" for key, each in value.items()) + " }"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    escaped = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def toml_document(tables: Mapping[str, Mapping[str, Any]]) -> str:
    """`tables` by their dotted names; no control characters in any value."""
    parts = []
    for name, table in tables.items():
        lines = [f"[{name}]", *(f"{key} = {toml_value(value)}" for key, value in table.items())]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"
