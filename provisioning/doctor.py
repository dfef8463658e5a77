"""Examines the site's settings and every office in them, and says all that is wrong at once."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from appliance.config import ConfigErrors
from appliance.outbox.ports import Transport
from appliance.outbox.settings import OfficeSettings, SiteSettings
from appliance.outbox.site_settings import load_site_settings
from appliance.outbox.ways import MakeTransports
from provisioning.findings import Diagnosis, Finding, OfficeReport, bad
from provisioning.office_check import check_office
from provisioning.specimen import SCHEMA_ID
from provisioning.trial import Around, reach, send_test


@dataclass(frozen=True)
class Wish:
    """What is to be examined."""

    settings_file: Path
    known_offices: Collection[str] | None = None
    only: str = ""
    """One office's id; empty: all."""
    sends: bool = False
    limit_s: float = 60.0
    schema_id: str = SCHEMA_ID


def known_offices(content: Path) -> tuple[str, ...] | None:
    """Return the ids of the offices that terminals show; None where the content is not at hand."""
    with contextlib.suppress(OSError, yaml.YAMLError, KeyError, TypeError):
        told = yaml.safe_load((content / "offices.yaml").read_text(encoding="utf-8"))
        return tuple(str(office["id"]) for office in told["offices"])
    return None


def diagnose(wish: Wish, make: MakeTransports, around: Around) -> Diagnosis:
    if not wish.settings_file.is_file():
        return Diagnosis(mistakes=(f"{wish.settings_file}: there is no such file",))
    try:
        settings = load_site_settings(wish.settings_file, wish.known_offices)
    except ConfigErrors as errors:
        return Diagnosis(mistakes=errors.errors)
    wanted = _wanted(settings, wish)
    if wanted is None:
        return Diagnosis(mistakes=(f"offices.{wish.only}: is not in {wish.settings_file.name}",))
    transports = make(SiteSettings(wanted, settings.fit_connect, settings.mail, settings.limits))
    try:
        reports = [_examined(each, office, transports.get(each), wish, around) for each, office in wanted.items()]
    finally:
        for transport in {id(each): each for each in transports.values()}.values():
            transport.close()
    return Diagnosis(offices=tuple(reports))


def _wanted(settings: SiteSettings, wish: Wish) -> Mapping[str, OfficeSettings] | None:
    """Return the offices to examine. Those that are not in the file take paper only, and say so."""
    offices = {each: OfficeSettings() for each in wish.known_offices or ()} | dict(settings.offices)
    if not wish.only:
        return offices
    return {wish.only: offices[wish.only]} if wish.only in offices else None


def _examined(
    office_id: str, office: OfficeSettings, transport: Transport | None, wish: Wish, around: Around
) -> OfficeReport:
    findings = list(check_office(office, around.now()))
    if transport is not None:
        findings += reach(transport)
        if wish.sends and OfficeReport(office_id, office.transport, tuple(findings)).is_good:
            findings += send_test(transport, office_id, around, wish.limit_s, wish.schema_id)
        elif wish.sends:
            findings.append(_not_sent())
    return OfficeReport(office_id, office.transport, tuple(findings))


def _not_sent() -> Finding:
    return bad("test submission", "not sent, as something above is wrong", "Correct that first.")
