"""The ESC/POS driver and mishaps that only a real protocol has."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator

import pytest
from PIL import Image, ImageChops

from hardware.events import DeviceState, JobState
from hardware.ports import ReceiptJob
from hardware.receipt_printer.settings import Confirmation
from tests.peers.escpos_bench import EmulatorBench

Start = Callable[..., EmulatorBench]
HEIGHT = 400


@pytest.fixture
def start() -> Iterator[Start]:
    """Start a driver with an emulator at its line, and wait until it is ready."""
    benches: list[EmulatorBench] = []

    def start_one(**options: object) -> EmulatorBench:
        bench = EmulatorBench(**options)  # type: ignore[arg-type]
        benches.append(bench)
        bench.printer.start()
        bench.wait_for(lambda: bench.printer.status().state is DeviceState.READY, "ready")
        return bench

    yield start_one
    for bench in benches:
        bench.close()


def receipt(key: str = "r-1", height: int = HEIGHT, width: int = 576) -> ReceiptJob:
    bits = random.Random(key).randbytes(width // 8 * height).replace(b"\x10", b"\x11")
    return ReceiptJob(key, width, height, bits)


def wait_for_job(bench: EmulatorBench, job: ReceiptJob, state: JobState) -> None:
    bench.wait_for(lambda: bench.events.states_of(job.key)[-1:] == [state], f"{job.key} is {state}")


def test_the_picture_of_the_slip_is_the_bitmap(start: Start) -> None:
    bench = start()
    job = receipt()
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    (path,) = bench.pictures
    slip = Image.open(path).convert("1")
    inverted = bytes(byte ^ 0xFF for byte in job.bitmap)
    wanted = Image.frombytes("1", (576, job.height_px), inverted)
    assert ImageChops.logical_xor(slip.crop((0, 0, 576, job.height_px)), wanted).getbbox() is None
    assert set(slip.crop((0, job.height_px, 576, slip.height)).tobytes()) == {0xFF}


def test_a_narrow_picture_of_an_odd_height(start: Start) -> None:
    bench = start()
    job = receipt(height=37, width=384)
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1


@pytest.mark.parametrize("line", ["tcp", "pty"])
@pytest.mark.parametrize("dots", [1, 24, 200, HEIGHT - 1])
def test_the_roll_ends_in_the_picture(start: Start, line: str, dots: int) -> None:
    bench = start(line=line)
    bench.emulator.run_out_after(dots)
    job = receipt()
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.STOPPED)
    assert bench.printer.status().has("media-empty")
    bench.emulator.insert_paper()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1


def test_the_knife_jams_at_the_end_of_a_whole_picture(start: Start) -> None:
    """Nothing is printed twice: only the cut is missing."""
    bench = start()
    job = receipt()
    bench.printer.submit(job)
    bench.wait_for(lambda: bench.emulator.rows_printed() > HEIGHT, "the feed behind the picture has begun")
    bench.emulator.break_cutter()
    wait_for_job(bench, job, JobState.STOPPED)
    bench.emulator.repair()
    wait_for_job(bench, job, JobState.SENT)
    assert len(bench.emulator.slips) == 1
    assert bench.whole_receipts(job) == 1


@pytest.mark.parametrize("line", ["tcp", "pty"])
@pytest.mark.parametrize("confirmation", list(Confirmation))
def test_switched_off_and_on_in_the_middle(start: Start, line: str, confirmation: Confirmation) -> None:
    """Too short a blink for any status request to notice: the unanswered marker tells."""
    bench = start(line=line, confirmation=confirmation)
    job = receipt()
    bench.printer.submit(job)
    bench.wait_until_printing(job)
    if confirmation is Confirmation.ELAPSED_TIME:
        bench.emulator.unplug()
        bench.emulator.plug_in()
    else:
        bench.emulator.power_cycle()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1


def test_answers_lost_after_the_whole_picture_was_sent(start: Start) -> None:
    """The one case that nobody can tell apart from lost data: rather a second slip than none."""
    bench = start(dots_per_second=200)
    job = receipt(height=48)
    bench.printer.submit(job)
    bench.wait_for(lambda: bench.emulator.rows_printed() > 10, "printing")
    bench.emulator.go_silent()
    wait_for_job(bench, job, JobState.STOPPED)
    bench.emulator.answer_again()
    wait_for_job(bench, job, JobState.SENT)
    assert 1 <= bench.whole_receipts(job) <= 2


@pytest.mark.parametrize(
    ("abilities", "expected"),
    [
        ({}, Confirmation.PROCESS_ID),
        ({"process_ids": False}, Confirmation.PAPER_SENSOR),
        ({"process_ids": False, "answers_paper_sensor": False}, Confirmation.ELAPSED_TIME),
    ],
)
def test_finds_out_what_the_printer_can_confirm(
    start: Start, abilities: dict[str, bool], expected: Confirmation
) -> None:
    bench = start(**abilities)
    first, second = receipt("r-1"), receipt("r-2")
    bench.printer.submit(first)
    bench.printer.submit(second)
    wait_for_job(bench, second, JobState.SENT)
    assert bench.printer._press._markers.confirmation is expected  # type: ignore[attr-defined]
    bench.wait_for(lambda: bench.whole_receipts(second) == 1, "the slip is cut")
    assert [bench.whole_receipts(job) for job in (first, second)] == [1, 1]
    assert len(bench.emulator.slips) == 2  # and no line of command bytes taken for text


@pytest.mark.parametrize("noise", [b"\xff", b"\x00", b"\x92", b"\x37\x22AB", bytes(range(256))])
def test_garbage_for_status_is_unknown(start: Start, noise: bytes) -> None:
    bench = start()
    bench.emulator.speak_garbage(noise)
    bench.wait_for(lambda: bench.printer.status().state is DeviceState.UNKNOWN, "unknown")
    job = receipt()
    bench.printer.submit(job)
    time.sleep(0.5)
    assert JobState.SENT not in bench.events.states_of(job.key)
    bench.emulator.speak_clearly()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1


def test_a_picture_that_spells_real_time_commands(start: Start) -> None:
    """They would be answered out of turn; one dot is thickened instead."""
    bench = start()
    job = ReceiptJob("r-1", 576, 48, b"\x10\x04\x01\x10\x05\x02" * (72 * 48 // 6))
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)
    (slip,) = bench.emulator.cut_slips()
    assert slip.rows[: 72 * 48] == job.bitmap.replace(b"\x10", b"\x18")


def test_a_bitmap_of_the_wrong_size_is_refused(start: Start) -> None:
    bench = start()
    bench.printer.submit(ReceiptJob("r-1", 576, 10, b"\0"))
    wait_for_job(bench, receipt("r-1"), JobState.ABORTED)
    job = receipt("r-2")
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.SENT)


def test_cancelled_in_the_middle_the_next_receipt_is_whole(start: Start) -> None:
    bench = start()
    first, second = receipt("r-1"), receipt("r-2")
    bench.printer.submit(first)
    bench.wait_until_printing(first)
    bench.printer.cancel_all()
    wait_for_job(bench, first, JobState.CANCELLED)
    bench.printer.submit(second)
    wait_for_job(bench, second, JobState.SENT)
    assert [bench.whole_receipts(job) for job in (first, second)] == [0, 1]


def test_closes_within_two_seconds_whatever_it_is_doing(start: Start) -> None:
    bench = start()
    bench.emulator.go_silent()
    bench.printer.submit(receipt())
    time.sleep(0.2)
    began = time.monotonic()
    bench.printer.close()
    assert time.monotonic() - began < 2


def test_a_cover_that_stays_open_for_long_is_still_an_open_cover(start: Start) -> None:
    """The questions of minutes must not fill the printer's buffer until it falls silent."""
    bench = start(buffer_size=400)
    job = receipt()
    bench.emulator.open_cover()
    bench.printer.submit(job)
    wait_for_job(bench, job, JobState.STOPPED)
    looked_at = time.monotonic()
    while time.monotonic() - looked_at < 2:
        bench.tick()
        assert bench.printer.status().has("cover-open")
    bench.emulator.close_cover()
    wait_for_job(bench, job, JobState.SENT)
    assert bench.whole_receipts(job) == 1
