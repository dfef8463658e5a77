"""What the terminal knows about itself, whoever is being served."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from appliance.outbox.ports import OutboxChanged, WhyNot
from appliance.session.staff_events import StockLevel
from hardware.events import DeviceRole, DeviceState, DeviceStatus


@dataclass(frozen=True)
class Surroundings:
    """What the terminal knows about itself; outlives every visit."""

    devices: Mapping[DeviceRole, DeviceStatus] = field(default_factory=dict)
    monitor_listens: bool = False
    """Whether a call for help reaches anyone over the network."""
    identify_until: float = 0.0
    """Until then, in monotonic seconds, the screen shows which terminal this is."""
    maintenance_due: bool = False
    """Staff asked for maintenance; it begins when nobody is being served."""
    sending: Mapping[str, WhyNot | None] = field(default_factory=dict)
    """By office; None where it can be sent to."""
    outbox: OutboxChanged | None = None
    """None: nothing has been heard of it."""
    stick: bool = False
    """Whether a USB stick is in."""
    levels: Mapping[DeviceRole, tuple[StockLevel, ...]] = field(default_factory=dict)
    """Paper that is left, for staff; the printer's own word or our count."""
    print_jobs: int = 0
    print_oldest_s: int = 0

    def __post_init__(self) -> None:
        for name in ("devices", "sending", "levels"):
            object.__setattr__(self, name, MappingProxyType(dict(getattr(self, name))))

    def why_not_send(self, office: str) -> WhyNot | None:
        """Say why this office cannot be sent to now; None where it can."""
        return self.sending.get(office, WhyNot.PRINT_ONLY)

    def device(self, role: DeviceRole) -> DeviceStatus | None:
        return self.devices.get(role)

    def works(self, role: DeviceRole) -> bool:
        status = self.devices.get(role)
        return status is not None and status.state in (DeviceState.READY, DeviceState.BUSY)
