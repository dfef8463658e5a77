"""Asks for secrets: from a file for scripts, else at the keyboard without echo. Never from the command line."""

from __future__ import annotations

from pathlib import Path

import typer


def passphrase(file: Path | None, prompt: str, *, twice: bool) -> str:
    """Return the file's first line, or what was typed."""
    if file is not None:
        return file.read_text(encoding="utf-8").splitlines()[0] if file.stat().st_size else ""
    return str(typer.prompt(prompt, hide_input=True, confirmation_prompt=twice))
