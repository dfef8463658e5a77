"""Only what changed goes over the stream; curves have gaps where nothing was measured."""

from __future__ import annotations

from monitor.charts import WIDTH, cumulative, over_time
from monitor.history_reader import Sample
from monitor.kept import Kept
from monitor.stream import difference

ROW = '<tr id="b3"><time data-since="5">{age}</time><td>{jobs}</td></tr>'


def test_the_first_patch_holds_everything() -> None:
    patch = difference({}, {"rows": {"b3": "<tr>", "a1": "<tr>"}})
    assert patch == {"rows": {"order": ["b3", "a1"], "html": {"b3": "<tr>", "a1": "<tr>"}}}


def test_time_that_passes_is_no_change() -> None:
    before = {"rows": {"b3": ROW.format(age="1 s", jobs=0)}}
    assert difference(before, {"rows": {"b3": ROW.format(age="2 s", jobs=0)}}) == {}


def test_a_figure_that_changes_sends_its_row_alone() -> None:
    before = {"rows": {"a1": "x", "b3": ROW.format(age="1 s", jobs=0)}, "side": {"round": "y"}}
    after = {"rows": {"a1": "x", "b3": ROW.format(age="1 s", jobs=1)}, "side": {"round": "y"}}
    assert difference(before, after) == {"rows": {"order": ["a1", "b3"], "html": {"b3": after["rows"]["b3"]}}}


def test_a_new_order_is_a_change_without_html() -> None:
    before, after = {"todo": {"a": "1", "b": "2"}}, {"todo": {"b": "2", "a": "1"}}
    assert difference(before, after) == {"todo": {"order": ["b", "a"], "html": {}}}


def test_a_card_that_is_gone_is_a_change() -> None:
    assert difference({"todo": {"a": "1"}}, {"todo": {}}) == {"todo": {"order": [], "html": {}}}


def test_a_curve_does_not_bridge_a_hole() -> None:
    samples = [Sample(at, 50.0 + at / 100) for at in (0.0, 30.0, 60.0, 5000.0, 5030.0)]
    curve = over_time(samples, 0.0, 6000.0)
    assert curve is not None
    assert len(curve.lines) == 2
    assert (curve.low, curve.last) == (50.0, 100.3)


def test_one_sample_is_no_curve() -> None:
    assert over_time([Sample(1.0, 2.0)], 0.0, 10.0) is None


def test_a_running_sum_ends_at_the_top_right() -> None:
    assert cumulative([1, 2, 3], 6).split()[-1] == f"{WIDTH:.1f},4.0"


def test_a_slow_answer_is_asked_for_again_only_after_a_while() -> None:
    now, asked = [0.0], [0]

    def compute() -> int:
        asked[0] += 1
        return asked[0]

    kept: Kept[int] = Kept(10, lambda: now[0])
    assert (kept.get("b3", compute), kept.get("b3", compute), kept.get("a1", compute)) == (1, 1, 2)
    now[0] = 11
    assert kept.get("b3", compute) == 3
