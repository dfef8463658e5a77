"""The image's one input provider: what our touchscreen driver says, as Kivy's touches."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Any

from kivy.input.motionevent import MotionEvent
from kivy.input.provider import MotionEventProvider

from hardware.events import TouchContact, TouchLost
from kivy_ui.root import Root
from kivy_ui.turning import upright

Dispatch = Callable[[str, MotionEvent], None]
_KIND = {"down": "begin", "move": "update", "up": "end"}


class FingerEvent(MotionEvent):
    """A finger at a place of the picture, 0..1 from the lower left as Kivy counts."""

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, is_touch=True, type_id="touch", **more)
        self.profile = ("pos",)

    def depack(self, args: tuple[float, float]) -> None:
        self.sx, self.sy = args
        super().depack(args)

    def to_absolute_pos(
        self, nx: float, ny: float, x_max: float, y_max: float, rotation: int
    ) -> tuple[float, float]:
        """Not turned as Kivy would: the driver has done it. `x_max` and `y_max` are the panel's."""
        wide, high = upright(x_max, y_max, rotation)
        return nx * wide, ny * high


class DeviceTouchProvider(MotionEventProvider):
    """Is filled from the bus and emptied by Kivy, both on the main thread."""

    def __init__(self) -> None:
        super().__init__("touchscreen", "")
        self._waiting: deque[TouchContact] = deque()
        self._fingers: dict[int, FingerEvent] = {}
        self._count = 0

    def handle(self, event: object) -> None:
        """Take a contact from the bus; the driver lifts all fingers itself when the touchscreen is lost."""
        if isinstance(event, TouchContact):
            self._waiting.append(event)

    def update(self, dispatch_fn: Dispatch) -> None:
        while self._waiting:
            contact = self._waiting.popleft()
            finger = self._finger(contact)
            if finger is not None:
                dispatch_fn(_KIND[contact.phase], finger)

    def _finger(self, contact: TouchContact) -> FingerEvent | None:
        place = (contact.x, 1.0 - contact.y)
        if contact.phase == "down":
            self._count += 1
            self._fingers[contact.contact] = FingerEvent(self.device, self._count, place)
            return self._fingers[contact.contact]
        finger = self._fingers.get(contact.contact)
        if finger is None:
            return None
        finger.move(place)
        if contact.phase == "up":
            finger.update_time_end()
            del self._fingers[contact.contact]
        return finger


def releasing(root: Root) -> Callable[[object], None]:
    """Return a subscriber that forgets the finger of a lost touchscreen, before its lifting is taken for a tap."""

    def released(event: object) -> None:
        if isinstance(event, TouchLost):
            root.release_all()

    return released
