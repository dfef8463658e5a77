"""What may be set from the command line, and what is refused before the monitor starts."""

from __future__ import annotations

import pytest

from appliance.telemetry.orders import _DESK
from monitor.__main__ import arguments
from monitor.settings import DESK_NAME


@pytest.mark.parametrize("name", ["3", "Beratung Süd 2. OG", "x" * 20])
def test_a_desk_has_a_name_that_terminals_can_show(name: str) -> None:
    assert arguments().parse_args(["--desk", name]).desk == [name]
    assert _DESK.fullmatch(name)


@pytest.mark.parametrize("name", ["", "x" * 21, "3/4", "<b>3</b>"])
def test_any_other_name_is_refused_at_the_start(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        arguments().parse_args(["--desk", name])
    assert "at most 20" in capsys.readouterr().err
    assert not _DESK.fullmatch(name)


def test_terminals_and_monitor_agree_on_desks_names() -> None:
    assert DESK_NAME.pattern == _DESK.pattern
