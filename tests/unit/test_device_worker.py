"""The worker: order, failures, back-off, and silence after stop."""

from __future__ import annotations

import queue
import threading
import time

from hardware.events import DeviceFailed, DeviceRole, HardwareEvent, TouchLost
from hardware.worker import DeviceWorker, Poll


def started(
    poll: Poll | None = None,
) -> tuple[DeviceWorker, queue.SimpleQueue[HardwareEvent]]:
    events: queue.SimpleQueue[HardwareEvent] = queue.SimpleQueue()
    worker = DeviceWorker(DeviceRole.A4, events.put, poll)
    worker.start()
    return worker, events


def test_jobs_run_in_order_on_one_thread() -> None:
    worker, _ = started()
    seen: list[tuple[int, int]] = []
    done = threading.Event()
    for number in range(5):
        worker.submit(lambda number=number: seen.append((number, threading.get_ident())))  # type: ignore[misc]
    worker.submit(done.set)
    assert done.wait(2)
    worker.stop()
    assert [number for number, _ in seen] == [0, 1, 2, 3, 4]
    assert len({thread for _, thread in seen}) == 1


def test_a_job_that_raises_is_reported_by_type_and_the_next_one_runs() -> None:
    worker, events = started()
    done = threading.Event()

    def fail() -> None:
        raise ValueError("Erika Mustermann")

    worker.submit(fail)
    worker.submit(done.set)
    assert done.wait(2)
    worker.stop()
    assert events.get_nowait() == DeviceFailed(DeviceRole.A4, "ValueError")


def test_a_poll_that_raises_is_tried_again_later_and_later() -> None:
    times: list[float] = []
    enough = threading.Event()

    def poll() -> float:
        times.append(time.monotonic())
        if len(times) == 3:
            enough.set()
            return 60.0
        raise OSError

    worker, events = started(poll)
    assert enough.wait(5)
    worker.stop()
    first, second = times[1] - times[0], times[2] - times[1]
    assert second > first > 0.2
    assert events.get_nowait() == DeviceFailed(DeviceRole.A4, "OSError")


def test_poll_soon_does_not_wait_for_the_delay() -> None:
    polled: queue.SimpleQueue[None] = queue.SimpleQueue()

    def poll() -> float:
        polled.put(None)
        return 60.0

    worker, _ = started(poll)
    polled.get(timeout=2)
    worker.poll_soon()
    polled.get(timeout=2)
    worker.stop()


def test_jobs_get_their_turn_beside_a_poll_that_never_rests() -> None:
    def poll() -> float:
        time.sleep(0.01)
        return 0.0

    worker, _ = started(poll)
    done = threading.Event()
    worker.submit(done.set)
    assert done.wait(2)
    worker.stop()


def test_nothing_is_published_after_stop_even_by_a_stuck_job() -> None:
    worker, events = started()
    begun = threading.Event()
    release = threading.Event()
    finished = threading.Event()

    def stuck() -> None:
        begun.set()
        release.wait(10)
        worker.publish(TouchLost())
        finished.set()

    worker.submit(stuck)
    assert begun.wait(2)
    before = time.monotonic()
    worker.stop()
    assert time.monotonic() - before < 2.5
    release.set()
    assert finished.wait(2)
    assert events.empty()


def test_stop_is_quick_and_may_come_twice_or_without_start() -> None:
    worker, _ = started(lambda: 60.0)
    before = time.monotonic()
    worker.stop()
    worker.stop()
    assert time.monotonic() - before < 0.5
    DeviceWorker(DeviceRole.A4, lambda _: None).stop()
