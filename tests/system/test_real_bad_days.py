"""Bad days of sending, with everything real: offices, broker, network, process, disk and settings fail in turn."""

from __future__ import annotations

import contextlib
import io
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import cairocffi
import pytest

from appliance.outbox.ports import WhyNot
from appliance.outbox.progress import Stage
from appliance.outbox.settings import SftpDestination
from appliance.outbox.site_settings import load_site_settings
from appliance.outbox.status_code import qr_text
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import sending_states as ss
from appliance.session import states as st
from appliance.session.sending_states import LookupFailure
from appliance.session.visit import Delivery
from monitor.texts_sending import DE
from tests.peers.onlooker import Onlooker
from tests.peers.small_disk import NotPossibleHere, SmallDisk, small_disk
from tests.peers.three_offices import HOUSING, MIGRATION, SCHOOLS, ThreeOffices
from tests.system.real_sending import FIRST_NEWS_S, FORMS, NEXT_LOOK_S, SendingStory, terminal_id
from tests.system.real_terminal import Hall, Staff, settings_for

pytestmark = [pytest.mark.system, pytest.mark.timeout(90)]


@pytest.mark.parametrize("office", [MIGRATION, HOUSING, SCHOOLS])
def test_an_office_is_away_and_gets_it_once_when_it_is_back(
    office: str, story: SendingStory, offices: ThreeOffices
) -> None:
    before = len(offices.arrived(office))
    story.is_asked_how("de", FORMS[office])
    offices.goes_away(office)
    sent = story.sends()
    story.ends()
    story.until(lambda: story.tries(sent.id) > 0, "it was tried in vain")
    assert story.stage(sent.id) is Stage.WAITING
    offices.comes_back(office)
    story.time_passes(60)
    story.until_stage(sent.id, Stage.HANDED_OVER)
    story.time_passes(60)
    story.works_on(0.5)
    assert [each.id for each in offices.arrived(office)[before:]] == [sent.id]


def test_the_broker_is_away_and_the_state_can_be_asked_for_later(
    story: SendingStory, elsewhere: SendingStory, hall: Hall, offices: ThreeOffices
) -> None:
    """Sending needs no broker; only the other terminals do."""
    story.is_asked_how("tr", FORMS[HOUSING])
    hall.broker.kill()
    sent = story.sends()
    story.until_stage(sent.id, Stage.HANDED_OVER)
    story.ends()
    elsewhere.until(lambda: not elsewhere.hears_monitor(), "the loss is known")
    assert elsewhere.asks(qr_text(sent.status_code)).failure is LookupFailure.OFFLINE
    elsewhere.ends()
    hall.broker.start()
    for each in (story, elsewhere):
        each.until_monitor_listens()
    story.works_on(1.5)
    elsewhere.is_told_in_the_end(story, qr_text(sent.status_code), Stage.HANDED_OVER)


@pytest.mark.parametrize("is_back_before", [True, False])
def test_killed_right_after_sending_it_arrives_once_after_the_restart(
    is_back_before: bool,
    hall: Hall,
    offices: ThreeOffices,
    settings: Path,
    tmp_path: Path,
    elsewhere: SendingStory,
    request: pytest.FixtureRequest,
) -> None:
    before, name = len(offices.arrived(HOUSING)), terminal_id(request.node.nodeid, "killed")
    if not is_back_before:
        offices.goes_away(HOUSING)
    sent_id, code = killed_right_after_sending(hall, tmp_path / "state", name, settings, FORMS[HOUSING])
    if not is_back_before:
        assert offices.arrived(HOUSING)[before:] == []
        offices.comes_back(HOUSING)
    again = SendingStory(hall, tmp_path / "state", name, settings, prints_receipts=False)
    try:
        again.until(lambda: again.stage(sent_id) is Stage.HANDED_OVER, "it is handed over")
        again.time_passes(60)
        again.works_on(0.5)
        assert [each.id for each in offices.arrived(HOUSING)[before:]] == [sent_id]
        elsewhere.is_told_in_the_end(again, qr_text(code), Stage.HANDED_OVER)
    finally:
        again.close()


