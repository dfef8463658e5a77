"""The monitor as staff use it: real broker, real process, real browser."""

from __future__ import annotations

import math
import re
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from appliance.telemetry.messages import LevelMessage, MonitorState, TerminalInfo, UpdateState, decode
from tests.peers.monitor_peer import MonitorPeer
from tests.peers.mosquitto_peer import MosquittoPeer
from tests.peers.terminal_peer import TerminalPeer, wait_until, wire_time

pytestmark = [pytest.mark.system, pytest.mark.timeout(180)]

SHOTS = Path(__file__).parents[2] / "build" / "shots"
CHROMIUM = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
STALE_S, LOST_S = 3, 6
DESKTOP, PHONE, NARROW = (1440, 900), (390, 844), (360, 740)

# Notes in the page when a text first appears, by the browser's own clock.
WATCH = """(text) => { window.appeared = 0; const look = () => { if (!window.appeared &&
  document.body.innerText.includes(text)) window.appeared = Date.now(); };
  new MutationObserver(look).observe(document.body, {childList: true, subtree: true, characterData: true}); }"""


# Counts what is really played, and keeps what would have been notified.
COUNT_TONES = """window.tones = 0; const start = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...at) {
    if (this.context.state === "running") window.tones += 1;
    return start.apply(this, at); };"""
COUNT_NOTICES = """window.notices = []; window.Notification = class {
  constructor(text) { window.notices.push(text); }
  close() {} static permission = "denied"; };
  Object.defineProperty(document, "hidden", { get: () => true });"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield opened
        opened.close()


@dataclass
class Site:
    broker: MosquittoPeer
    monitor: MonitorPeer
    terminals: dict[str, TerminalPeer]

    def terminal(self, tid: str, place: str = "") -> TerminalPeer:
        place = place or f"Halle {tid[0].upper()} · Terminal {tid[1:]}"
        peer = TerminalPeer(self.broker.host, self.broker.port, tid, place).start_up()
        self.terminals[tid] = peer
        return peer


@pytest.fixture
def site(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Site]:
    """A site without terminals. `@pytest.mark.parametrize("site", [...], indirect=True)` gives options."""
    options = getattr(request, "param", [])
    with MosquittoPeer(tmp_path / "broker") as broker, MonitorPeer(broker, tmp_path, *options) as monitor:
        made = Site(broker, monitor, {})
        yield made
        for terminal in made.terminals.values():
            terminal.leave()


class Pages:
    """Opens pages and collects what goes wrong in them."""

    def __init__(self, browser: Browser) -> None:
        self.errors: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    def open(self, url: str, size: tuple[int, int] = DESKTOP, locale: str = "de-DE", script: str = "") -> Page:
        context = self._browser.new_context(viewport={"width": size[0], "height": size[1]}, locale=locale)
        self._contexts.append(context)
        page = context.new_page()
        page.add_init_script(script)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(url)
        expect(page.locator(".link.up")).to_be_visible()
        return page

    def close(self) -> None:
        for context in self._contexts:
            context.close()


@pytest.fixture
def pages(browser: Browser) -> Iterator[Pages]:
    made = Pages(browser)
    yield made
    made.close()
    assert made.errors == []


def cards(page: Page) -> list[str]:
    return [re.sub(r"\s+", " ", text).strip() for text in page.locator("#todo h3").all_inner_texts()]


def tones(page: Page) -> int:
    return int(page.evaluate("window.tones"))


def colour(page: Page, what: str) -> str:
    return str(page.locator(what).first.evaluate("node => getComputedStyle(node).color"))


def busy_day(site: Site) -> None:
    """The situation of the design's picture."""
    names = ("a1", "a4", "b1", "b3", "b5", "b6")
    terminals = {name: site.terminal(name) for name in names}
    terminals["a1"].call_help(28, "ar", "wohnen", seconds_ago=40)
    b3, a4, b5 = terminals["b3"], terminals["a4"], terminals["b5"]
    b3.device("a4", "media-empty:error", seconds_ago=240, levels=(LevelMessage("tray-1", "sensed", 0),), total=212)
    b3.queues(print=1, print_oldest_s=230)
    b3.call_help(27, "tr", "print-trouble", seconds_ago=230)
    a4.device("receipt", total=90)
    roll = (LevelMessage("roll", "estimated", None, 25),)
    a4.device("receipt", "media-low:warning", seconds_ago=540, total=188, levels=roll)
    tray = (LevelMessage("tray-1", "counted", 98, 246),)
    b5.device("a4", "paused:warning", seconds_ago=180, state="stopped", sev="warning", levels=tray, total=400)
    b5.queues(print=2, print_oldest_s=180)
    serials, addresses = {"board": "10000000abcdef01"}, ("eth0 192.0.2.7",)
    b3.publish("info", TerminalInfo("Self-Service-Center", b3.place, "0.1.0", "2026-03", "B", serials, addresses))
    b3.event("print_trouble", "paper_out")
    b3.event("device_attached", "receipt")
    b3.event("machine_fault", "KeyError")
    b1 = terminals["b1"]
    b1.queues(outbox=3, outbox_oldest_s=2100, refused=2)
    b1.event("submission_handed_over", "wohnungsamt/01JUTOPIA00000000000000003")
    b1.event("submission_refused", "jobcenter/01JUTOPIA00000000000000001")
    b1.event("submission_expired", "schulamt/01JUTOPIA00000000000000002")
    a1 = terminals["a1"]
    a1.event("office_key_unusable", "sozialamt")
    a1.event("refilled", "receipt")
    a1.event("staff_admitted")
    b2 = site.terminal("b2")
    b2.state("out_of_service")
    b2.leave()
    terminals["b6"].lose_power()
    del site.terminals["b6"]


