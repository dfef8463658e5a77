"""How the commands for staff are done, and how a visitor's attention is called. Slow things in the background."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from appliance.background import Background
from appliance.clock import Clock
from appliance.content.text import GERMAN
from appliance.offering import Offering
from appliance.outbox.ports import Outbox
from appliance.printing.self_test import self_test_page, self_test_receipt
from appliance.session import staff_commands as do
from appliance.session.runner import Action
from appliance.session.staff_events import RefillNoted, StaffJudged, StaffLockTold
from appliance.staff.admission import Admission
from hardware.devices import Devices
from hardware.events import DeviceRole, JobState, PrintJobChanged
from hardware.ports import DocumentJob

_TEST_TITLE = "self-test"

log = logging.getLogger(__name__)


class StaffActions:
    """Owner thread only; what the background finds out comes back over the bus."""

    def __init__(
        self,
        devices: Devices,
        admission: Admission,
        offering: Offering,
        background: Background,
        clock: Clock,
        publish: Callable[[object], None],
        terminal_id: str,
        outbox: Outbox,
    ) -> None:
        self._devices = devices
        self._admission = admission
        self._offering = offering
        self._background = background
        self._clock = clock
        self._publish = publish
        self._terminal_id = terminal_id
        self._outbox = outbox

    def table(self) -> Mapping[type[Any], Action]:
        """Return one action for each command of staff's."""
        return {
            do.CheckBadge: self._check_badge,
            do.CheckPin: self._check_pin,
            do.AskStaffLock: self._tell_lock,
            do.NoteRefill: lambda command: self._publish(RefillNoted(command.role)),
            do.ResumeQueue: lambda _: self._devices.a4.resume_queue(),
            do.CancelAllJobs: self._cancel_all,
            do.RetryOutbox: lambda _: self._outbox.retry_now(),
            do.MarkRefusedSeen: lambda _: self._outbox.seen(),
            do.RunSelfTest: self._run_self_test,
            do.Announce: self._announce,
        }

    def _check_badge(self, command: do.CheckBadge) -> None:
        def work() -> None:
            judgement = self._admission.by_badge(command.text)
            self._publish(StaffJudged(command.request, "badge", judgement))

        self._background.submit(work)

    def _check_pin(self, command: do.CheckPin) -> None:
        def work() -> None:
            judgement = self._admission.by_pin(command.staff_id, command.pin)
            self._publish(StaffJudged(command.request, "pin", judgement))

        self._background.submit(work)

    def _tell_lock(self, _command: do.AskStaffLock) -> None:
        self._background.submit(lambda: self._publish(StaffLockTold(self._admission.locked_for_s())))

    def _cancel_all(self, _command: do.CancelAllJobs) -> None:
        self._devices.a4.cancel_all()
        self._devices.receipt.cancel_all()

    def _run_self_test(self, command: do.RunSelfTest) -> None:
        """Print on both printers, and speak. A page that cannot be drawn ends like one that cannot be printed."""
        self._say("speech", "de")
        now, words = self._clock.now(), self._offering.staff_words

        def a4() -> None:
            pdf = self_test_page(self._terminal_id, now, words)
            self._devices.a4.submit(DocumentJob(command.key, _TEST_TITLE, pdf, pages=1))

        def receipt() -> None:
            self._devices.receipt.submit(
                self_test_receipt(self._terminal_id, now, words, f"{command.key}/receipt")
            )

        self._attempt(a4, DeviceRole.A4, command.key)
        self._attempt(receipt, DeviceRole.RECEIPT, f"{command.key}/receipt")

    def _attempt(self, print_it: Callable[[], None], role: DeviceRole, key: str) -> None:
        def work() -> None:
            try:
                print_it()
            except Exception as error:  # noqa: BLE001 - staff wait for an answer, whatever went wrong
                log.error("self-test of %s failed: %s", role, type(error).__name__)
                self._publish(PrintJobChanged(role, key, JobState.ABORTED))

        self._background.submit(work)

    def _say(self, key: str, language: str) -> None:
        speaker = self._devices.speaker
        if speaker.can_speak(language):
            speaker.say(self._offering.staff_words.get(key, language).text, language)
        else:
            speaker.chime()

    def _announce(self, command: do.Announce) -> None:
        """In the visitor's language, else in German, else as a chime: somebody should look at the screen."""
        speaker, values = self._devices.speaker, {"desk": command.desk} if command.desk else {}
        for language in (command.language, GERMAN):
            words = self._offering.interface.get(command.words, language, **values)
            if speaker.can_speak(words.language):
                speaker.say(words.text, words.language)
                return
        speaker.chime()
