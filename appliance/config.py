"""The terminal's configuration: `defaults.toml` < image < provisioned. All mistakes are reported at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from appliance.toml_tables import ConfigErrors, build, read_toml
from hardware.settings import DeviceSettings

__all__ = [
    "Config",
    "ConfigErrors",
    "DisplaySettings",
    "MqttSettings",
    "PathSettings",
    "SessionSettings",
    "TerminalSettings",
    "UpdateSettings",
    "load_config",
]

DEFAULTS = Path(__file__).with_name("defaults.toml")
TERMINAL_ID = re.compile(r"[a-z0-9-]{1,32}")


@dataclass(frozen=True)
class TerminalSettings:
    id: str
    """The MQTT terminal id, the same as its certificate's CN: `[a-z0-9-]{1,32}`."""
    site: str
    place: str
    """As staff say it: `Halle B · Terminal 3`."""
    a4_capacity: int = 250
    """Sheets after a refill; what is left is counted from there where the printer does not say. 0: do not."""


@dataclass(frozen=True)
class DisplaySettings:
    width: int
    height: int
    dpi: float
    fullscreen: bool = True
    touch: str = "device"
    """`device`: the touchscreen's own driver. `mouse`: a desktop or a browser."""


@dataclass(frozen=True)
class MqttSettings:
    host: str
    """Empty: no broker."""
    port: int = 8883
    tls: bool = True
    ca_file: str = ""
    certificate_file: str = ""
    key_file: str = ""


@dataclass(frozen=True)
class UpdateSettings:
    port: int = 8443
    """Of the update server, which is on the broker's host and knows the same certificates."""


@dataclass(frozen=True)
class PathSettings:
    content: Path
    state: Path
    """Where the store and the outbox live; the only directory the terminal writes to."""
    offices: Path = Path("/etc/migrado/offices.toml")
    """The site's settings for sending; without the file every office takes paper only."""
    staff: Path = Path("/etc/migrado/staff.toml")
    """Who may sign in at the terminals of this site; see `appliance.staff.roster`. No file: nobody."""


@dataclass(frozen=True)
class SessionSettings:
    quiet_s: float = 120
    quiet_reading_s: float = 300
    quiet_waiting_s: float = 900
    warning_s: float = 30


@dataclass(frozen=True)
class Config:
    terminal: TerminalSettings
    display: DisplaySettings
    mqtt: MqttSettings
    paths: PathSettings
    session: SessionSettings = SessionSettings()
    updates: UpdateSettings = UpdateSettings()
    devices: DeviceSettings = field(default_factory=DeviceSettings)


def load_config(*layers: Path, overrides: Mapping[str, Any] | None = None) -> Config:
    """Read the defaults and then each layer that exists, later ones winning key by key. Raises ConfigErrors."""
    errors: list[str] = []
    merged: dict[str, Any] = {}
    for path in (DEFAULTS, *layers):
        merged = _merged(merged, read_toml(path, errors))
    merged = _merged(merged, overrides or {})
    config = build(Config, merged, "", errors)
    if config is not None:
        errors.extend(_judged(config))
    if errors or config is None:
        raise ConfigErrors(errors)
    return config


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        under = result.get(key)
        both = isinstance(under, Mapping) and isinstance(value, Mapping)
        result[key] = _merged(under, value) if both else value  # type: ignore[arg-type]
    return result


def _judged(config: Config) -> list[str]:
    """Return what is of the right type and wrong all the same."""
    errors = []
    if not TERMINAL_ID.fullmatch(config.terminal.id):
        errors.append("terminal.id: only a-z, 0-9 and -, at most 32 of them")
    if not 40 <= config.display.dpi <= 400:
        errors.append("display.dpi: between 40 and 400")
    if config.display.touch not in ("device", "mouse"):
        errors.append("display.touch: `device` or `mouse`")
    if min(config.session.quiet_s, config.session.quiet_reading_s, config.session.quiet_waiting_s) < 30:
        errors.append("session.quiet_…_s: at least 30 seconds; nobody reads faster")
    if config.session.warning_s < 20:
        errors.append("session.warning_s: at least 20 seconds (EN 301 549)")
    if config.mqtt.tls and config.mqtt.host and not config.mqtt.ca_file:
        errors.append("mqtt.ca_file: needed with tls")
    if not 0 < config.updates.port < 65536:
        errors.append("updates.port: a TCP port")
    return errors
