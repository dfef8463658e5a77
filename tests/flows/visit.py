"""A visit played on a headless terminal with twins: verbs a visitor would use, and a look at what came of it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, TypeVar

from appliance.background import InlineBackground
from appliance.bootstrap import bootstrap
from appliance.bus import Bus
from appliance.clock import Clock, ManualClock
from appliance.config import Config, load_config
from appliance.forms.answers import Entry
from appliance.forms.definition import FormDefinition, Question, QuestionType
from appliance.forms.path import find
from appliance.offering import Offering, load_offering
from appliance.outbox.no_outbox import NoOutbox
from appliance.outbox.ports import Outbox
from appliance.session import events as ev
from appliance.session import states as st
from appliance.session.visit import Visit
from appliance.storage.in_memory import InMemoryStore
from appliance.supervision.start_anew import StartAnew
from appliance.telemetry.link import Link, MemoryLink
from appliance.telemetry.messages import Command
from appliance.terminal import Terminal
from hardware.devices import Devices
from hardware.document_printer.simulated import SimulatedDocumentPrinter
from hardware.events import Publish
from hardware.id_scanner.simulated import SimulatedIdScanner
from hardware.receipt_printer.simulated import SimulatedReceiptPrinter
from hardware.settings import DeviceSettings
from hardware.speech.simulated import SimulatedSpeaker
from hardware.touchscreen.simulated import SimulatedTouchscreen
from hardware.usb_stick.simulated import SimulatedUsbStick

CONTENT = Path("content")
MORNING = dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC)
MOST_STEPS = 400
T = TypeVar("T")

_offerings: dict[Path, Offering] = {}


def offering() -> Offering:
    """The shipped content, read once a run."""
    return _offerings.setdefault(CONTENT, load_offering(CONTENT))


class Story:
    """A terminal in which time stands still until it is told to pass."""

    def __init__(
        self, tmp_path: Path, *, store: InMemoryStore | None = None, clock: ManualClock | None = None
    ) -> None:
        self.clock = clock or ManualClock(MORNING)
        self.link: MemoryLink
        self._orders = 0
        self._state = tmp_path
        self._store = store
        self._runtime: Path | None = None
        """Where it asks for a start of the machine."""
        self.terminal = self._put_together()
        self.terminal.start()
        self.settle()

    def _put_together(self) -> Terminal:
        bus = Bus()
        return bootstrap(
            load_config(overrides=self._settings()),
            bus=bus,
            clock=self.clock,
            devices=self._devices,
            link=self._link,
            store=self._store or InMemoryStore(self.clock),
            background=InlineBackground(),
            offering=offering(),
            outbox=self._outbox(bus),
            start_anew=StartAnew(self._runtime),
        )

    def _settings(self) -> dict[str, Any]:
        paths = {"state": self._state, "content": CONTENT, "staff": self._state / "staff.toml"}
        return {"paths": {name: str(path) for name, path in paths.items()}}

    def _outbox(self, _bus: Bus) -> Outbox:
        return NoOutbox()

    def _devices(self, _settings: DeviceSettings, publish: Publish) -> Devices:
        self.a4 = SimulatedDocumentPrinter(publish)
        self.receipt = SimulatedReceiptPrinter(publish)
        self.scanner = SimulatedIdScanner(publish, today=MORNING.date)
        self.touch = SimulatedTouchscreen(publish)
        self.speaker = SimulatedSpeaker()
        self.stick = SimulatedUsbStick(publish)
        return Devices(self.a4, self.receipt, self.scanner, self.touch, self.speaker, self.stick)

    def _link(self, _config: Config, bus: Bus, _clock: Clock) -> Link:
        self.link = MemoryLink(bus.publish)
        return self.link

    # what the visitor sees

    @property
    def situation(self) -> st.Situation:
        return self.terminal.session.situation

    @property
    def visit(self) -> Visit:
        visit = self.terminal.session.visit
        assert visit is not None, f"nobody is being served: {self.situation}"
        return visit

    def sees(self, kind: type[T]) -> T:
        assert isinstance(self.situation, kind), f"sees {self.situation}, not {kind.__name__}"
        return self.situation

    @property
    def question(self) -> Question:
        page = self.sees(st.AnsweringQuestion)
        ref = find(self.form(page.form_id), self.visit.answers(page.form_id), page.key)
        assert ref is not None
        return ref.question

    def form(self, form_id: str) -> FormDefinition:
        return self.terminal.offering.forms[form_id]

    # what the visitor does

    def does(self, *intents: Any) -> None:
        for intent in intents:
            self.terminal.bus.publish(intent)
            self.settle()

    def waits(self, seconds: float) -> None:
        """Let time pass second by second."""
        for _ in range(int(seconds)):
            self.clock.advance(1)
            self.settle()

    def settle(self) -> None:
        while self.terminal.step():
            pass

    def begins(self, language: str, form_id: str) -> None:
        self.does(ev.LanguageChosen(language), ev.FormChosen(form_id), ev.FormStarted())

    def answers(self, **parts: str) -> None:
        """Answer the question that is asked; `answers(value="…")`, or its parts."""
        before = self.situation
        self.does(ev.AnswerGiven(Entry(parts)))
        assert self.situation != before

    def answers_everything(self) -> None:
        """Give some right answer to each question, until all can be checked."""
        for _ in range(MOST_STEPS):
            if not isinstance(self.situation, st.AnsweringQuestion):
                break
            self._answers_somehow()
        self.sees(st.CheckingAnswers)

    def _answers_somehow(self) -> None:
        page = self.sees(st.AnsweringQuestion)
        if page.entry.parts and page.problem is None:
            self.does(ev.AnswerGiven(page.entry))
        else:
            self.does(ev.AnswerGiven(self.entry_for(self.question)))
        after = self.situation
        if isinstance(after, st.AnsweringQuestion) and after.key == page.key:
            raise AssertionError(f"{page.form_id}: no answer found for {page.key}: {after.problem}")

    def entry_for(self, question: Question) -> Entry:
        """Return what this visitor answers."""
        return some_entry(question)

    def is_ready_to_print(self, language: str = "de", form_id: str = "wohnberechtigungsschein") -> None:
        """A visitor who has answered everything and looks at the preview."""
        self.begins(language, form_id)
        self.answers_everything()
        self.does(ev.PreviewRequested())
        self.sees(st.Previewing)

    def prints(self) -> None:
        """From "check your answers" to paper in hand and receipt."""
        self.does(ev.PreviewRequested())
        self.sees(st.Previewing)
        self.does(ev.PrintConfirmed())
        self.printer_works()
        self.receipt_printer_works()

    # what staff do

    def orders(self, verb: str, command: Command | None = None) -> None:
        """Give an order from the monitor."""
        self._orders += 1
        self.link.command(verb, command or Command(f"order-{self._orders}"))
        self.settle()

    # what the machines do

    def printer_works(self, pages: int = 50) -> None:
        for _ in range(pages):
            self.a4.step()
            self.settle()

    def receipt_printer_works(self, steps: int = 20) -> None:
        for _ in range(steps):
            self.receipt.step()
            self.settle()


_ENTRIES = {
    QuestionType.TEXT: Entry({"value": "Musterbetrieb"}),
    QuestionType.LONG_TEXT: Entry({"value": "Wir sind zu viert."}),
    QuestionType.OWN_TEXT: Entry({"value": "لدي سؤال عن طلبي رقم 12."}),
    QuestionType.NAME: Entry({"value": "Mustermann"}),
    QuestionType.MONEY: Entry({"value": "1.850,00"}),
    QuestionType.YES_NO: Entry({"value": "no"}),
    QuestionType.GROUP: Entry({"value": "no"}),
    QuestionType.ADDRESS: Entry(
        {"street": "Musterstraße", "house_number": "12", "postcode": "44137", "city": "Dortmund"}
    ),
    QuestionType.COUNTRY: Entry({"value": "UKR"}),
    QuestionType.NATIONALITY: Entry({"value": "UKR"}),
    QuestionType.IBAN: Entry({"value": "DE89370400440532013000"}),
    QuestionType.PHONE: Entry({"value": "0231 5012345"}),
    QuestionType.EMAIL: Entry({"value": "anna@example.org"}),
}


def some_entry(question: Question) -> Entry:
    """Return an entry that fits a question of any type."""
    if question.type is QuestionType.DATE:
        year = "1991" if question.past else "2027"
        return Entry({"day": "24", "month": "8", "year": "2020" if question.past is None else year})
    if question.type is QuestionType.CHOICE:
        return Entry({"value": question.choices[0].id})
    if question.type is QuestionType.CHOICES:
        return Entry({"choices": question.choices[0].id})
    if question.type is QuestionType.NUMBER:
        low = question.minimum if question.minimum is not None else 1
        return Entry({"value": str(max(low, 1))})
    return _ENTRIES[question.type]
