"""The terminal's configuration: `defaults.toml` < image < provisioned. All mistakes are reported at once."""

from __future__ import annotations

import dataclasses
import re
import tomllib
import typing
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from hardware.settings import DeviceSettings

DEFAULTS = Path(__file__).with_name("defaults.toml")
TERMINAL_ID = re.compile(r"[a-z0-9-]{1,32}")
T = TypeVar("T")


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
class PathSettings:
    content: Path
    state: Path
    """Where the store lives; the only directory the terminal writes to."""
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
    devices: DeviceSettings = field(default_factory=DeviceSettings)


class ConfigErrors(ValueError):
    """Everything that is wrong with the configuration, one line each: `section.key: what is wrong`."""

    def __init__(self, errors: Sequence[str]) -> None:
        super().__init__("\n".join(errors))
        self.errors = tuple(errors)


def load_config(*layers: Path, overrides: Mapping[str, Any] | None = None) -> Config:
    """Read the defaults and then each layer that exists, later ones winning key by key. Raises ConfigErrors."""
    errors: list[str] = []
    merged: dict[str, Any] = {}
    for path in (DEFAULTS, *layers):
        merged = _merged(merged, _read(path, errors))
    merged = _merged(merged, overrides or {})
    config = _build(Config, merged, "", errors)
    if config is not None:
        errors.extend(_judged(config))
    if errors or config is None:
        raise ConfigErrors(errors)
    return config


def _read(path: Path, errors: list[str]) -> Mapping[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        errors.append(f"{path.name}: {error}")
        return {}


def _merged(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    result = dict(below)
    for key, value in above.items():
        under = result.get(key)
        both = isinstance(under, Mapping) and isinstance(value, Mapping)
        result[key] = _merged(under, value) if both else value  # type: ignore[arg-type]
    return result


def _build(kind: type[T], values: Any, where: str, errors: list[str]) -> T | None:
    """Build a frozen dataclass from a table, noting every wrong, missing and unknown key."""
    if not isinstance(values, Mapping):
        errors.append(f"{where or 'configuration'}: must be a table")
        return None
    hints = typing.get_type_hints(kind)
    known = {each.name: each for each in dataclasses.fields(typing.cast("Any", kind))}
    errors.extend(f"{_path(where, key)}: there is no such setting" for key in values if key not in known)
    found: dict[str, Any] = {}
    before = len(errors)
    for name, each in known.items():
        if name in values:
            found[name] = _value(hints[name], values[name], _path(where, name), errors)
        elif each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING:
            errors.append(f"{_path(where, name)}: is missing")
    return kind(**found) if len(errors) == before else None


def _value(hint: Any, value: Any, where: str, errors: list[str]) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _build(hint, value, where, errors)
    try:
        return msgspec.convert(value, hint, dec_hook=_path_hook)
    except msgspec.ValidationError as error:
        errors.append(f"{where}: {error}")
        return None


def _path_hook(hint: type[Any], value: Any) -> Any:
    if hint is Path and isinstance(value, str):
        return Path(value)
    if hint is bytes and isinstance(value, str):
        return value.encode("latin-1")
    raise msgspec.ValidationError(f"Expected `{hint.__name__}`")


def _path(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


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
    return errors