def killed_right_after_sending(
    hall: Hall, state: Path, name: str, settings: Path, form_id: str
) -> tuple[str, str]:
    """Return the submission's id and status code."""
    around = json.dumps(settings_for(hall, state, name, settings, prints_receipts=False))
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.system.killed_sender", around, form_id],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        word, sent_id, code = process.stdout.readline().split()
        assert word == "sent"
    finally:
        process.kill()
        process.wait()
    return sent_id, code


def test_a_changed_key_is_taken_over_within_a_minute_and_the_old_one_opens_what_waits(
    story: SendingStory, offices: ThreeOffices, settings: Path
) -> None:
    before = len(offices.arrived(HOUSING))
    story.is_asked_how("de", FORMS[HOUSING])
    offices.goes_away(HOUSING)
    first = story.sends()
    story.ends()
    offices.housing_changes_its_key()
    settings.write_text(offices.settings(), encoding="utf-8")
    story.time_passes(NEXT_LOOK_S)
    story.until(lambda: story.terminal.outbox.settings.office(HOUSING).sftp == told_key(settings), "taken over")
    offices.comes_back(HOUSING)
    story.is_asked_how("de", FORMS[HOUSING])
    second = story.sends()
    story.time_passes(60)
    for sent in (first, second):
        story.until_stage(sent.id, Stage.HANDED_OVER)
    assert [each.id for each in offices.arrived(HOUSING)[before:]] == [first.id, second.id]


def told_key(settings: Path) -> SftpDestination | None:
    return load_site_settings(settings).office(HOUSING).sftp


def test_broken_settings_are_told_and_sending_goes_on(
    story: SendingStory, hall: Hall, offices: ThreeOffices, settings: Path
) -> None:
    staff, name = Staff(hall.monitor), story.terminal.config.terminal.id
    story.is_asked_how("de", FORMS[HOUSING])
    settings.write_text("[offices.wohnungsamt]\ntransport = 'pigeon'\n", encoding="utf-8")
    with contextlib.closing(Onlooker(hall.broker.port)) as onlooker:
        story.time_passes(NEXT_LOOK_S)
        story.until(lambda: "site_settings_wrong" in onlooker.events_of(name), "the event")
    story.until(lambda: DE["site-settings-wrong.what"] in staff.cards(f"/t/{name}"), "the card")
    sent = story.sends()
    story.until_stage(sent.id, Stage.HANDED_OVER)
    settings.write_text(offices.settings() + "\n", encoding="utf-8")
    story.time_passes(NEXT_LOOK_S)
    story.until(lambda: DE["site-settings-wrong.what"] not in staff.cards(f"/t/{name}"), "the card goes")


def test_a_refused_application_is_a_card_until_staff_have_seen_it(
    story: SendingStory, hall: Hall, offices: ThreeOffices
) -> None:
    staff, name = Staff(hall.monitor), story.terminal.config.terminal.id
    offices.service.desk.rejects_next = True
    story.is_asked_how("ar", FORMS[MIGRATION])
    sent = story.sends()
    story.until_stage(sent.id, Stage.HANDED_OVER)
    story.time_passes(FIRST_NEWS_S)
    story.until_stage(sent.id, Stage.REFUSED)
    seen = {"action": f"/t/{name}/do", "verb": "ack_refused"}
    story.until(lambda: staff.button("/", **seen), "the card")
    page = staff.cards()
    assert DE["submission-lost.what"].format(office_name="Amt für Migration") in page
    assert sent.id in page
    button = staff.button("/", **seen)
    assert button is not None
    assert staff.press(button) == 204
    story.until(lambda: staff.button("/", **seen) is None, "the card goes")
    assert sent.id not in staff.cards()


