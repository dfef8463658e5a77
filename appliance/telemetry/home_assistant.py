"""Home Assistant's MQTT device discovery for one terminal: what a site that runs it sees without any set-up.

Source: Home Assistant, MQTT integration, "Device discovery payload": components are under `cmps`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from appliance.telemetry.messages import HEALTH_EXPIRY_S, TerminalInfo, topic


def discovery_topic(terminal_id: str) -> str:
    return f"homeassistant/device/{terminal_id}/config"


def discovery_payload(terminal_id: str, info: TerminalInfo) -> bytes:
    return msgspec.json.encode(
        {
            "dev": {
                "ids": [f"migrado-{terminal_id}"],
                "name": info.place,
                "mf": "Stadt Dortmund",
                "mdl": "MigraDo Terminal",
                "sw": info.software,
                "sa": info.site,
            },
            "o": {"name": "migrado-terminal", "sw": info.software},
            "cmps": _components(terminal_id),
            "qos": 1,
        }
    )


def _components(terminal_id: str) -> dict[str, Any]:
    def at(*parts: str) -> str:
        return topic(terminal_id, *parts)

    return {
        "state": _sensor(terminal_id, "state", "State", at("state"), "s"),
        "a4": _sensor(terminal_id, "a4", "A4 printer", at("device", "a4"), "state"),
        "a4_problem": _problem(terminal_id, "a4", "A4 printer problem", at("device", "a4")),
        "receipt": _sensor(terminal_id, "receipt", "Receipt printer", at("device", "receipt"), "state"),
        "receipt_problem": _problem(terminal_id, "receipt", "Receipt printer problem", at("device", "receipt")),
        "print_queue": _sensor(terminal_id, "print_queue", "Print jobs", at("queues"), "print"),
        "help": _sensor(terminal_id, "help", "Help calls", at("queues"), "help"),
        "cpu_temp": {
            **_sensor(terminal_id, "cpu_temp", "CPU temperature", at("health"), "cpu_temp_c"),
            "dev_cla": "temperature",
            "unit_of_meas": "°C",
            "exp_aft": HEALTH_EXPIRY_S,
        },
    }


def _sensor(terminal_id: str, key: str, name: str, state_topic: str, field: str) -> dict[str, Any]:
    return {
        "p": "sensor",
        "name": name,
        "uniq_id": f"migrado_{terminal_id}_{key}",
        "stat_t": state_topic,
        "val_tpl": f"{{{{ value_json.{field} }}}}",
    }


def _problem(terminal_id: str, key: str, name: str, state_topic: str) -> dict[str, Any]:
    return {
        "p": "binary_sensor",
        "name": name,
        "uniq_id": f"migrado_{terminal_id}_{key}_problem",
        "dev_cla": "problem",
        "stat_t": state_topic,
        "val_tpl": "{{ 'OFF' if value_json.sev == 'ok' else 'ON' }}",
    }
