"""A marked visitor who sends: marked answers, marked papers under marked names, and a status code to look for."""

from __future__ import annotations

from appliance.outbox.progress import Stage
from appliance.session import events as ev
from appliance.session import sending_events as es
from appliance.session import sending_states as ss
from appliance.session import states as st
from appliance.session.visit import Delivery
from hardware.usb_stick.simulated import SimulatedUsbStick
from tests.peers.marks import Marks
from tests.peers.text_pdf import as_pdf
from tests.system.real_visit import MarkedStory


class MarkedSendingStory(MarkedStory):
    def comes_to_sending(self, form_id: str, language: str) -> None:
        """Answer everything, and come to "how shall it go?"."""
        office = self.form(form_id).office
        self.works_until(lambda: self.terminal.session.surroundings.why_not_send(office) is None, "a way there")
        self.begins(language, form_id)
        self.answers_everything()
        self.does(ev.PreviewRequested())
        self.sees(ss.ChoosingDelivery)

    def adds_papers(self) -> None:
        """Papers under the visitor's own names; the stick is pulled out again."""
        stick = self.terminal.devices.stick
        assert isinstance(stick, SimulatedUsbStick)
        stick.insert(marked_papers(self.marks))
        self.works_until(lambda: self.terminal.session.surroundings.stick, "the stick is seen")
        self.does(es.StickLookRequested())
        for file in self.sees(ss.AddingPapers).files:
            self.does(es.PaperPicked(file.id))
            self.works_until(lambda: not self.sees(ss.AddingPapers).busy, "the paper is written anew")
        assert len(self.visit.papers) == 2
        stick.pull()
        self.works_until(lambda: not self.terminal.session.surroundings.stick, "the stick is gone")

    def agrees_to(self, delivery: Delivery) -> None:
        self.does(es.DeliveryChosen(delivery))
        self.adds_papers()
        self.does(es.PapersDone(), es.ConsentGiven())
        self.until(st.Previewing)

    def sends(self, delivery: Delivery) -> str:
        """Send, take the receipt, and return the submission's id. What was made up on the way is learnt."""
        self.agrees_to(delivery)
        application = self.visit.application
        assert application is not None
        for pdf in (application.pdf, *(paper.pdf for paper in self.visit.papers)):
            self.marks.remember(pdf)
        self.does(ev.PrintConfirmed())
        self.until(st.TakingReceipt)
        sent = self.visit.sent
        assert sent is not None
        self.marks.learn(sent.status_code)
        return sent.id

    def ends(self) -> None:
        self.does(ev.EndTapped(), ev.EndConfirmed())
        assert self.terminal.session.visit is None

    def time_passes(self, seconds: float) -> None:
        """All that is due then is done at once, also what waits longer for its turn."""
        self.clock.advance(seconds)
        self.terminal.outbox.retry_now()

    def until_stage(self, submission_id: str, stage: Stage) -> None:
        def has_come() -> bool:
            return any(e.id == submission_id and e.stage is stage for e in self.terminal.outbox.entries())

        self.works_until(has_come, f"it is {stage}")


def marked_papers(marks: Marks) -> dict[str, bytes]:
    return {
        f"Lohn {marks.latin_word('file name')}.pdf": as_pdf(marks.sentence("pay slip")),
        f"{marks.arabic_core()}/{marks.word('other file name')}.pdf": as_pdf(marks.arabic_sentence("letter")),
    }
