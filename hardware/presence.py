"""Whether a device is there, told once for each change."""

from __future__ import annotations

from hardware.events import DeviceRole, DeviceState, DeviceStatus, DeviceStatusChanged, Publish, Severity

_SEVERITY = {DeviceState.READY: Severity.OK, DeviceState.ABSENT: Severity.ERROR}


class Presence:
    """The status of a device that is either ready or absent. One thread changes it, any may read it."""

    def __init__(self, role: DeviceRole, model: str, publish: Publish) -> None:
        self._publish = publish
        self.status = DeviceStatus(role, DeviceState.UNKNOWN, Severity.UNKNOWN, model=model)

    def change(self, state: DeviceState) -> None:
        if state is self.status.state:
            return
        self.status = DeviceStatus(
            self.status.role, state, _SEVERITY.get(state, Severity.UNKNOWN), model=self.status.model
        )
        self._publish(DeviceStatusChanged(self.status))
