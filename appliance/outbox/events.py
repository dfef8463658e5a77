"""What the outbox tells beside the progress of submissions: its disk, its files, its settings. Ids only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OutboxOpened:
    """It has found out what is on its disk: from now on `entries` means something."""


@dataclass(frozen=True)
class OutboxDegraded:
    """The disk takes nothing at the moment; it is tried again and again. `error` is an errno name."""

    error: str


@dataclass(frozen=True)
class OutboxRestored:
    """Everything that was kept in memory is on the disk now."""


@dataclass(frozen=True)
class OutboxFileSetAside:
    """A file that is not what was written was renamed, for people to look at."""

    file_name: str


@dataclass(frozen=True)
class SiteSettingsWrong:
    """`offices.toml` has changed and cannot be used; what was in force before stays so."""

    errors: tuple[str, ...]


@dataclass(frozen=True)
class SiteSettingsTaken:
    """New settings are in force."""

    offices: tuple[str, ...]
    """Those that can be sent to."""
