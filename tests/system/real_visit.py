"""A marked visitor at a real terminal: TinyDB on disk, MQTT, CUPS, ESC/POS, a document reader on a pty."""

from __future__ import annotations

import contextlib
import os
import time
import tty
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar

from appliance.bootstrap import bootstrap
from appliance.config import load_config
from appliance.forms.answers import Entry
from appliance.forms.definition import Question, QuestionType
from appliance.outbox.ports import WhyNot
from appliance.session import events as ev
from appliance.session import states as st
from appliance.terminal import Terminal
from hardware.events import DeviceRole, DeviceState
from hardware.id_scanner.framing import ETX, STX
from hardware.id_scanner.specimens import Specimen
from tests.flows.visit import CONTENT, Story, offering, some_entry
from tests.peers.marks import Marks
from tests.peers.running_clock import RunningClock

FORM = "wohnberechtigungsschein"
LIMIT_S = 20.0
NO_OFFICES = Path("/nonexistent/offices.toml")
"""Every office takes paper only."""
STEP_S = 0.02
T = TypeVar("T")


@dataclass(frozen=True)
class Surroundings:
    """Where the peers are."""

    state: Path
    mqtt_port: int
    cups_server: str
    cups_queue: str
    printer_uri: str
    receipt_port: int
    scanner_port: str
    offices: Path = NO_OFFICES

    def settings(self) -> dict[str, Any]:
        return {
            "terminal": {"id": "privacy-1"},
            "mqtt": {"host": "127.0.0.1", "port": self.mqtt_port, "tls": False},
            "paths": {"state": str(self.state), "content": str(CONTENT), "offices": str(self.offices)},
            "devices": {
                "a4": {
                    "driver": "cups",
                    "queue": self.cups_queue,
                    "server": self.cups_server,
                    "device_uri": self.printer_uri,
                },
                "receipt": {"driver": "escpos", "address": f"tcp://127.0.0.1:{self.receipt_port}"},
                "scanner": {"driver": "serial", "port": self.scanner_port, "framing": "stx"},
                "touch": {"driver": "simulated"},
                "stick": {"driver": "simulated"},
                "speech": {"driver": "espeak"},
            },
        }


class HasSettings(Protocol):
    @property
    def state(self) -> Path: ...

    def settings(self) -> dict[str, Any]: ...


class ReaderPeer:
    """A document reader on a pty: sends a zone as STX line CR line CR ETX."""

    def __init__(self) -> None:
        self._far, self._near = os.openpty()
        tty.setraw(self._near)
        self.port = os.ttyname(self._near)

    def insert(self, lines: tuple[str, ...]) -> None:
        text = "".join(f"{line}\r" for line in lines)
        os.write(self._far, bytes([STX]) + text.encode() + bytes([ETX]))

    def close(self) -> None:
        os.close(self._far)
        os.close(self._near)


