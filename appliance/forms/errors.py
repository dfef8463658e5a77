"""What is wrong with a form file, in words for the person who edits it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class FormError:
    path: Path
    line: int
    """From 1."""
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"


class FormErrors(Exception):
    """Every error found, in the order of the lines."""

    def __init__(self, errors: tuple[FormError, ...]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = errors


class Report:
    """Collects the errors of one file, so that an editor sees all of them at once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._errors: list[FormError] = []

    def add(self, line: int, message: str) -> None:
        self._errors.append(FormError(self.path, line, message))

    @property
    def errors(self) -> tuple[FormError, ...]:
        return tuple(sorted(set(self._errors)))

    def raise_any(self) -> None:
        if self._errors:
            raise FormErrors(self.errors)
