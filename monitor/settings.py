"""Every figure that can be set, with its default: how old is stale, how long history is kept, who may ask."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from appliance.telemetry.messages import HEALTH_INTERVAL_S

DAY_S = 86_400
DESK_NAME = re.compile(r"[\w .-]{1,20}")
"""What terminals take for the name of a desk (they show it to visitors)."""


@dataclass(frozen=True)
class Limits:
    """When the last live message counts as old. A terminal says something at least every HEALTH_INTERVAL_S."""

    stale_after_s: float = 2.5 * HEALTH_INTERVAL_S
    lost_after_s: float = 10 * HEALTH_INTERVAL_S
    forget_after_s: float = 30 * DAY_S
    """A terminal that nobody has heard of for so long leaves the list."""


@dataclass(frozen=True)
class Retention:
    """Days for which history is kept."""

    health_days: int = 7
    event_days: int = 90
    incident_days: int = 365
    usage_days: int = 365


@dataclass(frozen=True)
class Broker:
    host: str = "127.0.0.1"
    port: int = 1883
    ca_file: Path | None = None
    """Given: TLS, and the broker is verified by this authority."""
    certificate_file: Path | None = None
    key_file: Path | None = None


@dataclass(frozen=True)
class Settings:
    site: str = "Self-Service-Center"
    database: Path = Path("monitor.sqlite")
    broker: Broker = field(default_factory=Broker)
    limits: Limits = field(default_factory=Limits)
    retention: Retention = field(default_factory=Retention)
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/Berlin"))
    desks: tuple[str, ...] = ("1", "2", "3")
    """Desks to which a visitor may be asked to come; each a DESK_NAME."""
    token: str = ""
    """Given: staff sign in with it (HTTP Basic, any user name)."""
    host_names: tuple[str, ...] = ()
    """Names under which browsers may ask, besides localhost and plain addresses; `*` allows all."""
