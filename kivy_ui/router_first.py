"""Which screen shows which view where nobody is being served: all that is there before the rest is imported."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from kivy_ui.screens.idle import IdleScreen
from kivy_ui.screens.out_of_service import ClosedScreen
from kivy_ui.screens.screen import Screen
from kivy_ui.stage import Stage
from kivy_ui.views import IdleView
from kivy_ui.views_moments import ClosedView

Screens: TypeAlias = Mapping[type[Any], Callable[[Stage, Any], Screen]]

SCREENS: Screens = {IdleView: IdleScreen, ClosedView: ClosedScreen}
