"""What the outbox needs of the world around it, so that tests can put something else in its place."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from appliance.clock import Clock
from appliance.storage.durable_file import Files, OsFiles


class StatusKeys(Protocol):
    @property
    def topic(self) -> str: ...

    @property
    def key(self) -> bytes: ...


@dataclass(frozen=True)
class StatusCodes:
    """How a status code is made, and what may be kept of it."""

    new: Callable[[], str]
    keys: Callable[[str], StatusKeys]


@dataclass(frozen=True)
class Surroundings:
    clock: Clock
    publish: Callable[[object], None]
    codes: StatusCodes
    files: Files
    free_bytes: Callable[[Path], int]
    chance: Callable[[], float]
    """0 to 1."""


def real_surroundings(clock: Clock, publish: Callable[[object], None], codes: StatusCodes) -> Surroundings:
    return Surroundings(clock, publish, codes, OsFiles(), lambda path: shutil.disk_usage(path).free, random.random)
