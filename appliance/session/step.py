"""What one event leads to: the next session and what is to be done; and the small moves all transitions share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias
from zoneinfo import ZoneInfo

from appliance.forms.definition import FormDefinition
from appliance.session.commands import Command
from appliance.session.states import (
    AskingStillThere,
    CallingHelp,
    ChoosingDisplay,
    ChoosingLanguage,
    ConfirmingEnd,
    Session,
    Situation,
    StaffMode,
    StaffSignIn,
)
from appliance.session.visit import Visit

Step: TypeAlias = tuple[Session, tuple[Command, ...]]
OVERLAYS = (ChoosingLanguage, ChoosingDisplay, CallingHelp, ConfirmingEnd, AskingStillThere)
"""Situations that lie over another one and give it back unharmed."""
STAFF = (StaffSignIn, StaffMode)
"""What staff lay over everything, a visitor's overlays included."""
LAYERS = (*OVERLAYS, *STAFF)
LOCAL_TIME = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True)
class Offer:
    """What the machine has to know of the content."""

    forms: Mapping[str, FormDefinition]
    guide_steps: Mapping[str, int] = field(default_factory=dict)
    """Number of steps by guide id."""


Transition: TypeAlias = Callable[[Offer, Session, Any], Step]


def stay(session: Session, *commands: Command) -> Step:
    return session, commands


def go(session: Session, situation: Situation, *commands: Command) -> Step:
    return replace(session, situation=situation), commands


def visit_of(session: Session) -> Visit:
    """Return the visit. Only for situations that cannot be without one."""
    if session.visit is None:
        raise LookupError(f"no visit in {type(session.situation).__name__}")
    return session.visit


def with_visit(session: Session, visit: Visit) -> Session:
    return replace(session, visit=visit)


def beneath(situation: Situation) -> Situation:
    """Return the page under all overlays."""
    while isinstance(situation, LAYERS):
        situation = situation.back
    return situation


def under_overlays(situation: Situation, page: Situation) -> Situation:
    """Exchange the page under all overlays."""
    if isinstance(situation, LAYERS):
        return replace(situation, back=under_overlays(situation.back, page))
    return page


def today(session: Session) -> dt.date:
    return session.now.astimezone(LOCAL_TIME).date()
