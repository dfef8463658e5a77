"""From the site's settings to the transports: the one place that knows which transport goes with which table."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from appliance.clock import Clock, SystemClock
from appliance.outbox.fit_connect.transport import FitConnectTransport
from appliance.outbox.ports import Transport
from appliance.outbox.settings import OfficeSettings, SiteSettings
from appliance.outbox.sftp_drop.transport import SftpDropTransport
from appliance.outbox.smime_mail.transport import SmimeMailTransport
from appliance.outbox.ways import MakeTransports


def transports_with(cache: Path, clock: Clock | None = None) -> MakeTransports:
    """Return the factory for the outbox. `cache` is a directory for what offices publish of their keys."""
    given = clock or SystemClock()

    def make(settings: SiteSettings) -> Mapping[str, Transport]:
        made = {
            office_id: _transport(office, settings, cache, given) for office_id, office in settings.offices.items()
        }
        return {office_id: transport for office_id, transport in made.items() if transport is not None}

    return make


def _transport(office: OfficeSettings, settings: SiteSettings, cache: Path, clock: Clock) -> Transport | None:
    """Return None for an office that takes paper only. Reads keys, but nothing is asked of the network."""
    if office.transport == "fit-connect" and office.fit_connect and settings.fit_connect:
        return FitConnectTransport(settings.fit_connect, office.fit_connect, cache, clock)
    if office.transport == "smime" and office.smime and settings.mail:
        return SmimeMailTransport(settings.mail, office.smime, clock)
    if office.transport == "sftp" and office.sftp:
        return SftpDropTransport(office.sftp, clock)
    return None
