"""One run, at each start of a terminal: judge what is on the card, then bring the terminal to what is wanted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from provisioning.first_boot import look
from provisioning.first_boot.apply import Own, apply
from provisioning.first_boot.desired import desired
from provisioning.first_boot.notices import (
    MISNAMED,
    MISTAKES_NAME,
    NOT_PROVISIONED,
    RECEIPT_NAME,
    mistake_lines,
    receipt,
)
from provisioning.first_boot.package import unpack
from provisioning.first_boot.places import Places
from provisioning.first_boot.steps import Step, plan
from provisioning.new_files import OPEN, replace_file
from provisioning.terminals.identity import Identity, judge, read_identity
from provisioning.terminals.mistakes import Mistake
from provisioning.terminals.provision_file import FILES_NAME, IDENTITY_NAME, NAME, Provision, from_toml
from provisioning.terminals.terminal_config import config_mistakes


@dataclass(frozen=True)
class Around:
    """What a run needs of the world; tests give their own."""

    now: Callable[[], dt.datetime]
    own: Own
    owner_of: Callable[[Path], str]
    tell: Callable[[str], None]
    """One line each of what is done, for the journal."""


@dataclass(frozen=True)
class Wanted:
    provision: Provision
    identity: Identity | None
    """None: the one that is there stays."""
    site_files: dict[str, bytes] | None
    """None: those that are there stay."""


@dataclass(frozen=True)
class Outcome:
    mistakes: tuple[Mistake, ...]
    steps: tuple[Step, ...]
    is_provisioned: bool
    """The terminal can start: as newly wanted, or as before."""

    @property
    def lines(self) -> list[str]:
        """For the screen; none where all is well."""
        return mistake_lines(self.mistakes, goes_on=self.is_provisioned) if self.mistakes else []


def run(places: Places, around: Around, *, dry_run: bool = False) -> Outcome:
    """Raises OSError where the disk fails."""
    card = look.on_card(places)
    before = look.provisioned(places)
    found = judged(card, before, places, around.now())
    if isinstance(found, list):
        if (card.is_misnamed or not card.is_empty) and not dry_run:
            _leave_mistakes(places, found, goes_on=before is not None)
        again = judged(look.OnCard(None, None, None), before, places, around.now())
        steps = () if isinstance(again, list) else _bring(places, again, (), around, dry_run=dry_run)
        return Outcome(tuple(found), steps, not isinstance(again, list) or look.could_start(places))
    taken = _names_on(card)
    return Outcome((), _bring(places, found, taken, around, dry_run=dry_run), is_provisioned=True)


def judged(card: look.OnCard, before: bytes | None, places: Places, now: dt.datetime) -> Wanted | list[Mistake]:
    """Judge all that is on the card at once. Pure."""
    if card.is_misnamed and card.settings is None:
        return [MISNAMED]
    settings = card.settings if card.settings is not None else before
    if settings is None:
        return [NOT_PROVISIONED]
    provision = from_toml(settings)
    mistakes = list(provision) if isinstance(provision, list) else config_mistakes(provision, places.identity)
    identity = read_identity(card.identity) if card.identity is not None else None
    if isinstance(identity, list):
        mistakes += identity
    elif isinstance(provision, Provision):
        mistakes += _identity_mistakes(provision, identity, before, now)
    files = unpack(card.files) if card.files is not None else None
    if isinstance(files, list):
        mistakes += files
    if mistakes or not isinstance(provision, Provision) or isinstance(identity, list) or isinstance(files, list):
        return mistakes
    return Wanted(provision, identity, files)


def _identity_mistakes(
    provision: Provision, identity: Identity | None, before: bytes | None, now: dt.datetime
) -> list[Mistake]:
    if identity is not None:
        return judge(identity, provision.terminal.id, now)
    old = from_toml(before) if before is not None else None
    if isinstance(old, Provision) and old.terminal.id == provision.terminal.id:
        return []
    said = (
        f"is missing, and {provision.terminal.id} has none yet",
        f"fehlt; {provision.terminal.id} hat noch keine",
    )
    return [Mistake(IDENTITY_NAME, *said)]


def _bring(
    places: Places, wanted: Wanted, taken: tuple[str, ...], around: Around, *, dry_run: bool
) -> tuple[Step, ...]:
    said = {}
    if taken:
        text = receipt(wanted.provision, wanted.identity, around.now())
        said = {places.firmware / RECEIPT_NAME: text.replace("\n", "\r\n").encode()}
    old_names = tuple(name for name in look.unpacked_names(places) if name)
    erased = tuple(places.firmware / name for name in taken)
    goal = desired(places, wanted.provision, wanted.identity, wanted.site_files, old_names, said, erased)
    mentioned = (*goal.files, *goal.gone)
    steps = plan(goal, look.actual(places, mentioned, around.owner_of))
    apply(steps, places, around.own, around.tell, dry_run=dry_run)
    if not dry_run:
        places.real(places.firmware / MISTAKES_NAME).unlink(missing_ok=True)
    return steps


def _names_on(card: look.OnCard) -> tuple[str, ...]:
    """The settings last: as long as they are there, the next start takes up what a power cut broke off."""
    contents = {IDENTITY_NAME: card.identity, FILES_NAME: card.files, NAME: card.settings}
    return tuple(name for name, content in contents.items() if content is not None)


def _leave_mistakes(places: Places, found: list[Mistake], *, goes_on: bool) -> None:
    text = "\r\n".join(mistake_lines(found, goes_on=goes_on)) + "\r\n"
    replace_file(places.real(places.firmware / MISTAKES_NAME), text.encode("utf-8-sig"), OPEN)
