"""Which block goes on which page: headings stay with what follows them, and no block is cut."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


def _draws_nothing(_top: float) -> None:
    pass


@dataclass(frozen=True)
class Block:
    """A piece of the page that is never cut. Lengths in points."""

    height: float
    draw: Callable[[float], None] = _draws_nothing
    """Draws the block with its top at the given y."""
    space_before: float = 0.0
    """Left out at the top of a page."""
    keep_with_next: bool = False
    continues: str = ""
    """What to call the section that this block goes on with, at the top of a page."""


@dataclass(frozen=True)
class Placed:
    block: Block
    top: float
    """From the top of the page's body."""


def paginate(blocks: Sequence[Block], first_page: float, other_pages: float) -> tuple[tuple[Placed, ...], ...]:
    """Place the blocks on pages whose bodies have these heights.

    Blocks kept together go to the next page together; only where they are higher than a whole page are they
    taken apart. A block higher than a page gets a page of its own.
    """
    pages: list[list[Placed]] = [[]]
    bottom = 0.0
    for chain in _chains(blocks):
        room = first_page if len(pages) == 1 else other_pages
        fits = bottom + _height(chain, at_top=not pages[-1]) <= room
        if not fits and pages[-1] and _height(chain, at_top=True) <= other_pages:
            pages.append([])
            bottom = 0.0
        for block in chain:
            room = first_page if len(pages) == 1 else other_pages
            space = block.space_before if pages[-1] else 0.0
            if pages[-1] and bottom + space + block.height > room:
                pages.append([])
                bottom = space = 0.0
            pages[-1].append(Placed(block, bottom + space))
            bottom += space + block.height
    return tuple(tuple(page) for page in pages)


def _chains(blocks: Sequence[Block]) -> list[list[Block]]:
    chains: list[list[Block]] = []
    joined = False
    for block in blocks:
        if joined:
            chains[-1].append(block)
        else:
            chains.append([block])
        joined = block.keep_with_next
    return chains


def _height(chain: Sequence[Block], *, at_top: bool) -> float:
    return sum(block.height + block.space_before for block in chain) - (chain[0].space_before if at_top else 0.0)
