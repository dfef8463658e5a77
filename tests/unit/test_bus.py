"""The bus: order, one thread of delivery, and one listener's failure that hurts nobody else."""

from __future__ import annotations

import logging
import threading

import pytest

from appliance.bus import Bus


def test_events_arrive_in_order_and_with_what_they_give_rise_to() -> None:
    bus, seen = Bus(), list[object]()

    def subscriber(event: object) -> None:
        seen.append(event)
        if event == "first":
            bus.publish("third")

    bus.subscribe(subscriber)
    bus.publish("first")
    bus.publish("second")
    assert bus.dispatch_pending() == 3
    assert seen == ["first", "second", "third"]


def test_delivery_happens_on_the_thread_that_dispatches() -> None:
    bus, threads = Bus(), list[threading.Thread]()
    bus.subscribe(lambda _: threads.append(threading.current_thread()))
    publisher = threading.Thread(target=bus.publish, args=("fact",))
    publisher.start()
    publisher.join()
    assert threads == []
    bus.dispatch_pending()
    assert threads == [threading.current_thread()]


def test_a_failing_subscriber_is_isolated_and_its_words_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    bus, seen = Bus(), list[object]()

    def failing(_event: object) -> None:
        raise ValueError("ERIKSSON")

    bus.subscribe(failing)
    bus.subscribe(seen.append)
    bus.publish("fact")
    with caplog.at_level(logging.DEBUG):
        bus.dispatch_pending()
    assert seen == ["fact"]
    assert "ValueError" in caplog.text
    assert "ERIKSSON" not in caplog.text
