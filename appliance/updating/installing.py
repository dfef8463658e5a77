"""Has RAUC install a bundle. IO; RAUC does it as root, whoever asks it over D-Bus."""

from __future__ import annotations

import logging
import subprocess
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from appliance.updating.rauc_words import keyword_of, last_words, percent_of

INSTALL = ("rauc", "install")
_KEPT_LINES = 20

log = logging.getLogger(__name__)


def install(bundle: Path, progress: Callable[[int], None], command: Sequence[str] = INSTALL) -> str:
    """Return when RAUC is done: empty, or a keyword that says why it did not."""
    words = [*command, str(bundle)]
    lines: deque[str] = deque(maxlen=_KEPT_LINES)
    try:
        with subprocess.Popen(
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", errors="replace",
        ) as rauc:  # fmt: skip
            for line in rauc.stdout or ():
                lines.append(line)
                percent = percent_of(line)
                if percent is not None:
                    progress(percent)
    except OSError as error:
        log.error("RAUC could not be asked: %s", type(error).__name__)
        return "installer_away"
    if rauc.returncode == 0:
        return ""
    log.error("RAUC did not install: %s", last_words(lines))
    return keyword_of(lines)
