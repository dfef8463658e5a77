"""Which screen shows which moment around a visit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kivy_ui import views_moments as v
from kivy_ui.screens.confirm_end import ConfirmingEndScreen
from kivy_ui.screens.goodbye import GoodbyeScreen
from kivy_ui.screens.help import HelpScreen
from kivy_ui.screens.screen import Screen
from kivy_ui.screens.still_there import StillThereScreen
from kivy_ui.stage import Stage

SCREENS: Mapping[type[Any], Callable[[Stage, Any], Screen]] = {
    v.HelpView: HelpScreen,
    v.ConfirmingEndView: ConfirmingEndScreen,
    v.StillThereView: StillThereScreen,
    v.GoodbyeView: GoodbyeScreen,
}
