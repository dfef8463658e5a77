"""For editors: `python -m appliance.content content` names everything that is wrong, with file and line."""

from __future__ import annotations

import sys
from pathlib import Path

from appliance.content.catalogue import read_catalogue, read_offices
from appliance.content.interface import STAFF_LANGUAGES, read_interface
from appliance.content.languages import read_languages
from appliance.content.problems import ContentError, Problem
from appliance.forms.office_forms import check_all_forms

USAGE = "usage: python -m appliance.content CONTENT-DIRECTORY"


def check(content_dir: Path) -> ContentError | None:
    """Return everything that is wrong, the forms included."""
    problems: list[Problem] = []
    read_languages(content_dir / "languages.yaml", problems)
    read_interface(content_dir / "interface", problems)
    read_interface(content_dir / "staff", problems, STAFF_LANGUAGES)
    read_interface(content_dir / "receipt", problems)
    offices = read_offices(content_dir / "offices.yaml", [])
    forms, errors = check_all_forms(content_dir, {office.id: office.name for office in offices})
    problems += [Problem(str(error.path), error.line, error.message) for error in errors]
    read_catalogue(content_dir, {form.id: form for form in forms}, problems)
    return ContentError(problems) if problems else None


def main(arguments: list[str]) -> int:
    """Return 0 if all is in order, 1 if not, 2 if there is nothing to check."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print(USAGE, file=sys.stderr)
        return 2
    error = check(Path(arguments[0]))
    if error is None:
        print("The content is in order.")
        return 0
    print(error)
    print(f"Things to put right: {len(error.problems)}")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
