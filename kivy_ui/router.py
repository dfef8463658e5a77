"""Which screen shows which view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kivy_ui import views as v
from kivy_ui.screens.home import HomeScreen
from kivy_ui.screens.idle import IdleScreen
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage

SCREENS: Mapping[type[Any], Callable[[Stage, Any], Screen]] = {
    v.IdleView: IdleScreen,
    v.HomeView: HomeScreen,
}


def screen_for(view: object, stage: Stage) -> Screen:
    """Raises KeyError for a view without a screen: a mistake of ours that a test sees."""
    return SCREENS[type(view)](stage, view)
