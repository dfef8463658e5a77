"""The baseline of a tap: a bare ScreenManager with two screens, a label and a button on each, no transition."""

from __future__ import annotations

from collections.abc import Iterator

from kivy.core.window import Window
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.button import Button
from kivy.uix.label import Label
from kivy.uix.screenmanager import NoTransition, Screen, ScreenManager

from tests.bench.screen.finger import Finger


def taps(count: int) -> Iterator[float]:
    manager = ScreenManager(transition=NoTransition())
    for name, other in (("one", "two"), ("two", "one")):
        manager.add_widget(_screen(manager, name, other))
    Window.add_widget(manager)
    finger = Finger()
    for _ in range(count):
        before = manager.current
        yield finger.tap(Window.width / 2, Window.height / 4)
        assert manager.current != before


def _screen(manager: ScreenManager, name: str, other: str) -> Screen:
    column = BoxLayout(orientation="vertical")
    column.add_widget(Label(text=name))
    column.add_widget(Button(text=other, on_release=lambda _button: setattr(manager, "current", other)))
    screen = Screen(name=name)
    screen.add_widget(column)
    return screen
