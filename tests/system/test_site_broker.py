"""The site's broker: real mosquitto over TLS, by the files that `provision site init` writes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from appliance.telemetry.link import (
    CommandReceived,
    LinkDown,
    LinkEvent,
    LinkUp,
    MonitorStateReceived,
    Outgoing,
    StatusNoteReceived,
)
from appliance.telemetry.messages import Command, MonitorState, encode, note_topic
from appliance.telemetry.paho_link import PahoLink
from monitor.settings import Broker
from monitor.subscriber import Subscriber
from provisioning.broker.talk import NoBroker, clear_retained, cut_off, found, lay
from provisioning.site.issuing import identity, revoke
from tests.peers.broker_guest import Guest, eventually
from tests.peers.site_bench import SiteBench

pytestmark = pytest.mark.system
OWN = (
    *("state", "info", "health", "device/a4", "device/receipt", "queues", "help", "event", "ack/c1"),
    *("status/0123456789abcdef0123456789abcdef", "update_state"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SiteBench]:
    with SiteBench(tmp_path_factory.mktemp("site")) as bench:
        yield bench


@pytest.fixture
def guests() -> Iterator[list[Guest]]:
    made: list[Guest] = []
    yield made
    for guest in made:
        guest.close()


def test_a_terminal_says_all_that_the_contract_asks_of_it(site: SiteBench, guests: list[Guest]) -> None:
    terminal, monitor = Guest(site.terminal("a-1")), Guest(site.monitor())
    guests += terminal, monitor
    for topic in OWN:
        assert terminal.says(f"terminal/v1/a-1/{topic}"), topic
    assert terminal.says("homeassistant/device/a-1/config")
    eventually(lambda: {f"terminal/v1/a-1/{topic}" for topic in OWN} <= monitor.topics())


def test_a_terminal_cannot_speak_for_another_or_for_the_monitor(site: SiteBench, guests: list[Guest]) -> None:
    terminal, monitor = Guest(site.terminal("b-1")), Guest(site.monitor())
    guests += terminal, monitor
    foreign = [f"terminal/v1/b-2/{topic}" for topic in OWN]
    others = ["homeassistant/device/b-2/config", "terminal/v1/_monitor/state", "terminal/v1/b-2/cmd/reboot"]
    others.append("terminal/v1/b-2/update")
    own_orders = [
        "terminal/v1/b-1/cmd/reboot",
        "terminal/v1/b-1/update",
        "terminal/v1/b-1/certificate",
        "terminal/v1/b-1",
        "b-1",
        "$SYS/x",
    ]
    for topic in (*foreign, *others, *own_orders):
        assert not terminal.says(topic, retain=True), topic
    assert not {topic for topic in monitor.topics() if "b-2" in topic}


def test_a_terminal_hears_its_own_orders_and_nobody_else_s(site: SiteBench, guests: list[Guest]) -> None:
    """Both ask for everything: `#` and each other's orders by name."""
    one, spy, monitor = Guest(site.terminal("c-1")), Guest(site.terminal("c-2")), Guest(site.monitor())
    guests += one, spy, monitor
    spy.client.subscribe([("terminal/v1/c-1/cmd/#", 1), ("terminal/v1/+/cmd/+", 1), ("terminal/v1/c-1/#", 1)])
    one.says("terminal/v1/c-1/state", b"c-1", retain=True)
    one.says("terminal/v1/c-1/help", b"c-1", retain=True)
    monitor.says("terminal/v1/c-1/cmd/identify")
    monitor.says("terminal/v1/c-2/cmd/identify")
    eventually(lambda: "terminal/v1/c-1/cmd/identify" in one.topics())
    eventually(lambda: "terminal/v1/c-2/cmd/identify" in spy.topics())
    assert not {topic for topic in spy.topics() if topic.startswith("terminal/v1/c-1/")}


def test_a_terminal_does_not_take_over_another_s_connection_by_its_client_id(
    site: SiteBench, guests: list[Guest]
) -> None:
    victim = Guest(site.terminal("d-1"), client_id="d-1")
    guests += victim, Guest(site.terminal("d-2"), client_id="d-1")
    assert not victim.is_cut_off.wait(0.5)


