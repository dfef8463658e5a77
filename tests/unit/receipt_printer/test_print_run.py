"""What is sent, what is confirmed, and when a receipt is begun again."""

from __future__ import annotations

import pytest

from hardware.ports import ReceiptJob
from hardware.receipt_printer.commands import BAND_ROWS, CUT, INITIALISE, raster_bands, without_real_time_commands
from hardware.receipt_printer.print_run import WINDOW, PrintRun

BANDS = 3
STEPS = BANDS + 1


def run_of(bands: int = BANDS) -> PrintRun:
    height = BAND_ROWS * bands
    return PrintRun(ReceiptJob("r-1", 576, height, bytes(72 * height)))


def send(run: PrintRun, count: int) -> bytes:
    """Send steps, confirming each, so that the window never closes."""
    sent = b""
    for number in range(count):
        sent += run.take_next(f"m{number}")
        run.confirm(f"m{number}")
    return sent


def test_done_when_every_step_is_confirmed_in_order() -> None:
    run = run_of()
    sent = send(run, STEPS)
    assert run.done
    assert sent.startswith(INITIALISE)
    assert sent.endswith(CUT)
    assert sent.count(b"\x1dv0\0") == BANDS


def test_the_window_keeps_the_printers_buffer_from_filling() -> None:
    run = run_of()
    for number in range(WINDOW):
        assert run.has_next()
        run.take_next(f"m{number}")
    assert not run.has_next()
    run.confirm("m0")
    assert run.has_next()


def test_a_marker_passed_over_is_lost_data() -> None:
    run = run_of()
    run.take_next("m0")
    run.take_next("m1")
    run.confirm("m1")
    again = run.take_next("m2")
    assert again.startswith(b"\x1bd\x04" + CUT + INITIALISE)  # the fragment is cut off first


def test_stopped_within_the_picture_begins_again_and_afterwards_does_not() -> None:
    run = run_of()
    send(run, BANDS - 1)
    run.was_stopped()
    send(run, BANDS)
    run.was_stopped()
    assert run.take_next("end").endswith(CUT)
    run.confirm("end")
    assert run.done


def test_confirmations_of_an_earlier_attempt_count_for_nothing() -> None:
    run = run_of()
    run.take_next("old")
    run.was_stopped()
    run.take_next("new")
    run.confirm("old")
    assert run.waits_for_printer
    run.confirm("new")
    assert not run.waits_for_printer


def test_lost_contact_after_the_picture_was_sent_waits_for_the_printer() -> None:
    run = run_of(bands=2)
    run.take_next("m0")
    run.take_next("m1")
    run.lost_contact()
    run.confirm("m0")
    run.confirm("m1")
    assert run.take_next("end").endswith(CUT)


def test_not_begun_leaves_nothing_to_cut_off() -> None:
    run = run_of()
    run.was_stopped()
    run.lost_contact()
    assert run.ending() == b""
    assert run.take_next("m0").startswith(INITIALISE)


@pytest.mark.parametrize(("width", "height", "size"), [(576, 2, 143), (575, 1, 72), (8, 1, 2)])
def test_sizes_must_fit(width: int, height: int, size: int) -> None:
    with pytest.raises(ValueError, match="differ"):
        raster_bands(ReceiptJob("r-1", width, height, bytes(size)))


def test_pictures_hold_no_real_time_commands() -> None:
    data = b"\x10\x04\x10\x05\x10\x14\x10\x10\x04\x10\x06"
    assert without_real_time_commands(data) == b"\x18\x04\x18\x05\x18\x14\x10\x18\x04\x10\x06"


def test_lost_contact_within_the_picture_begins_again() -> None:
    """Even where all that was sent is confirmed: the paper may have been pulled out meanwhile."""
    run = run_of()
    send(run, BANDS - 1)
    run.lost_contact()
    assert INITIALISE in run.take_next("again")
