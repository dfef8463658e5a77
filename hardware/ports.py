"""What the terminal may ask of a device. Every call returns at once; what came of it arrives as an event."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hardware.events import DeviceStatus


@dataclass(frozen=True)
class DocumentJob:
    """A PDF to print on A4."""

    key: str
    """Idempotency key. Submitting a key that the spooler already has follows that job and prints nothing."""
    title: str
    """Shown in the queue: a form id and a reference, never a name."""
    pdf: bytes
    pages: int


@dataclass(frozen=True)
class ReceiptJob:
    """One receipt as a picture: rows of packed bits, most significant bit left, 1 is black."""

    key: str
    width_px: int
    """A multiple of 8, at most the head's width (576 dots on 80 mm paper)."""
    height_px: int
    bitmap: bytes
    cut: bool = True


class Device(Protocol):
    """What all devices have in common."""

    def start(self) -> None:
        """Begin to watch the device; the first `DeviceStatusChanged` follows soon."""

    def status(self) -> DeviceStatus:
        """Return the last known status, from memory."""

    def close(self) -> None:
        """Stop all threads within two seconds. No event is published afterwards."""


class DocumentPrinter(Device, Protocol):
    def submit(self, job: DocumentJob) -> None: ...

    def cancel(self, key: str) -> None: ...

    def cancel_all(self) -> None: ...

    def resume_queue(self) -> None:
        """Enable a paused queue and release held jobs."""


class ReceiptPrinter(Device, Protocol):
    def submit(self, job: ReceiptJob) -> None: ...

    def cancel_all(self) -> None: ...


class Wanted(StrEnum):
    """What the reader is to look out for; anything else that is shown is dropped, unseen by anyone."""

    DOCUMENT = "document"
    CODE = "code"
    """A printed code that begins with `MIGRADO:`."""


class IdScanner(Device, Protocol):
    def arm(self, wanted: Wanted = Wanted.DOCUMENT) -> None:
        """Report the next document or code. What is shown while not armed is dropped, unseen by anyone."""

    def disarm(self) -> None: ...


class UsbStick(Protocol):
    """A visitor's stick. It is read only, and only by `look` and `read`: plugging it in mounts nothing.

    Publishes `StickInserted` and `StickRemoved`. Each `look` is answered by one `StickListed` or `StickFailed`,
    each `read` by one `StickFileRead` or `StickFailed`.
    """

    def start(self) -> None: ...

    def look(self) -> None:
        """Find the PDFs on the stick, those in hidden and deep folders excepted."""

    def read(self, file_id: str) -> None:
        """Read one file that was listed."""

    def release(self) -> None:
        """Forget what was listed, and let the stick go. What is being asked for is not answered any more."""

    def close(self) -> None:
        """Stop within two seconds. No event is published afterwards."""


class Touchscreen(Device, Protocol):
    """Publishes `TouchContact`, `TouchLost` and `TouchRestored`."""


class Speaker(Protocol):
    """Speech for private listening over headphones."""

    def can_speak(self, language: str) -> bool: ...

    def say(self, text: str, language: str) -> None:
        """Speak, after stopping what is being said."""

    def chime(self) -> None:
        """Play a short sound that calls for attention, after stopping what is being said. Needs no voice."""

    def hush(self) -> None: ...

    def close(self) -> None: ...
