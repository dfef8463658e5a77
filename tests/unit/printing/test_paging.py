"""How blocks fall on pages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.printing.paging import Block, paginate


def heights(blocks: list[Block], first: float = 100, other: float = 100) -> list[list[float]]:
    return [[placed.block.height for placed in page] for page in paginate(blocks, first, other)]


def test_blocks_follow_one_another_and_break_before_they_are_cut() -> None:
    assert heights([Block(60), Block(40), Block(1)]) == [[60, 40], [1]]


def test_the_first_page_has_less_room() -> None:
    assert heights([Block(40), Block(40), Block(40)], first=50) == [[40], [40, 40]]


def test_a_heading_goes_with_the_row_below_it() -> None:
    heading = Block(10, keep_with_next=True)
    assert heights([Block(85), heading, Block(20)]) == [[85], [10, 20]]


def test_a_chain_of_headings_stays_together() -> None:
    section, group = Block(10, keep_with_next=True), Block(11, keep_with_next=True)
    assert heights([Block(70), section, group, Block(20)]) == [[70], [10, 11, 20]]


def test_space_before_counts_but_not_at_the_top() -> None:
    spaced = Block(50, space_before=20)
    (first,), (second,) = paginate([spaced, spaced], 100, 100)
    assert (first.top, second.top) == (0, 0)
    (pair,) = paginate([spaced, spaced], 120, 120)
    assert [placed.top for placed in pair] == [0, 70]


def test_a_chain_higher_than_a_page_is_taken_apart() -> None:
    chained = Block(40, keep_with_next=True)
    assert heights([chained] * 4) == [[40, 40], [40, 40]]


def test_a_block_higher_than_a_page_gets_its_own() -> None:
    assert heights([Block(10), Block(150), Block(10)]) == [[10], [150], [10]]


block = st.builds(
    Block,
    height=st.floats(1, 90),
    space_before=st.floats(0, 20),
    keep_with_next=st.booleans(),
)


@given(st.lists(block, max_size=40), st.floats(20, 100))
def test_no_block_is_lost_reordered_or_runs_out_of_its_page(blocks: list[Block], first_page: float) -> None:
    pages = paginate(blocks, first_page, 100)
    assert [placed.block for page in pages for placed in page] == blocks
    for number, page in enumerate(pages):
        room = first_page if number == 0 else 100
        bottoms = [placed.top + placed.block.height for placed in page]
        assert all(bottom <= room + 1e-6 for bottom in bottoms) or len(page) == 1
        assert all(below.top >= bottom - 1e-6 for below, bottom in zip(page[1:], bottoms, strict=False))
