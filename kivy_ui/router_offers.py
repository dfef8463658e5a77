"""Which screen shows which view of what is on offer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from kivy_ui import views_offers as v
from kivy_ui.screens.browsing import BrowsingScreen
from kivy_ui.screens.guide import GuideScreen
from kivy_ui.screens.screen import Screen
from kivy_ui.screens.search import SearchScreen
from kivy_ui.screens.video import VideoScreen
from kivy_ui.screens.workshop import WorkshopScreen
from kivy_ui.screens.workshops import WorkshopsScreen
from kivy_ui.stage import Stage

SCREENS: Mapping[type[Any], Callable[[Stage, Any], Screen]] = {
    v.BrowsingView: BrowsingScreen,
    v.SearchView: SearchScreen,
    v.GuideView: GuideScreen,
    v.VideoView: VideoScreen,
    v.WorkshopsView: WorkshopsScreen,
    v.WorkshopView: WorkshopScreen,
}
