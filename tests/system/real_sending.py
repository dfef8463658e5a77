"""A visitor who sends at a real terminal, and another terminal at which the receipt is shown later."""

from __future__ import annotations

import json
import subprocess
import time
import zlib
from collections.abc import Mapping
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

from appliance.outbox.entry import Entry
from appliance.outbox.progress import OfficeAnswer, Stage
from appliance.outbox.status_note import StatusNote
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import sending_states as ss
from appliance.session import states as st
from appliance.session.visit import Delivery, Sent
from hardware.id_scanner.simulated import SimulatedIdScanner
from hardware.usb_stick.simulated import SimulatedUsbStick
from tests.peers.running_clock import RunningClock
from tests.peers.three_offices import HOUSING, MIGRATION, SCHOOLS
from tests.system.real_terminal import LIMIT_S, Hall, RealStory
from tests.system.real_visit import NO_OFFICES

FORMS = {
    MIGRATION: "verlaengerung-aufenthaltserlaubnis",
    HOUSING: "wohnberechtigungsschein",
    SCHOOLS: "schulanmeldung-seiteneinsteiger",
}
SCHEMAS = Path("docs/schemas")
NEXT_LOOK_S = 31
"""After which a changed `offices.toml` has been looked at; the outbox looks twice a minute."""
FIRST_NEWS_S = 130
"""After which an office has been asked for news of what it was handed."""


class SendingStory(RealStory):
    def __init__(
        self,
        hall: Hall,
        directory: Path,
        terminal_id: str,
        offices: Path = NO_OFFICES,
        *,
        prints_receipts: bool = True,
    ) -> None:
        self.running = RunningClock()
        super().__init__(hall, directory, terminal_id, offices, self.running, prints_receipts=prints_receipts)

    # what the visitor does

    def hears_monitor(self) -> bool:
        return self.terminal.session.surroundings.monitor_listens

    def is_asked_how(self, language: str, form_id: str) -> None:
        office = self.form(form_id).office
        self.until(lambda: self.terminal.session.surroundings.why_not_send(office) is None, f"a way to {office}")
        self.comes_to_the_end_of(language, form_id)

    def comes_to_the_end_of(self, language: str, form_id: str) -> None:
        self.begins(language, form_id)
        self.answers_everything()
        self.does(ev.PreviewRequested())
        self.sees(ss.ChoosingDelivery)

    def adds_papers(self, files: Mapping[str, bytes]) -> None:
        """Plug in a stick, and take all the PDFs that are on it."""
        stick = self.terminal.devices.stick
        assert isinstance(stick, SimulatedUsbStick)
        stick.insert(files)
        self.until(lambda: self.terminal.session.surroundings.stick, "the stick is seen")
        self.does(es.StickLookRequested())
        self.until(lambda: self.sees(ss.AddingPapers).phase is ss.StickPhase.LISTED, "what is on the stick")
        for file in self.sees(ss.AddingPapers).files:
            self.does(es.PaperPicked(file.id))
            self.until(lambda: not self.sees(ss.AddingPapers).busy, "the paper is written anew")
            assert self.sees(ss.AddingPapers).problem is None
        stick.pull()
        self.until(lambda: not self.terminal.session.surroundings.stick, "the stick is gone")

    def agrees_to(self, delivery: Delivery, papers: Mapping[str, bytes] | None = None) -> None:
        self.does(es.DeliveryChosen(delivery))
        if papers is not None:
            self.adds_papers(papers)
        self.does(es.PapersDone(), es.ConsentGiven())
        self.until_sees(st.Previewing)

    def sends(self, delivery: Delivery = Delivery.SEND, papers: Mapping[str, bytes] | None = None) -> Sent:
        """From "how shall it go?" to the proof in hand."""
        self.agrees_to(delivery, papers)
        self.does(ev.PrintConfirmed(), ev.PrintConfirmed())
        self.takes_receipt()
        assert self.visit.sent is not None
        return self.visit.sent

    def ends(self) -> None:
        self.does(ev.EndTapped(), ev.EndConfirmed())
        assert self.terminal.session.visit is None

    def asks(self, qr_text: str, language: str = "uk") -> st.ShowingStatus:
        """Show a receipt's code to the reader."""
        scanner = self.terminal.devices.scanner
        assert isinstance(scanner, SimulatedIdScanner)
        self.does(ev.LanguageChosen(language), es.StatusOpened())
        scanner.show_code(qr_text)
        self.until_sees(st.ShowingStatus)
        return self.sees(st.ShowingStatus)

    def is_told(self, qr_text: str) -> StatusNote:
        """Ask, read, and go away."""
        note = self.asks(qr_text).note
        assert note is not None, self.situation
        self.ends()
        return note

    def is_told_in_the_end(self, teller: SendingStory, qr_text: str, stage: Stage) -> StatusNote:
        """Ask again and again, while the terminal that knows goes about its business."""
        end = time.monotonic() + LIMIT_S
        while (note := self.is_told(qr_text)).stage is not stage:
            assert time.monotonic() < end, note
            teller.works_on(0.2)
        return note

    # what goes on out of sight

    def until_monitor_listens(self) -> None:
        self.until(lambda: self.terminal.session.surroundings.monitor_listens, "the monitor is back")

    def until_sent(self) -> str:
        """Return the submission's id."""
        self.until(lambda: self.visit.sent is not None, "it is sent")
        assert self.visit.sent is not None
        return self.visit.sent.id

    def time_passes(self, seconds: float) -> None:
        """All that is due then is done at once, also what waits longer for its turn."""
        self.running.advance(seconds)
        self.terminal.outbox.retry_now()

    def entry(self, submission_id: str) -> Entry | None:
        return next((each for each in self.terminal.outbox.entries() if each.id == submission_id), None)

    def stage(self, submission_id: str) -> Stage | None:
        entry = self.entry(submission_id)
        return None if entry is None else entry.stage

    def tries(self, submission_id: str) -> int:
        entry = self.entry(submission_id)
        return 0 if entry is None else entry.tries

    def until_stage(self, submission_id: str, stage: Stage) -> None:
        self.until(lambda: self.stage(submission_id) is stage, f"{submission_id} is {stage}")

    def until_answer(self, submission_id: str, answer: OfficeAnswer) -> None:
        def has_come() -> bool:
            entry = self.entry(submission_id)
            return entry is not None and entry.answer is answer

        self.until(has_come, f"{submission_id}: {answer}")


def terminal_id(test: str, where: str) -> str:
    """Return another for each test: what one has said of itself stays with the broker and the monitor."""
    return f"{where}-{zlib.crc32(test.encode()):08x}"


def code_on(receipt: Path) -> str:
    """Return what a scanner reads from the picture of a receipt."""
    done = subprocess.run(["zbarimg", "-q", "--raw", str(receipt)], capture_output=True, text=True, check=False)
    (text,) = done.stdout.split()
    return text


def assert_valid(data: bytes) -> None:
    """Validate what an office has got against the schema that was published for it."""
    content = json.loads(data)
    schemas = (json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.schema.json"))
    schema = next(each for each in schemas if each["$id"] == content["$schema"])
    Draft202012Validator(schema, format_checker=FormatChecker()).validate(content)
