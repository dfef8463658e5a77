"""A screen that is mounted turned: the picture stands upright, and a finger opens what it touches."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from tests.system.image.built import Built
from tests.system.image.site import START_S, BoardSite

pytestmark = [pytest.mark.image, pytest.mark.system, pytest.mark.long]


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_picture_and_touch_are_turned_alike(rotation: int, image: Built, display: None, tmp_path: Path) -> None:
    """Not turned at all is what the other tests see."""
    from tests.system.image.shadow import BriefStory, Visitor

    # As it hangs it is to be as wide as the least that a terminal may have.
    columns = {"rotation": str(rotation), **({"dpi": "91"} if rotation % 180 else {})}
    with (
        BoardSite(tmp_path, image, columns, name=f"rotation-{rotation}") as site,
        closing(Visitor(BriefStory(tmp_path), site)) as visitor,
    ):
        site.power_on()
        visitor.awaits()
        visitor.keep("languages")
        site.until(lambda: site.state() in ("ready", "degraded"), "a state", START_S)
        visitor.taps_word("العربية")
        visitor.keep("arabic")
        visitor.taps_word("Wohnungsamt")
        visitor.keep("office")
        site.until(lambda: site.state() == "busy", "a session", START_S)
