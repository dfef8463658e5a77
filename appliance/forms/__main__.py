"""For editors: `python -m appliance.forms content/forms` names every error, with file and line."""

from __future__ import annotations

import sys
from pathlib import Path

from appliance.forms.errors import FormErrors
from appliance.forms.loading import FILE_NAME, check_forms, load_form

USAGE = "usage: python -m appliance.forms DIRECTORY-OR-FILE"


def main(arguments: list[str]) -> int:
    """Return 0 if all forms are in order, 1 if not, 2 if there is nothing to check."""
    if len(arguments) != 1:
        print(USAGE, file=sys.stderr)
        return 2
    path = Path(arguments[0])
    if (path / FILE_NAME).is_file():
        path /= FILE_NAME
    return _check_file(path) if path.is_file() else _check_directory(path)


def _check_file(path: Path) -> int:
    try:
        form = load_form(path)
    except FormErrors as failure:
        print(failure)
        return 1
    print(f"{form.id}: in order")
    return 0


def _check_directory(path: Path) -> int:
    forms, errors = check_forms(path)
    if not forms and not errors:
        print(f"{path}: no folder with a {FILE_NAME} in it", file=sys.stderr)
        return 2
    for error in errors:
        print(error)
    print(f"{len(forms)} forms in order, {len(errors)} errors")
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
