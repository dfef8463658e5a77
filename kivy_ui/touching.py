"""Follows fingers over a tree of nodes and decides what was tapped, held or dragged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kivy.clock import Clock

from kivy_ui.widgets.node import Node
from kivy_ui.widgets.scroll import Scroll, Window
from kivy_ui.widgets.target import OnHold, Target

_HOLD_SECONDS = 0.5
_REPEAT_SECONDS = 0.12


@dataclass
class _Finger:
    uid: object
    x: float
    y: float
    target: Target | None
    scroll: Scroll | None
    moved_to: float = 0.0
    dragging: bool = False
    held: bool = False


def target_at(node: object, x: float, y: float) -> Target | None:
    """Return what lies topmost under a point; what a window hides cannot be touched."""
    if not isinstance(node, Node) or (isinstance(node, Window) and not node.collide_point(x, y)):
        return None
    for child in node.children:
        found = target_at(child, x, y)
        if found is not None:
            return found
    return node if isinstance(node, Target) and node.collide_point(x, y) else None


def scroll_at(node: object, x: float, y: float) -> Scroll | None:
    if not isinstance(node, Node):
        return None
    for child in node.children:
        found = scroll_at(child, x, y)
        if found is not None:
            return found
    return node if isinstance(node, Scroll) and node.window.collide_point(x, y) else None


class Fingers:
    """One finger at a time: a second one that comes down meanwhile is a palm or a mistake."""

    def __init__(self, root: Callable[[], Node | None], drag_px: int, changed: Callable[[], None]) -> None:
        self._root = root
        self._drag_px = drag_px
        self._changed = changed
        self._finger: _Finger | None = None

    def down(self, uid: object, x: float, y: float) -> None:
        root = self._root()
        if self._finger is not None or root is None:
            return
        target = target_at(root, x, y)
        self._finger = _Finger(uid, x, y, target, scroll_at(root, x, y), moved_to=y)
        if target is not None and target.enabled:
            target.press()
            if target.hold is not OnHold.NOTHING:
                Clock.schedule_once(self._hold, _HOLD_SECONDS)
            self._changed()

    def move(self, uid: object, x: float, y: float) -> None:
        del x
        finger = self._finger
        if finger is None or finger.uid != uid or finger.scroll is None:
            return
        if not finger.dragging and abs(y - finger.y) > self._drag_px and finger.scroll.overflows:
            finger.dragging = True
            self._let_go(finger)
        if finger.dragging:
            finger.scroll.by(round(y - finger.moved_to))
            finger.moved_to = y
            self._changed()

    def up(self, uid: object, x: float, y: float) -> None:
        finger = self._finger
        if finger is None or finger.uid != uid:
            return
        self._finger = None
        self._let_go(finger)
        root = self._root()
        if finger.target is None or finger.dragging or finger.held or root is None:
            return
        # The screen may have been made anew between touch and release: the same target is known by its key.
        target = target_at(root, x, y)
        if target is not None and target.key == finger.target.key:
            target.touched(x, y)
        self._changed()

    def cancel(self) -> None:
        """Forget the finger, as when the touchscreen is lost."""
        if self._finger is not None:
            self._let_go(self._finger)
        self._finger = None

    def _let_go(self, finger: _Finger) -> None:
        Clock.unschedule(self._hold)
        if finger.target is not None and finger.target.enabled:
            finger.target.release()

    def _hold(self, _seconds: float) -> None:
        finger = self._finger
        if finger is None or finger.target is None or finger.dragging:
            return
        finger.held = True
        if finger.target.hold is OnHold.REPEAT:
            finger.target.tap()
            Clock.schedule_once(self._hold, _REPEAT_SECONDS)
        elif finger.target.held is not None:
            finger.target.held()
        self._changed()
