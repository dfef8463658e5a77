"""From the attributes that pycups returns to readings, and the key that a job carries in the spooler. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from hardware.document_printer.device_state import QueueReading
from hardware.document_printer.job_state import JobReading

KEY_ATTRIBUTE = "migrado-job-key"
KEY_PREFIX = "k-"
JOB_ATTRIBUTES = [
    "job-id",
    "job-state",
    "job-state-reasons",
    "job-media-sheets-completed",
    "job-impressions-completed",
    "number-of-documents",
    KEY_ATTRIBUTE,
]
QUEUE_ATTRIBUTES = [
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "printer-make-and-model",
    "device-uri",
]


def spooler_key(key: str) -> str:
    """Return the key as CUPS may keep it: no character of it means anything in a list of options."""
    return KEY_PREFIX + hashlib.sha256(key.encode()).hexdigest()[:40]


def queue_reading(attributes: Mapping[str, object]) -> QueueReading:
    return QueueReading(
        state=_number(attributes, "printer-state"),
        accepting=bool(attributes.get("printer-is-accepting-jobs", True)),
        reasons=_texts(attributes, "printer-state-reasons"),
        device_uri=str(attributes.get("device-uri", "")),
        model=str(attributes.get("printer-make-and-model", "")),
    )


def job_reading(attributes: Mapping[str, object]) -> JobReading:
    pages = (_number(attributes, f"job-{unit}-completed") for unit in ("media-sheets", "impressions"))
    return JobReading(
        state=_number(attributes, "job-state"),
        reasons=_texts(attributes, "job-state-reasons"),
        pages_sent=max(pages),
        documents=_number(attributes, "number-of-documents"),
    )


def _number(attributes: Mapping[str, object], name: str) -> int:
    value = attributes.get(name)
    return value if isinstance(value, int) else 0


def _texts(attributes: Mapping[str, object], name: str) -> tuple[str, ...]:
    """pycups returns one value bare and several as a list."""
    value = attributes.get(name, ())
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