def test_the_monitor_gives_orders_and_speaks_for_no_terminal(site: SiteBench, guests: list[Guest]) -> None:
    monitor = Guest(site.monitor())
    guests.append(monitor)
    assert monitor.says("terminal/v1/e-1/cmd/reboot")
    assert monitor.says("terminal/v1/_monitor/state")
    for topic in ("terminal/v1/e-1/state", "terminal/v1/e-1/certificate", "homeassistant/device/e-1/config"):
        assert not monitor.says(topic), topic
    for topic in ("terminal/v1/e-1/update", "terminal/v1/e-1/update_state"):
        assert not monitor.says(topic), topic


def test_an_update_is_heard_by_the_terminal_it_is_for_and_by_the_monitor(
    site: SiteBench, guests: list[Guest]
) -> None:
    one, other, monitor = Guest(site.terminal("p-1")), Guest(site.terminal("p-2")), Guest(site.monitor())
    guests += one, other, monitor
    other.client.subscribe([("terminal/v1/p-1/update", 1), ("terminal/v1/+/update_state", 1)])
    now = dt.datetime.now(dt.UTC)
    lay(site.place, site.desk.authority, {"terminal/v1/p-1/update": b"{}"}, now)
    assert one.says("terminal/v1/p-1/update_state", b"loading", retain=True)
    told = {"terminal/v1/p-1/update", "terminal/v1/p-1/update_state"}
    eventually(lambda: told <= monitor.topics())
    eventually(lambda: "terminal/v1/p-1/update" in one.topics())
    assert not told & other.topics()
    lying = found(site.place, site.desk.authority, ["terminal/v1/+/update", "terminal/v1/+/update_state"], now)
    assert lying == {"terminal/v1/p-1/update": b"{}", "terminal/v1/p-1/update_state": b"loading"}


def test_who_has_no_certificate_of_this_site_gets_nothing(site: SiteBench, tmp_path: Path) -> None:
    none = dataclasses.replace(site.terminal("f-1"), certificate_file="", key_file="")
    assert Guest(none).refused
    foreign = SiteBench(tmp_path).terminal("f-1")
    stranger = dataclasses.replace(foreign, port=site.port, ca_file=site.terminal("f-1").ca_file)
    assert Guest(stranger).refused
    assert Guest(site.guest("f-2", dt.timedelta(hours=-1))).refused, "its certificate has ended"


def test_the_broker_s_own_certificate_does_not_open_it(site: SiteBench) -> None:
    folder = site.desk.folder.broker
    certificate, key = str(folder / "broker.pem"), str(folder / "broker.key")
    assert Guest(dataclasses.replace(site.monitor(), certificate_file=certificate, key_file=key)).refused


def test_a_revoked_terminal_is_cut_off_in_the_middle_of_its_session(site: SiteBench, guests: list[Guest]) -> None:
    settings = site.terminal("g-1")
    thief, other, monitor = Guest(settings), Guest(site.terminal("g-2")), Guest(site.monitor())
    guests += thief, other, monitor
    assert thief.says("terminal/v1/g-1/state", b"here", retain=True)
    assert thief.says("terminal/v1/g-1/status/aa", b"note", retain=True)
    now = dt.datetime.now(dt.UTC)

    assert revoke(site.desk, "g-1") == 1
    site.reload()
    # Even before its session is ended, it can neither speak nor listen.
    assert not thief.says("terminal/v1/g-1/state", b"still here")
    heard = len(thief.heard)
    monitor.says("terminal/v1/g-1/cmd/identify")
    cut_off(site.place, site.desk.authority, "g-1", now)
    assert thief.is_cut_off.wait(5)
    assert len(thief.heard) == heard
    assert Guest(settings).refused

    assert clear_retained(site.place, site.desk.authority, "g-1", now) == 1
    late = Guest(site.monitor(), subscribes="terminal/v1/g-1/#")
    guests.append(late)
    eventually(lambda: ("terminal/v1/g-1/status/aa", b"note") in late.heard)
    assert late.topics() == {"terminal/v1/g-1/status/aa"}, "only the sealed notes stay"
    assert not other.is_cut_off.is_set(), "nobody else was disturbed"
    assert other.says("terminal/v1/g-2/state")


def test_after_a_card_was_replaced_the_old_one_is_shut_out_and_the_new_one_not(
    site: SiteBench, guests: list[Guest]
) -> None:
    old = site.terminal("h-1")
    kept = dataclasses.replace(old, certificate_file=f"{old.certificate_file}.old", key_file=f"{old.key_file}.old")
    Path(kept.certificate_file).write_bytes(Path(old.certificate_file).read_bytes())
    Path(kept.key_file).write_bytes(Path(old.key_file).read_bytes())
    new = site.terminal("h-1")
    assert revoke(site.desk, "h-1", older_only=True) == 1
    site.reload()
    assert Guest(kept).refused
    guest = Guest(new)
    guests.append(guest)
    assert guest.says("terminal/v1/h-1/state")


