"""Devices that are plugged in and pulled out, as events. Without udev this says so once and stays quiet."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from hardware.device_match import DeviceFacts, Override, match_role
from hardware.events import DeviceAttached, DeviceDetached, DeviceRole, HardwareEvent, Publish

_WAIT_SECONDS = 0.5
_RETRY_SECONDS = 30.0
_STOP_SECONDS = 2.0

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Plugged:
    facts: DeviceFacts


@dataclass(frozen=True)
class Unplugged:
    node: str


class DeviceSource(Protocol):
    """What udev tells, and nothing more. Both calls raise OSError where nobody can be asked."""

    def open(self) -> Sequence[DeviceFacts]:
        """Begin to listen, and return what is there already."""

    def next_change(self, timeout: float) -> Plugged | Unplugged | None: ...

    def close(self) -> None: ...


class Hotplug:
    """Watches a source on a thread of its own. A node is attached once and detached once."""

    def __init__(
        self,
        source: DeviceSource,
        publish: Publish,
        overrides: Sequence[Override] = (),
        retry_seconds: float = _RETRY_SECONDS,
    ) -> None:
        self._source = source
        self._publish = publish
        self._overrides = tuple(overrides)
        self._retry_seconds = retry_seconds
        self._roles: dict[str, DeviceRole] = {}
        self._closing = threading.Event()
        self._publishing = threading.RLock()
        self._thread = threading.Thread(target=self._run, name="hotplug", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """No event is published afterwards."""
        with self._publishing:
            self._closing.set()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join(_STOP_SECONDS)

    def _run(self) -> None:
        complained = False
        while not self._closing.is_set():
            try:
                self._watch()
            except Exception as error:  # noqa: BLE001 - also a flood of events that udev could not hold
                if not complained:
                    log.warning("hot-plug is not available: %s", type(error).__name__)
                complained = True
            finally:
                self._source.close()
            self._closing.wait(self._retry_seconds)

    def _watch(self) -> None:
        present = self._source.open()
        for node in set(self._roles) - {facts.node for facts in present}:
            self._detach(node)
        for facts in present:
            self._attach(facts)
        while not self._closing.is_set():
            match self._source.next_change(_WAIT_SECONDS):
                case Plugged(facts):
                    self._attach(facts)
                case Unplugged(node):
                    self._detach(node)

    def _attach(self, facts: DeviceFacts) -> None:
        role = match_role(facts, self._overrides)
        if role is not None and facts.node not in self._roles:
            self._roles[facts.node] = role
            self._tell(DeviceAttached(role, facts.node))

    def _detach(self, node: str) -> None:
        # The role is remembered: udev tells little of a device that has gone.
        role = self._roles.pop(node, None)
        if role is not None:
            self._tell(DeviceDetached(role, node))

    def _tell(self, event: HardwareEvent) -> None:
        with self._publishing:
            if not self._closing.is_set():
                self._publish(event)


def locate(source: Callable[[], DeviceSource], role: DeviceRole, overrides: Sequence[Override] = ()) -> str | None:
    """Return the node of the first device with this role; None where there is none or nobody can be asked."""
    devices = source()
    try:
        nodes = (facts.node for facts in devices.open() if match_role(facts, overrides) is role)
        return next(nodes, None)
    except OSError:
        return None
    finally:
        devices.close()
