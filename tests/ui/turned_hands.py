"""Hands at a terminal whose panel is mounted turned."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kivy_ui.theme import Screen as Panel
from tests.flows.visit import Story

WIDTH, HEIGHT = 1280, 800
Made = Callable[[tuple[int, int], int], Any]


@pytest.fixture
def turned(tmp_path: Path) -> Iterator[Made]:
    """Hands at a terminal with a picture of this size, on a panel that is mounted turned by so many degrees."""
    from kivy.core.window import Window

    from tests.ui.driver import Hands

    made: list[Any] = []

    def close() -> None:
        while made:
            made.pop().close()
        Window.rotation = 0

    def make(size: tuple[int, int], rotation: int) -> Any:
        close()
        Window.rotation = rotation
        made.append(Hands(Story(tmp_path), Panel(*size, 102.0)))
        return made[-1]

    yield make
    close()
