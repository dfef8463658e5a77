"""Asks for a start of the machine: the terminal may not do it, so it lays down a file that systemd looks for."""

from __future__ import annotations

import logging
import os
from pathlib import Path

NAME = "start-anew"
"""In the terminal's runtime directory; `migrado-start-anew.path` knows it."""

log = logging.getLogger(__name__)


class StartAnew:
    def __init__(self, directory: Path | None) -> None:
        """`directory`: None where nobody looks."""
        self._directory = directory

    @property
    def is_possible(self) -> bool:
        return self._directory is not None

    def ask(self, why: str) -> None:
        """Raises OSError."""
        if self._directory is not None:
            log.info("the machine is asked to start anew: %s", why)
            (self._directory / NAME).write_text(why + "\n", encoding="ascii")


def start_anew_of_this_process() -> StartAnew:
    """Return the one that systemd listens to, or one that does nothing where it was started by hand."""
    directory = os.environ.get("RUNTIME_DIRECTORY", "").split(":")[0]
    return StartAnew(Path(directory) if directory else None)
