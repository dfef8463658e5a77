"""Reads `offices.toml`: how each office is reached. All mistakes at once; key files are read by the transports."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, TypeVar

from appliance.outbox.settings import OfficeSettings, OutboxLimits, SiteSettings
from appliance.toml_tables import ConfigErrors, build, read_toml

T = TypeVar("T")
TABLES = {"fit-connect": "fit_connect", "smime": "smime", "sftp": "sftp"}
"""The table that each transport needs."""
SERVICES = {"fit-connect": "fit_connect", "smime": "mail"}
"""The account of the site that each transport needs."""


def load_site_settings(path: Path, known_offices: Collection[str] | None = None) -> SiteSettings:
    """Read the file; where there is none, every office takes paper only. Raises ConfigErrors.

    Paths in it are taken from the directory that the file is in.
    """
    errors: list[str] = []
    settings = build(SiteSettings, read_toml(path, errors), "", errors)
    if settings is not None:
        errors.extend(_judged(settings, known_offices))
    if errors or settings is None:
        raise ConfigErrors(errors)
    return _anchored(settings, path.parent)


def _judged(settings: SiteSettings, known_offices: Collection[str] | None) -> list[str]:
    """Return what is of the right type and wrong all the same."""
    errors = _limits_judged(settings.limits)
    for office_id, office in settings.offices.items():
        if known_offices is not None and office_id not in known_offices:
            errors.append(f"offices.{office_id}: there is no such office; known are {', '.join(known_offices)}")
        errors.extend(_office_judged(office_id, office, settings))
    return errors


def _office_judged(office_id: str, office: OfficeSettings, settings: SiteSettings) -> list[str]:
    where = f"offices.{office_id}"
    errors = []
    needed = TABLES.get(office.transport)
    for table in TABLES.values():
        given = getattr(office, table) is not None
        if table == needed and not given:
            errors.append(f"{where}.{table}: is missing, and the transport is `{office.transport}`")
        elif table != needed and given:
            errors.append(f"{where}.{table}: is of no use with the transport `{office.transport}`")
    service = SERVICES.get(office.transport)
    if service and getattr(settings, service) is None:
        errors.append(f"{service}: is missing, and {where} is reached through it")
    if office.reply_days < 0:
        errors.append(f"{where}.reply_days: 0 or more")
    return errors


def _limits_judged(limits: OutboxLimits) -> list[str]:
    errors = [f"limits.{name}: 1 or more" for name, value in dataclasses.asdict(limits).items() if value < 1]
    if limits.most_submission_mib * 2 > limits.most_mib:
        errors.append("limits.most_mib: at least twice most_submission_mib, or sending would never be offered")
    if limits.give_up_days > limits.remember_days:
        errors.append("limits.remember_days: at least give_up_days")
    return errors


def _anchored(thing: T, directory: Path) -> T:
    """Return the same with every relative path below the directory."""
    changed: dict[str, Any] = {}
    for each in dataclasses.fields(thing):  # type: ignore[arg-type]  # only called with dataclasses
        value = getattr(thing, each.name)
        if isinstance(value, Path):
            changed[each.name] = directory / value
        elif dataclasses.is_dataclass(value):
            changed[each.name] = _anchored(value, directory)
        elif isinstance(value, Mapping):
            changed[each.name] = {key: _anchored(one, directory) for key, one in value.items()}
    return dataclasses.replace(thing, **changed)  # type: ignore[type-var]


class SiteSettingsFile:
    """The file as it stands, and whether it has changed since it was last read."""

    def __init__(self, path: Path, known_offices: Collection[str] | None = None) -> None:
        self._path = path
        self._known_offices = known_offices
        self._seen: object = None

    def news(self) -> SiteSettings | None:
        """Return the settings if the file is new or has changed. Raises ConfigErrors, once for each change."""
        looks = self._looks()
        if looks == self._seen:
            return None
        self._seen = looks
        return load_site_settings(self._path, self._known_offices)

    def _looks(self) -> object:
        try:
            facts = self._path.stat()
        except OSError:
            return "not there"
        return facts.st_mtime_ns, facts.st_size, facts.st_ino
