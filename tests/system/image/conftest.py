"""What was built, for all tests of the image; those that look for words and buttons have a display beside it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.system.image.built import Built, built
from tests.ui.display import prepare_kivy, start_xvfb


@pytest.fixture(scope="session")
def image() -> Built:
    found = built()
    if isinstance(found, str):
        pytest.skip(found)
    return found


@pytest.fixture(scope="session")
def display() -> Iterator[None]:
    """Must be there before anything imports Kivy's window."""
    server = start_xvfb(1920, 1920)
    prepare_kivy()
    yield
    server.terminate()
    server.wait(5)
