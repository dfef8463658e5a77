"""The status code as it is printed: two lines of groups that a person can copy."""

from __future__ import annotations

from appliance.outbox.status_code import grouped, read_status_code

_CHARACTERS_A_LINE = 12


def code_lines(code: str) -> tuple[str, ...]:
    """Return the groups in two lines; the dash at the end of the first says that it goes on."""
    first, second = code[:_CHARACTERS_A_LINE], code[_CHARACTERS_A_LINE:]
    return f"{grouped(first)}-", grouped(second)


def checked(code: str) -> str:
    """Return the code without dashes. Raises ValueError for what no terminal would take."""
    bare = read_status_code(code)
    if bare is None:
        raise ValueError("not a status code")
    return bare