def test_a_terminal_that_is_provisioned_anew_after_it_was_revoked_is_let_in_again(
    site: SiteBench, guests: list[Guest]
) -> None:
    site.terminal("i-1")
    revoke(site.desk, "i-1")
    settings = site.terminal("i-1")
    site.reload()
    guest = Guest(settings)
    guests.append(guest)
    assert guest.says("terminal/v1/i-1/state")


def test_the_terminal_s_own_link_works_by_these_rights_notes_included(
    site: SiteBench, guests: list[Guest]
) -> None:
    events: dict[str, list[LinkEvent]] = {"k-1": [], "k-2": []}
    links = {
        name: PahoLink(name, site.terminal(name), heard.append, lambda: "now") for name, heard in events.items()
    }
    for name, link in links.items():
        link.start()
        eventually(lambda heard=events[name]: any(isinstance(each, LinkUp) for each in heard))  # type: ignore[misc]
    monitor = Guest(site.monitor())
    guests.append(monitor)

    assert links["k-1"].send(Outgoing("terminal/v1/k-1/state", b"{}", 1, True))
    eventually(lambda: "terminal/v1/k-1/state" in monitor.topics())
    monitor.says("terminal/v1/_monitor/state", encode(MonitorState("ready", "now")), retain=True)
    monitor.says("terminal/v1/k-1/cmd/identify", encode(Command("c1")))
    eventually(lambda: MonitorStateReceived(True) in events["k-1"])
    eventually(lambda: CommandReceived("identify", Command("c1")) in events["k-1"])
    assert not [each for each in events["k-2"] if isinstance(each, CommandReceived)]

    assert links["k-1"].send(Outgoing(note_topic("k-1", "a" * 32), b"sealed", 1, True, 3600))
    assert links["k-2"].watch_note("a" * 32)
    eventually(lambda: StatusNoteReceived("a" * 32, b"sealed") in events["k-2"])
    assert not [each for each in events["k-1"] + events["k-2"] if isinstance(each, LinkDown)]
    for link in links.values():
        link.close()


def test_the_monitor_s_own_subscriber_works_by_these_rights(site: SiteBench, guests: list[Guest]) -> None:
    folder = site.desk.folder.monitor
    files = (folder / name for name in ("ca.pem", "monitor.pem", "monitor.key"))
    heard: list[str] = []
    subscriber = Subscriber(
        Broker("localhost", site.port, *files), lambda topic, _payload, _old: heard.append(topic)
    )
    subscriber.start()
    eventually(lambda: subscriber.link.connected)
    terminal = Guest(site.terminal("n-1"))
    guests.append(terminal)
    eventually(lambda: "terminal/v1/_monitor/state" in terminal.topics())
    assert terminal.says("terminal/v1/n-1/state")
    eventually(lambda: "terminal/v1/n-1/state" in heard)
    subscriber.publish_command("terminal/v1/n-1/cmd/identify", b"{}")
    eventually(lambda: "terminal/v1/n-1/cmd/identify" in terminal.topics())
    subscriber.close()


def test_a_broker_that_has_not_read_its_new_files_is_said_so(site: SiteBench) -> None:
    site.terminal("o-1")
    revoke(site.desk, "o-1")
    now = dt.datetime.now(dt.UTC)
    with pytest.raises(NoBroker, match="still lets o-1 speak"):
        cut_off(site.place, site.desk.authority, "o-1", now)
    site.reload()
    cut_off(site.place, site.desk.authority, "o-1", now)


def test_notes_outlive_a_restart_of_the_broker(tmp_path: Path) -> None:
    with SiteBench(tmp_path) as bench:
        terminal = Guest(bench.terminal("l-1"))
        assert terminal.says(note_topic("l-1", "b" * 32), b"sealed", retain=True)
        terminal.close()
        bench.stop()
        bench.start()
        reader = Guest(bench.terminal("l-2"))
        eventually(lambda: (note_topic("l-1", "b" * 32), b"sealed") in reader.heard)
        reader.close()


def test_a_broker_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    bench = SiteBench(tmp_path)
    identity(bench.desk, "m-1")
    with pytest.raises(NoBroker, match="is not reached"):
        cut_off(bench.place, bench.desk.authority, "m-1", dt.datetime.now(dt.UTC))
