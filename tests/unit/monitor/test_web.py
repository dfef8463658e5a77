"""The pages over HTTP without a broker: headers, who may post, what is escaped, what is refused."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from appliance.telemetry.messages import EventMessage, TerminalInfo, encode
from monitor.service import Service
from monitor.settings import Broker
from monitor.times import to_wire
from monitor.web import create_app
from tests.peers.mosquitto_peer import free_port
from tests.unit.monitor.said import SETTINGS, call, device, state

OWN = {"origin": "http://localhost", "sec-fetch-site": "same-origin"}


def client_of(service: Service) -> TestClient:
    return TestClient(create_app(service), base_url="http://localhost", follow_redirects=False)


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Service:
    database = tmp_path_factory.mktemp("web") / "m.sqlite"
    made = Service(replace(SETTINGS, database=database, broker=Broker(port=free_port())))
    say = made.intake.accept
    info = TerminalInfo("Site", "<script>alert(1)</script> · Terminal 3", "1", "1")
    say("terminal/v1/b3/info", encode(info), retained=False)
    say("terminal/v1/b3/state", encode(state("ready")), retained=False)
    say("terminal/v1/b3/device/a4", encode(device("stopped", "media-empty:error")), retained=False)
    say("terminal/v1/b3/help", encode(call(27, "<b>xx</b>", "<i>yy</i>")), retained=False)
    return made


@pytest.fixture(scope="module")
def running(service: Service) -> Iterator[TestClient]:
    with client_of(service) as opened:
        yield opened


@pytest.fixture
def client(running: TestClient) -> TestClient:
    running.cookies.clear()
    return running


@pytest.mark.parametrize("path", ["/", "/t/b3", "/round"])
def test_pages_are_whole_and_escape_what_terminals_say(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text
    assert "<b>xx" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_an_unknown_terminal_is_not_found(client: TestClient) -> None:
    assert client.get("/t/zz").status_code == 404


def test_the_language_follows_the_browser_until_someone_switches(client: TestClient) -> None:
    english = client.get("/", headers={"accept-language": "en"})
    assert '<html lang="en">' in english.text
    assert "To do now" in english.text
    switched = client.get("/?lang=de", headers={"accept-language": "en"})
    assert "Jetzt zu tun" in switched.text
    assert "Jetzt zu tun" in client.get("/", headers={"accept-language": "en"}).text


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site", "origin": "http://localhost"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_post_from_elsewhere_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/t/b3/do", data={"verb": "cancel_jobs"}, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"verb": "reboot"},
        {"verb": "ack_help"},
        {"verb": "ack_help", "number": "x", "answer": "coming"},
        {"verb": "ack_help", "number": "27", "answer": "never"},
        {"verb": "ack_help", "number": "27", "answer": "desk", "desk": "3" * 21},
        {"verb": "ack_help", "number": "27", "answer": "desk", "desk": "<b>3</b>"},
        {"verb": "ack_help", "number": "27", "answer": "desk"},
        {"verb": "refill"},
        {"verb": "refill", "device": "toner"},
        {"verb": "identify", "device": "a4"},
    ],
)
def test_what_no_button_posts_is_refused(client: TestClient, form: dict[str, str]) -> None:
    assert client.post("/t/b3/do", data=form, headers=OWN).status_code == 400


def test_a_notice_that_staff_have_seen_leaves_the_list_until_it_comes_again(
    client: TestClient, service: Service
) -> None:
    def tell(number: int) -> None:
        told = EventMessage(f"E{number}", "office_key_unusable", to_wire(service.now()), "jobcenter")
        service.intake.accept("terminal/v1/b3/event", encode(told), retained=False)

    tell(1)
    assert "Senden nicht möglich: Jobcenter" in client.get("/").text
    form = {"key": "office-key-unusable-b3-jobcenter"}
    assert client.post("/seen", data=form).status_code == 403
    assert client.post("/seen", data={"key": "nonsense"}, headers=OWN).status_code == 303
    assert "Senden nicht möglich" in client.get("/").text
    client.post("/seen", data=form, headers=OWN)
    assert "Senden nicht möglich" not in client.get("/").text
    tell(2)
    assert "Senden nicht möglich" in client.get("/").text


@pytest.mark.parametrize("path", ["/", "/t/b3", "/round"])
def test_an_open_call_rings_on_every_page(client: TestClient, path: str) -> None:
    assert 'data-call="b3-27"' in client.get(path).text


def test_without_a_broker_a_command_says_so(client: TestClient) -> None:
    assert client.post("/t/b3/do", data={"verb": "identify"}, headers=OWN).status_code == 503


def test_a_claim_is_shown_and_leads_back_to_the_page(client: TestClient) -> None:
    form = {"key": "a4-media-empty-b3-a4"}
    answer = client.post("/claim", data=form, headers={**OWN, "referer": "http://localhost/t/b3"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/t/b3")
    assert "Jemand ist unterwegs seit" in client.get("/").text
    client.post("/claim", data={**form, "release": "1"}, headers=OWN)
    assert "Jemand ist unterwegs seit" not in client.get("/").text


def test_a_redirect_never_leaves_the_site(client: TestClient) -> None:
    headers = {**OWN, "referer": "http://localhost//evil.example/x"}
    assert client.post("/claim", data={}, headers=headers).headers["location"] == "/evil.example/x"


def test_a_foreign_host_name_is_refused(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421
    assert client.get("/", headers={"host": "192.0.2.7:8080"}).status_code == 200


def test_healthz_tells_the_broker_and_counts(client: TestClient) -> None:
    answer = client.get("/healthz").json()
    assert (answer["ok"], answer["broker"], answer["terminals"]) == (True, "lost", 1)


def test_the_banner_says_that_the_broker_is_lost(client: TestClient) -> None:
    assert "Keine Verbindung zum Broker" in client.get("/").text


def test_with_a_token_only_staff_get_in(tmp_path: Path) -> None:
    settings = replace(SETTINGS, database=tmp_path / "m.sqlite", broker=Broker(port=free_port()), token="sésame")
    with client_of(Service(settings)) as client:
        assert client.get("/").status_code == 401
        assert client.get("/static/monitor.css").status_code == 401
        assert client.get("/healthz").status_code == 200
        for password, status in (("sésame", 200), ("wrong", 401)):
            encoded = base64.b64encode(f"staff:{password}".encode()).decode()
            assert client.get("/", headers={"authorization": f"Basic {encoded}"}).status_code == status
        assert client.get("/", headers={"authorization": "Basic ???"}).status_code == 401


def test_every_colour_of_text_has_enough_contrast() -> None:
    paper = "#F6F4EF"  # the darkest background that text stands on
    for ink in ("#1B2733", "#52606D", "#66717D", "#2D6A4F", "#8A5A00", "#9B2226", "#0F4C5C"):
        assert contrast(ink, paper) >= 4.5, ink
    assert contrast("#52606D", "#EFECE5") >= 4.5
    assert contrast("#0F4C5C", "#D6E5E9") >= 4.5


def contrast(first: str, second: str) -> float:
    """WCAG 2.2 contrast ratio."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_silence_is_not_called_nothing_to_do(tmp_path: Path) -> None:
    """Without a broker nobody is heard, and what was fine before may be on fire now."""
    quiet = Service(replace(SETTINGS, database=tmp_path / "m.sqlite", broker=Broker(port=free_port())))
    quiet.intake.accept("terminal/v1/b3/state", encode(state("ready")), retained=False)
    with client_of(quiet) as opened:
        page = opened.get("/", headers={"accept-language": "en"}).text
    assert "Nothing to do" not in page
    assert "No terminal can be heard" in page
