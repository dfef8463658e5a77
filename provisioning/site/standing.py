"""How each terminal's certificate stands: none yet, good until, ends soon, revoked. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from provisioning.site.ledger import Ledger, shut_out, valid
from provisioning.terminals.entry import TerminalEntry

SOON = dt.timedelta(days=60)


@dataclass(frozen=True)
class Standing:
    id: str
    place: str
    address: str
    vlan: int
    said: str
    is_good: bool


def standings(terminals: Iterable[TerminalEntry], ledger: Ledger, now: dt.datetime) -> tuple[Standing, ...]:
    """In the register's order; what has certificates and is not in the register any more comes last."""
    listed = tuple(terminals)
    known = {entry.id for entry in listed}
    others = sorted({one.holder for one in ledger if one.holder not in known and not one.holder.startswith("_")})
    return (
        *(Standing(one.id, one.place, one.address, one.vlan, *_said(ledger, one.id, now)) for one in listed),
        *(Standing(one, "not in the register", "", 0, *_said(ledger, one, now)) for one in others),
    )


def _said(ledger: Ledger, holder: str, now: dt.datetime) -> tuple[str, bool]:
    if holder in shut_out(ledger):
        return "revoked", False
    good = valid(ledger, holder, now)
    if not good:
        ever = any(one.holder == holder for one in ledger)
        return ("has ended: provision write", False) if ever else ("none yet: provision write", False)
    until = good[-1].until
    older = f", and {len(good) - 1} older still valid" if len(good) > 1 else ""
    soon = ": provision renew" if until - now < SOON else ""
    return f"until {until:%Y-%m-%d}{older}{soon}", not soon
