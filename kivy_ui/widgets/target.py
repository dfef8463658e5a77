"""What can be touched: a box that knows its intent. The touch itself is followed by `touching`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import Enum

from appliance.session.events import Intent
from kivy_ui.stage import Stage
from kivy_ui.theme import Face
from kivy_ui.widgets.box import Box
from kivy_ui.widgets.node import Node

Act = Callable[[], None]
_PRESSED_DARKER = 0.86


class OnHold(Enum):
    NOTHING = "nothing"
    REPEAT = "repeat"
    OPEN = "open"
    """Holding does something else than tapping: see `Target.held`."""


class Target(Box):
    """Publishes an intent, or does something that concerns the screen alone.

    `key` tells whether two targets are the same one, across a redraw between touch and release.
    """

    def __init__(
        self,
        stage: Stage,
        child: Node,
        face: Face,
        tap: Intent | Act,
        name: str,
        *,
        radius: int | None = None,
        padding: tuple[int, int] | None = None,
        least_height: int = 0,
        least_width: int = 0,
        hold: OnHold = OnHold.NOTHING,
        held: Act | None = None,
    ) -> None:
        theme = stage.theme
        super().__init__(
            child,
            face,
            theme.radius if radius is None else radius,
            (theme.pad, theme.mm(2)) if padding is None else padding,
            max(theme.target, least_height),
        )
        self.stage = stage
        self.intent = None if callable(tap) else tap
        self.act = tap if callable(tap) else None
        self.name = name
        self.hold = hold
        self.held = held
        self.enabled = True
        self._least_side = max(theme.target, least_width)
        self._resting = face

    @property
    def key(self) -> object:
        return self.intent if self.intent is not None else self.name

    def natural_width(self) -> int:
        return max(self._least_side, super().natural_width())

    def least_width(self) -> int:
        return max(self._least_side, super().least_width())

    def rest(self, face: Face) -> None:
        """Wear another face from now on."""
        self._resting = face
        self.face = face
        self.paint()

    def press(self) -> None:
        self.face = _darker(self._resting)
        self.paint()

    def release(self) -> None:
        self.face = self._resting
        self.paint()

    def touched(self, x: float, y: float) -> None:
        """Take a tap at a point; most targets are the same everywhere."""
        del x, y
        self.tap()

    def tap(self) -> None:
        if not self.enabled:
            return
        if self.act is not None:
            self.act()
        elif self.intent is not None:
            self.stage.publish(self.intent)


def _darker(face: Face) -> Face:
    if face.fill == "#000000":
        return replace(face, fill="#3A3A3A")
    parts = (int(face.fill[start : start + 2], 16) for start in (1, 3, 5))
    return replace(face, fill="#" + "".join(f"{int(part * _PRESSED_DARKER):02X}" for part in parts))