def a_day_of_health(database: Path, tid: str) -> None:
    """Write what a terminal said of its health since this morning, which no test has the time to hear."""
    rows = []
    for n in range(96):
        swing = math.sin((96 - n) / 9)
        moment = time.time() - 300 * (96 - n)
        rows.append(
            (
                tid,
                moment,
                48.5 + 4 * swing,
                61 + (96 - n) / 90,
                52 - 3 * swing,
                0.4 + 0.3 * swing,
                30.0,
                18 + 3 * swing**2,
            )
        )
    columns = "tid, at, cpu_temp_c, disk_free_pct, mem_free_pct, load, ui_fps, ui_stall_ms_max"
    with sqlite3.connect(database, timeout=10) as connection:
        connection.executemany(f"INSERT INTO health ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - constants
    connection.close()


def test_the_page_follows_a_message_within_a_second(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    page = pages.open(site.monitor.url)
    expect(page.locator("#row-b3")).to_contain_text("bereit")
    delays = []
    for number in range(5):
        page.evaluate(WATCH, f"Nr. {100 + number}")
        sent = time.time()
        terminal.call_help(100 + number, "uk", "wohnen")
        expect(page.locator("#todo")).to_contain_text(f"Nr. {100 + number}")
        delays.append(page.evaluate("window.appeared") / 1000 - sent)
    assert max(delays) < 1.0, delays


def test_the_answer_to_a_call_reaches_the_terminal_and_comes_back(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    page = pages.open(site.monitor.url)
    terminal.call_help(27, "tr", "wohnen")
    card = page.locator("#task-help-b3-27")
    expect(card).to_contain_text("Türkisch")
    expect(page.locator("#announce")).to_contain_text("Neuer Hilferuf: Halle B · Terminal 3")
    card.get_by_role("button", name="Ich komme").click()
    expect(card).to_contain_text("Jemand kommt")
    (verb, command), expiry = terminal.commands[0], terminal.expiries[0]
    assert (verb, command.number, command.answer) == ("ack_help", 27, "coming")
    assert expiry is not None
    assert 0 < expiry <= 30
    shift = page.locator("#shift")
    expect(shift).to_contain_text("Hilferuf Nr. 27, läuft")
    terminal.end_help()
    expect(card).to_have_count(0)
    expect(shift).not_to_contain_text("läuft", timeout=12_000)


def test_a_visitor_is_asked_to_a_desk(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    terminal.call_help(27, "tr")
    page = pages.open(site.monitor.url)
    card = page.locator("#task-help-b3-27")
    card.get_by_text("Bitte zu Platz …").click()
    card.get_by_role("button", name="Bitte zu Platz 2").click()
    expect(card).to_contain_text("Zu Platz 2 gebeten")
    assert terminal.commands[0][1].desk == "2"


def test_a_command_nobody_answers_is_not_shown_as_done(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    terminal.answers_commands = False
    page = pages.open(f"{site.monitor.url}/t/b3")
    page.get_by_role("button", name="Terminal zeigen").click()
    expect(page.locator("#act .fate")).to_contain_text("wartet auf das Terminal")
    wait_until(lambda: len(terminal.commands) == 1)
    assert terminal.commands[0][0] == "identify"


def test_deleting_jobs_asks_before_it_does_it(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    page = pages.open(f"{site.monitor.url}/t/b3")
    sure = page.get_by_role("button", name="Ja, alle Druckaufträge löschen")
    expect(sure).to_be_hidden()
    page.get_by_text("Alle Aufträge löschen").click()
    expect(page.locator("#act")).to_contain_text("gehen verloren")
    sure.click()
    expect(page.locator("#act .fate")).to_contain_text("ausgeführt")
    assert terminal.commands[0][0] == "cancel_jobs"


def test_what_staff_were_doing_goes_on_when_the_page_changes(site: Site, pages: Pages) -> None:
    """Focus, an opened menu and the scroll position survive an update of the very card they are on."""
    terminal = site.terminal("b3")
    terminal.device("a4", "media-empty:error")
    terminal.call_help(27, "tr", "print-trouble")
    page = pages.open(site.monitor.url, PHONE)
    menu = page.locator("#todo details summary")
    menu.click()
    menu.focus()
    page.evaluate("window.scrollTo(0, 120)")
    terminal.queues(print=3)
    expect(page.locator("#todo")).to_contain_text("3 Druckaufträge warten")
    assert page.evaluate("document.activeElement.dataset.focus").endswith("-desks")
    assert page.locator("#todo details").evaluate("d => d.open")
    assert page.evaluate("window.scrollY") == 120


@pytest.mark.parametrize("site", [["--stale-after", str(STALE_S), "--lost-after", str(LOST_S)]], indirect=True)
def test_silence_turns_grey_and_says_how_old(site: Site, pages: Pages) -> None:
    site.terminal("b3")
    page = pages.open(site.monitor.url)
    row = page.locator("#row-b3")
    expect(row).to_contain_text("bereit")
    expect(row).not_to_have_class(re.compile("old"))
    expect(row).to_have_class(re.compile("old"), timeout=8000)
    expect(row).to_contain_text("meldet sich nicht")
    expect(row).to_contain_text("zuletzt 180")
    expect(row).to_contain_text("nicht gemeldet", timeout=8000)
    assert page.locator("#row-b3 time").inner_text() in {"6 s", "7 s", "8 s"}
    expect(page.locator("#todo")).to_contain_text("Terminal meldet sich nicht")


def test_a_broken_connection_of_a_terminal_shows_at_once(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    page = pages.open(site.monitor.url)
    expect(page.locator("#row-b3")).to_contain_text("bereit")
    terminal.lose_power()
    del site.terminals["b3"]
    expect(page.locator("#row-b3")).to_contain_text("nicht gemeldet")


def test_a_terminal_that_is_switched_off_is_out_of_service_until_it_is_back(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    page = pages.open(site.monitor.url)
    terminal.state("out_of_service")
    terminal.leave()
    card = page.locator("#task-out-of-service-b3")
    expect(card).to_contain_text("Halle B · Terminal 3: außer Betrieb")
    expect(card).to_have_class(re.compile("warning"))
    expect(page.locator("#row-b3")).to_have_class("old")
    page.goto(f"{site.monitor.url}/t/b3")
    expect(page.locator("#head")).to_contain_text("außer Betrieb")
    expect(page.locator("#device-a4")).to_contain_text("zuletzt bereit")
    page.goto(site.monitor.url)
    site.terminal("b3")
    expect(card).to_have_count(0)
    expect(page.locator("#row-b3")).to_contain_text("bereit")


def test_a_terminals_page_says_in_words_what_it_reports(site: Site, pages: Pages) -> None:
    busy_day(site)
    page = pages.open(f"{site.monitor.url}/t/b3")
    expect(page.locator("#device-a4")).to_contain_text("Papier leer")
    log = page.locator("#log")
    expect(log).to_contain_text("A4-Drucker: steht (Papier leer)")
    expect(log).to_contain_text("Druck unterbrochen: Papier leer")
    expect(log.locator("small")).to_have_text("KeyError")
    expect(page.locator("#about")).to_contain_text("eth0 192.0.2.7")
    expect(page.locator("#about")).to_contain_text("10000000abcdef01")
    expect(page.locator("#charts")).to_contain_text("Uhr stimmt")
    assert "media-empty" not in page.inner_text("body")


def test_a_terminals_page_says_how_far_its_update_is_and_staff_hear_of_failures_only(
    site: Site, pages: Pages
) -> None:
    terminal = site.terminal("b3")
    terminal.publish("info", TerminalInfo("Self-Service-Center", terminal.place, "0.1.0", "2026-03", "A"))
    page = pages.open(site.monitor.url + "/t/b3")
    line = page.locator("#software")
    expect(line).to_have_text("Software 0.1.0 · Startbereich A")
    SHOTS.mkdir(parents=True, exist_ok=True)
    for phase, percent, text in (
        ("fetching", 40, "Update 0.2.0 wird geladen, 40 %"),
        ("installing", 7, "wird installiert, 7 %"),
        ("waiting", 0, "ist installiert, startet von selbst"),
        ("proving", 0, "ist gestartet"),
        ("done", 0, "ist fertig"),
    ):
        terminal.publish("update_state", UpdateState(phase, wire_time(), "0.2.0", "ab", percent))  # type: ignore[arg-type]
        expect(line).to_contain_text(text)
        expect(page.locator("#todo article")).to_have_count(0)
        page.screenshot(path=SHOTS / f"monitor-update-{phase}-desktop-de.png")
    terminal.event("update_failed", "fell_back")
    terminal.publish("update_state", UpdateState("failed", wire_time(), "0.2.0", "ab", error="fell_back"))
    expect(line).to_contain_text("zurückgefallen auf die alte Fassung")
    expect(page.locator("#todo h3")).to_contain_text("Zurückgefallen auf die alte Fassung")
    expect(page.locator("#log")).to_contain_text("Update gescheitert")
    page.screenshot(path=SHOTS / "monitor-update-failed-desktop-de.png")
    phone = pages.open(site.monitor.url + "/t/b3", PHONE, "en-GB")
    expect(phone.locator("#software")).to_contain_text("went back to the old version")
    phone.screenshot(path=SHOTS / "monitor-update-failed-phone-en.png", full_page=True)
    expect(pages.open(site.monitor.url).locator("#row-b3")).to_contain_text("Hinweis")


def test_a_lost_broker_is_said_and_the_return_too(site: Site, pages: Pages) -> None:
    site.terminal("b3")
    page = pages.open(site.monitor.url)
    site.broker.kill()
    expect(page.locator("#broker-lost")).to_contain_text("Keine Verbindung zum Broker seit")
    expect(page.locator(".link.down")).to_contain_text("getrennt")
    page.goto(f"{site.monitor.url}/t/b3")
    page.get_by_role("button", name="Terminal zeigen").click()
    expect(page.locator("#command-lost")).to_be_visible()
    site.broker.start()
    expect(page.locator("#broker-lost")).to_have_count(0, timeout=40_000)


def test_a_lost_monitor_is_said_by_the_page_itself_and_the_restart_shows_what_was_last(
    site: Site, pages: Pages
) -> None:
    terminal = site.terminal("b3")
    terminal.device("a4", "media-jam:error")
    page = pages.open(site.monitor.url)
    expect(page.locator("#todo")).to_contain_text("Papierstau")
    page.wait_for_timeout(600)
    terminal.leave()
    site.monitor.kill()
    expect(page.locator("#monitor-lost")).to_be_visible(timeout=15_000)
    site.monitor.start()
    expect(page.locator("#monitor-lost")).to_be_hidden(timeout=15_000)
    expect(page.locator("#row-b3")).to_contain_text("noch nicht gemeldet")
    expect(page.locator("#todo .task.stale")).to_contain_text("Papierstau")


def test_a_decommissioned_terminal_leaves_the_page(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    page = pages.open(site.monitor.url)
    expect(page.locator("#row-b3")).to_be_visible()
    terminal.send_raw("state", b"")
    expect(page.locator("#row-b3")).to_have_count(0)


def test_the_whole_page_works_without_javascript(site: Site, browser: Browser) -> None:
    terminal = site.terminal("b3")
    terminal.call_help(27, "tr")
    context = browser.new_context(java_script_enabled=False, locale="de-DE")
    page = context.new_page()
    page.goto(site.monitor.url)
    page.get_by_role("button", name="Ich komme").click()
    wait_until(lambda: len(terminal.commands) == 1)
    assert page.url == f"{site.monitor.url}/"
    context.close()


@pytest.mark.parametrize("size", [NARROW, PHONE], ids=["360", "390"])
def test_nothing_runs_out_of_a_phone(site: Site, pages: Pages, size: tuple[int, int]) -> None:
    busy_day(site)
    for path in ("/", "/t/b3", "/round"):
        page = pages.open(site.monitor.url + path, size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], path


def test_the_picture_of_the_design_in_both_languages(site: Site, pages: Pages) -> None:
    busy_day(site)
    a_day_of_health(site.monitor.database, "b3")
    SHOTS.mkdir(parents=True, exist_ok=True)
    expected = {
        "de-DE": [
            "A4-Drucker ohne Papier",
            "Jemand braucht Hilfe",
            "Sendung kam nicht an: Schulamt",
            "3 Sendungen gehen nicht hinaus",
            "Bonrolle reicht bis etwa",
            "Warteschlange steht",
        ],
        "en-GB": [
            *("A4 printer out of paper", "Someone needs help", "Submission did not arrive: Schulamt"),
            *("3 submissions are not going out", "Receipt roll lasts until", "queue is held"),
        ],
    }
    for locale, order in expected.items():
        for name, size in (("desktop", DESKTOP), ("phone", PHONE)):
            page = pages.open(site.monitor.url, size, locale)
            expect(page.locator("#row-b6")).to_have_class("old")
            for text, card in zip(order, cards(page), strict=False):
                assert text in card
            assert colour(page, "#todo .task.bad .do") == colour(page, "#todo .task.warning .do")
            page.wait_for_timeout(1500)
            language = locale[:2]
            page.screenshot(path=SHOTS / f"monitor-fleet-{name}-{language}.png", full_page=name == "phone")
            page.goto(f"{site.monitor.url}/t/b3")
            expect(page.locator("#log li").first).to_be_visible()
            page.screenshot(path=SHOTS / f"monitor-terminal-{name}-{language}.png", full_page=True)
            page.goto(f"{site.monitor.url}/t/b1")
            expect(page.locator("#outbox code")).to_have_count(2)
            page.screenshot(path=SHOTS / f"monitor-outbox-{name}-{language}.png", full_page=True)
    page.goto(f"{site.monitor.url}/round?lang=de")
    page.screenshot(path=SHOTS / "monitor-round-phone-de.png", full_page=True)


def test_switching_the_language_lasts(site: Site, pages: Pages) -> None:
    site.terminal("b3")
    page = pages.open(site.monitor.url)
    page.get_by_role("link", name="English").click()
    expect(page.locator("h2").first).to_have_text("To do now")
    page.goto(site.monitor.url)
    expect(page.locator("h2").first).to_have_text("To do now")


def test_a_call_rings_until_someone_answers_it(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    page = pages.open(site.monitor.url, script=COUNT_TONES)
    sound = page.locator("#sound")
    expect(sound).to_have_text("Ton einschalten")
    terminal.call_help(27, "tr")
    expect(page).to_have_title("(1) MigraDo Monitor")
    assert page.locator("link[rel=icon]").get_attribute("href", timeout=1000).startswith("data:image/png")  # type: ignore[union-attr]
    assert tones(page) == 0
    sound.click()
    expect(sound).to_have_text("Ton: an")
    wait_until(lambda: tones(page) >= 8, timeout_s=12)
    page.get_by_role("button", name="Ich komme").click()
    expect(page).to_have_title("MigraDo Monitor")
    page.wait_for_timeout(500)
    rung = tones(page)
    page.wait_for_timeout(5000)
    assert tones(page) == rung
    terminal.end_help()
    terminal.call_help(28, "ar")
    wait_until(lambda: tones(page) > rung)


def test_a_call_rings_on_a_terminals_page_and_leads_to_its_card(site: Site, pages: Pages) -> None:
    site.terminal("a1").call_help(28, "ar", "wohnen")
    site.terminal("b3")
    page = pages.open(f"{site.monitor.url}/t/b3", PHONE, script=COUNT_TONES)
    page.locator("#sound").click()
    wait_until(lambda: tones(page) >= 4)
    banner = page.locator(".ringing")
    expect(banner).to_contain_text("1 Hilferuf offen")
    expect(banner).to_contain_text("Halle A · Terminal 1: Nr. 28 · Arabisch · Thema Wohnen")
    banner.click()
    expect(page.locator("#task-help-a1-28")).to_be_in_viewport()


def test_the_sound_stays_on_and_says_when_it_waits_for_a_tap(site: Site, pages: Pages) -> None:
    site.terminal("b3").call_help(27, "tr")
    page = pages.open(site.monitor.url, script=COUNT_TONES)
    page.evaluate("localStorage.setItem('sound', 'on')")
    page.reload()
    sound = page.locator("#sound")
    expect(sound).to_have_text("Ton: hier tippen")
    expect(sound).to_have_attribute("aria-pressed", "true")
    assert tones(page) == 0
    page.locator("h2").first.click()
    expect(sound).to_have_text("Ton: an")
    wait_until(lambda: tones(page) >= 4, timeout_s=8)
    sound.click()
    expect(sound).to_have_text("Ton einschalten")


def test_a_hidden_page_notifies_only_where_that_was_allowed(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    page = pages.open(site.monitor.url, script=COUNT_NOTICES)
    terminal.call_help(27, "tr")
    expect(page).to_have_title(re.compile(r"\(1\)"))
    assert page.evaluate("window.notices") == []
    page.evaluate("Notification.permission = 'granted'")
    terminal.call_help(28, "tr", "wohnen")
    expect(page.locator("#task-help-b3-28")).to_be_visible()
    wait_until(lambda: page.evaluate("window.notices").__len__() == 1)
    assert page.evaluate("window.notices") == [
        "Neuer Hilferuf: Halle B · Terminal 3: Nr. 28 · Türkisch · Thema Wohnen"
    ]


def test_colleagues_see_from_where_a_call_was_answered(site: Site, pages: Pages) -> None:
    site.terminal("b3").call_help(27, "tr")
    phone, desk = pages.open(site.monitor.url, PHONE), pages.open(site.monitor.url)
    phone.locator("#own summary").click()
    phone.get_by_label("Dieses Gerät").fill("Telefon Süd")
    phone.get_by_role("button", name="Merken").click()
    phone.locator("#task-help-b3-27").get_by_role("button", name="Ich komme").click()
    expect(desk.locator("#task-help-b3-27")).to_contain_text("Antwort von Telefon Süd um")


def test_refused_submissions_are_named_and_seen(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    terminal.event("submission_refused", "jobcenter/01JUTOPIA00000000000000001")
    terminal.queues(refused=1)
    page = pages.open(site.monitor.url)
    card = page.locator("#task-submission-lost-b3")
    expect(card).to_contain_text("Sendung kam nicht an: Jobcenter")
    card.get_by_role("link", name="Einzelheiten").click()
    expect(page.locator("#outbox")).to_contain_text("01JUTOPIA00000000000000001")
    page.locator("#outbox").get_by_role("button", name="Gesehen").click()
    wait_until(lambda: len(terminal.commands) == 1)
    assert terminal.commands[0][0] == "ack_refused"
    terminal.queues()
    expect(page.locator("#outbox")).to_contain_text("Nichts wartet")
    expect(page.locator("#log")).to_contain_text("Sendung zurückgewiesen: Jobcenter")
    page.goto(site.monitor.url)
    expect(card).to_have_count(0)


def test_what_waits_is_sent_now_and_paper_is_refilled_from_the_desk(site: Site, pages: Pages) -> None:
    terminal = site.terminal("b3")
    terminal.queues(outbox=2, outbox_oldest_s=2100)
    terminal.device("receipt", "media-low:warning")
    page = pages.open(site.monitor.url, PHONE)
    expect(page.locator("#row-b3")).to_contain_text("35 min")
    expect(page.locator("#outboxes")).to_contain_text("1 Terminal: 2 Sendungen")
    page.locator("#task-outbox-waits-b3").get_by_role("button", name="Jetzt senden").click()
    expect(page.locator("#task-outbox-waits-b3 .fate")).to_contain_text("„Jetzt senden“ ausgeführt")
    page.get_by_role("button", name="Nachgefüllt").click()
    wait_until(lambda: len(terminal.commands) == 2)
    assert [(verb, command.device) for verb, command in terminal.commands] == [
        ("retry_outbox", ""),
        ("refill", "receipt"),
    ]
    page.goto(f"{site.monitor.url}/t/b3")
    page.get_by_role("button", name="A4-Papier nachgefüllt").click()
    wait_until(lambda: len(terminal.commands) == 3)
    assert terminal.commands[2][1].device == "a4"


def test_terminals_hear_whether_anyone_listens(tmp_path: Path) -> None:
    heard: list[str] = []
    with MosquittoPeer(tmp_path / "broker") as broker, MonitorPeer(broker, tmp_path) as monitor:
        listener = TerminalPeer(broker.host, broker.port, "b3", "Halle B · Terminal 3")
        listener.hear("terminal/v1/_monitor/state", lambda payload: heard.append(decode(payload, MonitorState).s))
        wait_until(lambda: heard == ["ready"])
        assert monitor.stop() == 0
        wait_until(lambda: heard[-1] == "lost")
        monitor.start()
        wait_until(lambda: heard[-1] == "ready")
        monitor.kill()
        wait_until(lambda: heard[-1] == "lost", timeout_s=30)
        listener.leave()