def can_only_print(story: SendingStory) -> None:
    """Tap on "send" in vain, and take paper."""
    story.comes_to_the_end_of("fa", FORMS[HOUSING])
    story.does(es.DeliveryChosen(Delivery.SEND))
    story.sees(ss.ChoosingDelivery)
    story.does(es.DeliveryChosen(Delivery.PRINT))
    story.until_sees(st.Previewing)
    story.does(ev.PrintConfirmed())
    story.takes_receipt()


def heavy_paper() -> bytes:
    """A photograph of noise: about 0.7 MiB, however it is packed."""
    side = 480
    stride = cairocffi.ImageSurface.format_stride_for_width(cairocffi.FORMAT_RGB24, side)
    noise = bytearray(random.Random(7).randbytes(stride * side))
    out = io.BytesIO()
    surface = cairocffi.PDFSurface(out, side, side)
    context = cairocffi.Context(surface)
    picture = cairocffi.ImageSurface(cairocffi.FORMAT_RGB24, side, side, noise, stride)
    context.set_source_surface(picture)
    context.paint()
    surface.finish()
    return out.getvalue()


def test_a_full_outbox_offers_paper_and_is_a_card(
    hall: Hall, offices: ThreeOffices, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    hall.restore()
    settings, name = tmp_path / "offices.toml", terminal_id(request.node.nodeid, "full")
    settings.write_text(
        f"{offices.settings()}\n[limits]\nmost_mib = 2\nmost_submission_mib = 1\n", encoding="utf-8"
    )
    staff, story = Staff(hall.monitor), SendingStory(hall, tmp_path / "state", name, settings)
    try:
        story.until_ready()
        story.is_asked_how("ar", FORMS[HOUSING])
        offices.goes_away(HOUSING)
        story.sends(papers={"foto.pdf": heavy_paper()})
        story.does(ev.HomeTapped())
        why_not = story.terminal.session.surroundings.why_not_send
        story.until(lambda: why_not(HOUSING) is WhyNot.FULL, "full")
        story.until(lambda: DE["outbox-full.what"] in staff.cards(), "the card")
        story.ends()
        can_only_print(story)
    finally:
        story.close()
        offices.comes_back(HOUSING)


def test_a_terminal_whose_disk_takes_nothing_serves_and_prints_and_sends_when_it_does(
    hall: Hall, offices: ThreeOffices, settings: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """It starts on a card that is read-only, as worn-out cards are, and has no state directory yet."""
    hall.restore()
    before, name = len(offices.arrived(HOUSING)), terminal_id(request.node.nodeid, "worn")
    staff = Staff(hall.monitor)
    with disk_or_skip(tmp_path) as disk:
        disk.becomes_read_only()
        story = SendingStory(hall, disk.mounted_at / "var" / "state", name, settings)
        try:
            with contextlib.closing(Onlooker(hall.broker.port)) as onlooker:
                story.until(lambda: "outbox_degraded" in onlooker.events_of(name), "the event")
            story.until(lambda: story.terminal.session.surroundings.why_not_send(HOUSING) is WhyNot.DISK, "told")
            story.until(lambda: DE["outbox-degraded.what"] in staff.cards(), "the card")
            can_only_print(story)
            story.ends()
            disk.becomes_writable()
            story.time_passes(60)
            story.is_asked_how("de", FORMS[HOUSING])
            sent = story.sends()
            story.until_stage(sent.id, Stage.HANDED_OVER)
            story.until(lambda: DE["outbox-degraded.what"] not in staff.cards(), "the card goes")
        finally:
            story.close()
    assert [each.id for each in offices.arrived(HOUSING)[before:]] == [sent.id]


@contextlib.contextmanager
def disk_or_skip(directory: Path) -> Iterator[SmallDisk]:
    try:
        with small_disk(directory, 160 * 1024 * 1024) as disk:
            yield disk
    except NotPossibleHere as why:
        pytest.skip(f"no loop device here: {why}")
