"""A session with a form filled in, for tests of what comes after "check your answers"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

from appliance.forms.answers import Answers, TextAnswer
from appliance.outbox.ports import WhyNot
from appliance.session import states as st
from appliance.session.commands import Command, Hush
from appliance.session.machine import SessionMachine
from appliance.session.step import Offer
from appliance.session.surroundings import Surroundings
from appliance.session.visit import Visit
from tests.samples import NOON, SMALL_FORM

OFFER = Offer({SMALL_FORM.id: SMALL_FORM}, {})
FORM = SMALL_FORM.id
T = TypeVar("T")


class Bench:
    """A machine that is told one event after the other."""

    def __init__(self, situation: st.Situation, why_not: WhyNot | None = None) -> None:
        visit = Visit("ar", answers_by_form={FORM: Answers({"family_name": TextAnswer("ERIKSSON")})})
        surroundings = Surroundings(sending={SMALL_FORM.office: why_not})
        self.session = st.Session(
            situation, NOON, at=100.0, touched_at=100.0, visit=visit, surroundings=surroundings
        )
        self._machine = SessionMachine(OFFER)

    def tell(self, *events: Any) -> tuple[Command, ...]:
        """Tell all events; return the commands of the last, but for falling silent on a new page."""
        commands: tuple[Command, ...] = ()
        for event in events:
            self.session, commands = self._machine.advance(self.session, event)
        return tuple(each for each in commands if not isinstance(each, Hush))

    def sees(self, kind: type[T]) -> T:
        situation: object = self.session.situation
        assert isinstance(situation, kind), f"sees {situation}, not {kind.__name__}"
        return situation

    @property
    def situation(self) -> st.Situation:
        return self.session.situation

    @property
    def visit(self) -> Visit:
        assert self.session.visit is not None
        return self.session.visit

    def with_stick(self) -> Bench:
        self.session = replace(self.session, surroundings=replace(self.session.surroundings, stick=True))
        return self
