"""The JSON Schema (2020-12) of a form's document, and its publishing: `python -m appliance.forms.json_schema`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from appliance.content.catalogue import read_offices
from appliance.content.text import LANGUAGES
from appliance.forms.definition import FormDefinition, FormKind
from appliance.forms.office_forms import check_all_forms
from appliance.forms.question_schema import Schema, definitions_for, object_of
from appliance.printing.reference import ALPHABET

DIALECT = "https://json-schema.org/draft/2020-12/schema"
HOME = "https://www.dortmund.de/migrado/schemas"
SUFFIX = ".schema.json"
USAGE = "usage: python -m appliance.forms.json_schema CONTENT-DIRECTORY SCHEMA-DIRECTORY [--check]"
_ULID = "^[0-9A-HJKMNP-TV-Z]{26}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"


def schema_id(form: FormDefinition) -> str:
    """Return the `$id`: it changes with the form's version."""
    return f"{HOME}/{form.id}/{form.version}.json"


def json_schema(form: FormDefinition) -> Schema:
    """Return the schema of what is sent for this form, German titles included."""
    return {
        "$schema": DIALECT,
        "$id": schema_id(form),
        "title": form.german_title,
        "type": "object",
        "properties": {
            "$schema": {"const": schema_id(form)},
            "form": _fixed({"id": form.id, "version": form.version, "office": form.office}),
            "submission": _submission(),
            "answers": {"title": "Angaben", **object_of(form.questions)},
        },
        "required": ["$schema", "form", "submission", "answers"],
        "additionalProperties": False,
        "$defs": definitions_for(form.questions),
    }


def _fixed(values: dict[str, str]) -> Schema:
    return {
        "title": "Formular",
        "type": "object",
        "properties": {key: {"const": value} for key, value in values.items()},
        "required": list(values),
        "additionalProperties": False,
    }


def _submission() -> Schema:
    code = f"[{ALPHABET}]{{4}}"
    properties: dict[str, Schema] = {
        "id": {"title": "Kennung der Einsendung (ULID)", "type": "string", "pattern": _ULID},
        "reference": {"title": "Vorgangsnummer", "type": "string", "pattern": f"^MD-{code}-{code}$"},
        "language": {"title": "Sprache der Person", "type": "string", "enum": list(LANGUAGES)},
        "created_at": {
            "title": "Abgeschickt (UTC)",
            "type": "string",
            "format": "date-time",
            "pattern": _MOMENT,
        },
    }
    return {
        "title": "Einsendung",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def schema_files(content_dir: Path) -> dict[str, str]:
    """Return name and text of each file to publish; a conversation sheet is never sent and has none.

    Raises ValueError with what is wrong with the forms.
    """
    offices = {office.id: office.name for office in read_offices(content_dir / "offices.yaml", [])}
    forms, errors = check_all_forms(content_dir, offices)
    if errors or not forms:
        raise ValueError("\n".join(str(error) for error in errors) or f"no forms in {content_dir}")
    return {
        f"{form.id}{SUFFIX}": json.dumps(json_schema(form), ensure_ascii=False, indent=2) + "\n"
        for form in forms
        if form.kind is not FormKind.CONVERSATION
    }


def stale(wanted: dict[str, str], directory: Path) -> list[str]:
    """Return the names of files that are missing, differ, or belong to no form."""
    there = {path.name: path.read_text(encoding="utf-8") for path in directory.glob(f"*{SUFFIX}")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def write(wanted: dict[str, str], directory: Path) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for path in directory.glob(f"*{SUFFIX}"):
        if path.name not in wanted:
            path.unlink()
    for name, text in wanted.items():
        (directory / name).write_text(text, encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Return 0 if all is written or up to date, 1 if not, 2 if there is nothing to do."""
    places = [argument for argument in arguments if argument != "--check"]
    if len(places) != 2:
        print(USAGE, file=sys.stderr)
        return 2
    try:
        wanted = schema_files(Path(places[0]))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    if "--check" not in arguments:
        write(wanted, Path(places[1]))
        return 0
    late = stale(wanted, Path(places[1]))
    for name in late:
        print(f"{places[1]}/{name} does not fit the forms: run ./dev schemas")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
