"""One display and one Kivy for all tests of the screen, there before anything imports Kivy's window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.ui.display import prepare_kivy, start_xvfb
from tests.ui.turned_hands import turned

__all__ = ["display", "turned"]


@pytest.fixture(scope="session", autouse=True)
def display() -> Iterator[None]:
    server = start_xvfb(1920, 1920)
    prepare_kivy()
    yield
    server.terminate()
    server.wait(5)
