"""How long nobody has been served: no visit, no staff, nothing that prints. Owner thread only."""

from __future__ import annotations

from collections.abc import Callable

from appliance.clock import Clock
from appliance.session.events import Ticked
from appliance.session.states import OutOfService, OutOfServiceReason, Session
from appliance.session.step import STAFF, beneath
from hardware.events import DeviceRole, DeviceState, PrintJobChanged

_PAPER = (DeviceRole.A4, DeviceRole.RECEIPT)


class Quiet:
    def __init__(self, session: Callable[[], Session], clock: Clock) -> None:
        self._session = session
        self._clock = clock
        self._jobs: set[tuple[DeviceRole, str]] = set()
        self._busy_at = clock.monotonic()

    def handle(self, event: object) -> None:
        match event:
            case PrintJobChanged(role=role, key=key, state=state):
                (self._jobs.discard if state.is_final else self._jobs.add)((role, key))
            case Ticked():
                self._look()

    @property
    def serving(self) -> bool:
        """Whether somebody is being served at this moment."""
        return bool(self._jobs) or is_serving(self._session())

    @property
    def seconds(self) -> float:
        self._look()
        return self._clock.monotonic() - max(self._busy_at, self._session().touched_at)

    @property
    def without_display(self) -> bool:
        page = beneath(self._session().situation)
        return isinstance(page, OutOfService) and page.reason is OutOfServiceReason.DISPLAY

    def _look(self) -> None:
        if self.serving:
            self._busy_at = self._clock.monotonic()


def is_serving(session: Session) -> bool:
    """Say whether anybody is at the terminal, or paper is coming out of it."""
    if session.visit is not None or isinstance(session.situation, STAFF):
        return True
    devices = session.surroundings.devices
    return any(role in devices and devices[role].state is DeviceState.BUSY for role in _PAPER)