class MarkedStory(Story):
    """A visitor all of whose answers are marks, and who is asked whatever can be asked."""

    def __init__(self, around: HasSettings, lay_passport: Callable[[], None], marks: Marks) -> None:
        """`lay_passport` puts the marked passport on the reader, or has it put there."""
        self._around = around
        self._lay_passport = lay_passport
        self.marks = marks
        super().__init__(around.state)
        self.clock = self._clock

    def _put_together(self) -> Terminal:
        self._clock = RunningClock()
        config = load_config(overrides=self._around.settings())
        return bootstrap(config, clock=self._clock, offering=offering())

    def close(self) -> None:
        self.terminal.close()

    def until(self, kind: type[T]) -> T:
        """Let the terminal work until the visitor sees this."""
        self.works_until(lambda: isinstance(self.situation, kind), kind.__name__)
        return self.sees(kind)

    def until_devices_are_ready(self) -> None:
        def ready() -> bool:
            devices = self.terminal.session.surroundings.devices
            return all(
                role in devices and devices[role].state is DeviceState.READY
                for role in (DeviceRole.A4, DeviceRole.RECEIPT, DeviceRole.SCANNER)
            ) and knows_its_offices(self.terminal)

        self.works_until(ready, "all devices ready")

    def works_on(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.terminal.step()
            time.sleep(STEP_S)

    def works_until(self, happened: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + LIMIT_S
        while not happened():
            assert time.monotonic() < end, f"not in {LIMIT_S:g} s: {what}; sees {type(self.situation).__name__}"
            self.terminal.step()
            time.sleep(STEP_S)

    # the visit

    def scans_and_begins(self, form_id: str = FORM, language: str = "en") -> None:
        self.does(ev.LanguageChosen(language), ev.FormChosen(form_id), ev.ScanRequested())
        self.sees(st.ScanningDocument)
        self.works_on(0.3)  # what comes before the reader is armed is dropped
        self._lay_passport()
        self.until(st.ConfirmingDocument)
        self.does(ev.DocumentAccepted())

    def answers_half(self) -> None:
        """Answer some questions, stop in the middle of one, and listen to what stands there."""
        while self.question.type is not QuestionType.TEXT:
            self._answers_somehow()
        entry = Entry({"value": self.marks.sentence("half")})
        self.does(ev.EntryChanged(entry), ev.ListenTapped(self.marks.sentence("half"), "de"))

    def searches(self) -> None:
        self.does(ev.LanguageChosen("en"), ev.SearchOpened(), ev.SearchTyped(self.marks.latin_word("search")))
        self.does(ev.HomeTapped())
        self.sees(st.AtHome)

    def prints(self) -> None:
        self.does(ev.PreviewRequested())
        self.until(st.Previewing)
        application = self.visit.application
        assert application is not None
        self.marks.remember(application.pdf)
        self.does(ev.PrintConfirmed(), ev.PrintConfirmed())

    def entry_for(self, question: Question) -> Entry:
        if self.sees(st.AnsweringQuestion).key.endswith("]+"):  # one item of each group is enough
            return Entry({"value": "no"})
        return marked_entry(question, self.marks)


def knows_its_offices(terminal: Terminal) -> bool:
    """Whether the outbox is open, and the session has heard what can be sent; until then "it is stuck" is said."""
    told, known = terminal.session.surroundings.why_not_send, terminal.outbox.why_not
    offices = [office.id for office in terminal.offering.catalogue.offices]
    return all(known(office) is not WhyNot.DISK and told(office) is known(office) for office in offices)


def marked_entry(question: Question, marks: Marks) -> Entry:
    """Return marks wherever something can be typed, and the choices that lead to the most questions."""
    match question.type:
        case QuestionType.TEXT | QuestionType.LONG_TEXT:
            text, most = marks.sentence(question.id), question.max_length
            return Entry({"value": text if most is None or len(text) <= most else marks.latin_word(question.id)})
        case QuestionType.OWN_TEXT:
            return Entry({"value": marks.arabic_sentence(question.id)})
        case QuestionType.NAME:
            return Entry({"value": marks.word(question.id)})
        case QuestionType.ADDRESS:
            parts = {"house_number": "12", "postcode": "44137"}
            return Entry({**parts, "street": marks.word(f"{question.id}/street"), "city": marks.word("city")})
        case QuestionType.MONEY:
            return Entry({"value": marks.money()})
        case QuestionType.IBAN:
            return Entry({"value": marks.iban()})
        case QuestionType.PHONE:
            return Entry({"value": marks.phone()})
        case QuestionType.EMAIL:
            return Entry({"value": f"{marks.latin_word('user')}@{marks.latin_word('host')}.org"})
        case QuestionType.YES_NO | QuestionType.GROUP:
            return Entry({"value": "yes"})
        case _:
            return some_entry(question)


def marked_passport(marks: Marks) -> tuple[str, ...]:
    number, birth_date = marks.passport()
    names = f"A{marks.core().upper()}<<O{marks.core().upper()}<U{marks.core().upper()}"
    return Specimen("P", "UTO", number, names, "UTO", birth_date, "F", "340415").passport()


@contextlib.contextmanager
def reader_peer() -> Iterator[ReaderPeer]:
    reader = ReaderPeer()
    try:
        yield reader
    finally:
        reader.close()
