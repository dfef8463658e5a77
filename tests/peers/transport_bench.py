"""What every transport's test bench can do: the transport, the office's side with its private key, and levers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

from appliance.outbox.ports import Transport
from appliance.outbox.progress import OfficeAnswer

Cut = Literal["refused", "reset", "hanging", "server-error", "wrong-tls"]
"""Nobody listens, reset in the middle of a transfer, silence, 500s, a foreign certificate (or host key)."""

BadKey = Literal["too-weak", "expired", "private", "garbage", "missing"]
"""What an office might give us for a key by mistake."""


@dataclass(frozen=True)
class Received:
    """One submission as the office opened it with its own private key."""

    id: str
    data: bytes
    pdf: bytes
    papers: tuple[bytes, ...] = ()


class TransportBench(Protocol):
    transport: Transport
    can_answer: bool
    """Whether an office can answer through this transport."""
    cuts: tuple[Cut, ...]
    """The failures that this bench can play."""

    def received(self) -> list[Received]:
        """Return what the office has, in the order of arrival, an id twice if it came twice."""

    def goes_away(self) -> None: ...

    def comes_back(self) -> None: ...

    def cut(self, how: Cut) -> None:
        """Fail the next hand-over so, once; where it can be, when something has already been transferred."""

    def loses_last_confirmation(self) -> None:
        """Take the next hand-over whole, but break the connection before the last answer gets through."""

    def answers(self, submission_id: str, answer: OfficeAnswer) -> None: ...

    def refuses_next(self) -> None:
        """Give the next one back for good."""

    def close(self) -> None: ...


@runtime_checkable
class KeyBench(Protocol):
    """A bench whose office can change its key, or give a bad one; effective from the next `refresh`."""

    def changes_key(self) -> None: ...

    def offers_bad_key(self, kind: BadKey) -> None: ...


@runtime_checkable
class StrangerBench(Protocol):
    """A bench that can put a stranger, who would take everything, in the receiver's place: `cut("wrong-tls")`."""

    def received_by_stranger(self) -> int:
        """Return how many submissions he got."""
