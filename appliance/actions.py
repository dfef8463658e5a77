"""How each command of the machine is done: devices at once, everything that takes time in the background."""

from __future__ import annotations

import datetime as dt
import logging
import secrets
import threading
from collections.abc import Callable, Mapping
from typing import Any

from appliance.background import Background, Work
from appliance.clock import Clock
from appliance.offering import Offering
from appliance.outbox.progress import Stage
from appliance.outbox.settings import SiteSettings
from appliance.receipts import (
    SubmissionProof,
    help_slip,
    receipt_of_application,
    receipt_of_submission,
    workshop_slip,
)
from appliance.session import commands as do
from appliance.session.events import ApplicationTypeset, HelpNumberGiven, TypesettingFailed
from appliance.session.runner import Action
from appliance.session.sending_commands import PrintSubmissionReceipt
from appliance.session.step import LOCAL_TIME
from appliance.storage.ports import Store
from appliance.typesetting import typeset, typeset_with_cover
from hardware.devices import Devices
from hardware.events import DeviceRole, JobState, PrintJobChanged
from hardware.ports import DocumentJob, ReceiptJob

_REFERENCE_BYTES = 16

log = logging.getLogger(__name__)


class Actions:
    """Owner thread only; what the background finds out comes back over the bus."""

    def __init__(
        self,
        devices: Devices,
        store: Store,
        offering: Offering,
        background: Background,
        clock: Clock,
        publish: Callable[[object], None],
        report: Callable[[str, str], None],
        site: Callable[[], SiteSettings] = SiteSettings,
    ) -> None:
        self._devices = devices
        self._store = store
        self._offering = offering
        self._background = background
        self._clock = clock
        self._publish = publish
        self._report = report
        self._site = site
        self._receipts_called_off = 0
        self._submitting = threading.Lock()

    def table(self) -> Mapping[type[Any], Action]:
        """Return one action for each command there is."""
        return {
            do.ArmScanner: lambda command: self._devices.scanner.arm(command.wanted),
            do.DisarmScanner: lambda _: self._devices.scanner.disarm(),
            do.TypesetApplication: self._typeset,
            do.PrintApplication: self._print,
            do.CancelPrint: lambda command: self._devices.a4.cancel(command.key),
            do.PrintApplicationReceipt: self._print_receipt,
            PrintSubmissionReceipt: self._print_proof,
            do.PrintWorkshopSlip: self._print_slip,
            do.PrintHelpSlip: self._print_help,
            do.CancelReceipts: self._cancel_receipts,
            do.CallHelp: self._call_help,
            do.Say: lambda command: self._devices.speaker.say(command.text, command.language),
            do.Hush: lambda _: self._devices.speaker.hush(),
            do.CountUp: self._count,
            do.NoteIncident: self._note,
        }

    def _today(self) -> dt.date:
        return self._clock.now().astimezone(LOCAL_TIME).date()

    def _typeset(self, command: do.TypesetApplication) -> None:
        random_bytes, today = secrets.token_bytes(_REFERENCE_BYTES), self._today()
        form_id, answers, language = command.form_id, command.answers, command.language
        make = typeset_with_cover if command.with_cover else typeset
        site = self._site()

        def work() -> None:
            try:
                office = site.office(self._offering.forms[form_id].office)
                made = make(self._offering, form_id, answers, random_bytes, today, language, office)
            except Exception as error:  # noqa: BLE001 - the visitor waits for an answer, whatever went wrong
                log.error("typesetting %s failed: %s", form_id, type(error).__name__)
                self._publish(TypesettingFailed(command.request))
                return
            self._publish(ApplicationTypeset(command.request, form_id, made.reference, made.pages, made.pdf))

        self._background.submit(work)

    def _print(self, command: do.PrintApplication) -> None:
        made = command.application
        title = f"{made.form_id} {made.reference}"
        self._devices.a4.submit(DocumentJob(made.key, title, made.pdf, made.pages))

    def _print_receipt(self, command: do.PrintApplicationReceipt) -> None:
        self._receipt(command.key, lambda: receipt_of_application(self._offering, command, self._clock.now()))

    def _print_proof(self, command: PrintSubmissionReceipt) -> None:
        site, made = self._site(), command.application
        proof = SubmissionProof(
            key=command.key,
            form_id=made.form_id,
            reference=made.reference,
            language=command.language,
            status_code=command.status_code,
            pages=made.pages + sum(command.papers),
            stage=Stage.WAITING,
            ask_until=self._today() + dt.timedelta(days=site.limits.remember_days),
            reply_days=site.office(self._offering.forms[made.form_id].office).reply_days,
            printed=command.delivery.prints,
            answers=command.answers,
        )
        self._receipt(command.key, lambda: receipt_of_submission(self._offering, proof, self._clock.now()))

    def _print_slip(self, command: do.PrintWorkshopSlip) -> None:
        self._receipt(command.key, lambda: workshop_slip(self._offering, command, self._clock.now()))

    def _print_help(self, command: do.PrintHelpSlip) -> None:
        self._receipt(command.key, lambda: help_slip(self._offering, command, self._clock.now()))

    def _receipt(self, key: str, draw: Callable[[], ReceiptJob]) -> None:
        """Draw and print; a receipt that cannot be drawn ends like one that cannot be printed."""
        called_off = self._receipts_called_off

        def work() -> None:
            try:
                job = draw()
            except Exception as error:  # noqa: BLE001 - the visitor waits for an answer, whatever went wrong
                log.error("receipt failed: %s", type(error).__name__)
                self._publish(PrintJobChanged(DeviceRole.RECEIPT, key, JobState.ABORTED))
                return
            with self._submitting:
                if called_off == self._receipts_called_off:
                    self._devices.receipt.submit(job)

        self._background.submit(work)

    def _cancel_receipts(self, _command: do.CancelReceipts) -> None:
        """Also those still being drawn: they must not come out in front of the next visitor."""
        with self._submitting:
            self._receipts_called_off += 1
            self._devices.receipt.cancel_all()

    def _call_help(self, command: do.CallHelp) -> None:
        today = self._today()
        work: Work = lambda: self._publish(  # noqa: E731 - one line of work
            HelpNumberGiven(command.request, self._store.next_help_number(today), command.topic)
        )
        self._background.submit(work)

    def _count(self, command: do.CountUp) -> None:
        self._store.increment(command.counter, command.by)

    def _note(self, command: do.NoteIncident) -> None:
        self._store.add_incident(command.kind, command.ref)
        self._report(command.kind, command.ref)
