"""One receipt on its way to paper: what to send next, what is confirmed, what a mishap means. Pure.

The rule: a receipt in two pieces is useless, so one that was interrupted is printed again from its beginning;
but never when all of it may still come out of the printer's buffer by itself.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from hardware.ports import ReceiptJob
from hardware.receipt_printer.commands import CUT, FEED_TO_CUTTER, INITIALISE, raster_bands

WINDOW = 2
"""Steps sent and not confirmed. So few that a 4 kB buffer never fills: status requests always get through,
and after paper-out only some millimetres are left in the printer."""


@dataclass(frozen=True)
class _Outstanding:
    marker: str
    steps_done: int
    """How many steps of the present attempt are on paper when this is confirmed."""


class PrintRun:
    def __init__(self, job: ReceiptJob) -> None:
        """Raise ValueError for a bitmap that does not fit its sizes."""
        self.job = job
        bands = raster_bands(job)
        self._end = FEED_TO_CUTTER + CUT if job.cut else FEED_TO_CUTTER
        self._steps = (*bands, self._end)
        self._picture = len(bands)
        self._outstanding: deque[_Outstanding] = deque()
        self._next = 0
        self._confirmed = 0
        self._fragment = False

    @property
    def started(self) -> bool:
        return self._next > 0 or self._fragment

    @property
    def waits_for_printer(self) -> bool:
        return bool(self._outstanding)

    @property
    def done(self) -> bool:
        return self._confirmed == len(self._steps)

    def has_next(self) -> bool:
        return self._next < len(self._steps) and len(self._outstanding) < WINDOW

    def take_next(self, marker: str) -> bytes:
        """Return the next bytes to send, before the marker that asks for their confirmation."""
        data = self._steps[self._next]
        if self._next == 0:
            data = (self._end if self._fragment else b"") + INITIALISE + data
        self._next += 1
        self._outstanding.append(_Outstanding(marker, self._next))
        return data

    def confirm(self, marker: str) -> None:
        """Take note that everything up to a marker is on paper; one of an earlier attempt changes nothing.

        Markers are answered in their order, so one that was passed over is data that got lost.
        """
        markers = [entry.marker for entry in self._outstanding]
        if marker not in markers:
            return
        if marker != markers[0]:
            self.lost_data()
            return
        self._confirmed = self._outstanding.popleft().steps_done

    def was_stopped(self) -> None:
        """Paper out, cover open, cutter: the printer kept its data and goes on, with the picture broken in two."""
        if self._confirmed < self._picture:
            self._begin_again()

    def lost_contact(self) -> None:
        """Silence or unplugged. Before the picture was sent whole, no whole receipt can come out: begin again."""
        if self._next < self._picture:
            self._begin_again()

    def lost_data(self) -> None:
        """The printer has forgotten what it was sent: it was off in between."""
        if self._confirmed < self._picture:
            self._begin_again()
        else:
            self._outstanding.clear()
            self._next = self._picture

    def lost_count(self) -> None:
        """Too few nameless confirmations came: nobody knows which part is missing."""
        self._begin_again()

    def _begin_again(self) -> None:
        self._fragment = self._fragment or self._next > 0
        self._next = 0
        self._confirmed = 0
        self._outstanding.clear()

    def ending(self) -> bytes:
        """Return what sets a cancelled, begun receipt apart from the next one."""
        return INITIALISE + self._end if self.started else b""
