"""Every screen: nothing cut, nothing over something else, nothing out of its box, nothing too small to touch."""

from __future__ import annotations

from itertools import product

import pytest

from appliance.session.visit import Display, TextSize
from tests.ui.samples import content, session, situations
from tests.ui.shots import BUILD

pytestmark = [pytest.mark.ui, pytest.mark.timeout(240)]
_SIZES = (TextSize.NORMAL, TextSize.LARGEST)
_LOOKS = [
    *product(("1920x1080",), ("de", "ar", "ti"), _SIZES),
    *product(("1280x800", "1080x1920"), ("de", "ar"), _SIZES),
]


def _faults(panel: str, language: str, display: Display) -> list[str]:
    """Check all screens; those of the reference display stay as pictures in build/shots."""
    from tests.ui.gallery import all_sessions, draw, folder_of

    folder = BUILD / folder_of(panel, language, display) if panel == "1920x1080" else None
    return [
        f"{name}: {fault}"
        for name, state in all_sessions(language, display).items()
        for fault in draw(state, panel, folder / f"{name}.png" if folder else None)
    ]


@pytest.mark.parametrize(("panel", "language", "size"), _LOOKS)
def test_all_screens_fit(panel: str, language: str, size: TextSize) -> None:
    assert _faults(panel, language, Display(size)) == []


@pytest.mark.parametrize("panel", ["1920x1080", "1280x800", "1080x1920"])
def test_all_screens_fit_lowered(panel: str) -> None:
    assert _faults(panel, "de", Display(TextSize.LARGE, lowered=True)) == []


def test_all_screens_fit_in_high_contrast() -> None:
    assert _faults("1920x1080", "de", Display(high_contrast=True)) == []


def test_lowered_controls_lie_in_the_lower_half() -> None:
    """On the home screen all that can be touched is within reach of a wheelchair."""
    from tests.ui.gallery import PANELS, build
    from tests.ui.layout_check import targets_of

    panel = PANELS["1080x1920"]
    screen = build(session(situations("de")["home"], "de", Display(lowered=True)), panel)
    assert max(target.top for target in targets_of(screen)) <= panel.height * 0.55


def test_every_view_has_a_screen() -> None:
    from kivy_ui.presenter import present
    from kivy_ui.router import SCREENS

    views = {type(present(session(each, "de", Display()), content())) for each in situations("de").values()}
    assert views <= set(SCREENS)
    assert set(SCREENS) <= views


def test_arabic_is_the_mirror_of_german() -> None:
    """Back stands at the right, the main action at the left."""
    from tests.ui.gallery import PANELS, build
    from tests.ui.layout_check import targets_of

    panel = PANELS["1920x1080"]
    sides = {}
    for language in ("de", "ar"):
        screen = build(session(situations(language)["check"], language, Display()), panel)
        texts = content().interface
        by_name = {target.name: target.center_x / panel.width for target in targets_of(screen)}
        sides[language] = [by_name[texts.get(key, language).text] for key in ("bar.back", "bar.end", "check.next")]
    back, end, action = sides["de"]
    assert (back < 0.2, end > 0.8, action > 0.7) == (True, True, True)
    back, end, action = sides["ar"]
    assert (back > 0.8, end < 0.2, action < 0.3) == (True, True, True)
