"""From the site's settings to the transports: one for each office that can be sent to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from appliance.clock import Clock
from appliance.outbox.fit_connect.transport import FitConnectTransport
from appliance.outbox.ports import Transport
from appliance.outbox.settings import OfficeSettings, SiteSettings
from appliance.outbox.sftp_drop.transport import SftpDropTransport
from appliance.outbox.smime_mail.transport import SmimeMailTransport


def make_transports(settings: SiteSettings, *, cache: Path, clock: Clock) -> Mapping[str, Transport]:
    """Return them by office. `cache` is a directory for public keys that a service hands out."""
    made = {
        office_id: make_transport(settings, office, cache, clock) for office_id, office in settings.offices.items()
    }
    return {office_id: transport for office_id, transport in made.items() if transport is not None}


def make_transport(settings: SiteSettings, office: OfficeSettings, cache: Path, clock: Clock) -> Transport | None:
    """Return the transport of one office; None where it takes paper only."""
    if office.fit_connect is not None and settings.fit_connect is not None:
        return FitConnectTransport(settings.fit_connect, office.fit_connect, cache, clock)
    if office.smime is not None and settings.mail is not None:
        return SmimeMailTransport(settings.mail, office.smime, clock)
    if office.sftp is not None:
        return SftpDropTransport(office.sftp, clock)
    return None
