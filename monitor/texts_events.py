"""What staff call the events that terminals tell. `{ref}`: a kind of trouble (REFS) or a device's name."""

from __future__ import annotations

EVENTS = {
    "de": {
        "device_attached": "{ref} angeschlossen",
        "device_detached": "{ref} getrennt",
        "device_failed": "{ref}: Fehler beim Zugriff, wird wiederholt",
        "refilled": "{ref} nachgefüllt",
        "print_trouble": "Druck unterbrochen: {ref}",
        "typesetting_failed": "Ausdruck konnte nicht erstellt werden",
        "machine_fault": "Programmfehler, Terminal kurz außer Betrieb",
        "store_degraded": "Zähler lassen sich nicht speichern, es arbeitet aus dem Gedächtnis weiter",
        "store_restored": "Zähler werden wieder gespeichert",
        "store_file_set_aside": "Beschädigte Zählerdatei beiseitegelegt",
    },
    "en": {
        "device_attached": "{ref} connected",
        "device_detached": "{ref} disconnected",
        "device_failed": "{ref}: access failed, being tried again",
        "refilled": "{ref} refilled",
        "print_trouble": "Printing interrupted: {ref}",
        "typesetting_failed": "The print-out could not be made",
        "machine_fault": "Program fault, terminal out of service for a moment",
        "store_degraded": "Counters cannot be saved, it goes on from memory",
        "store_restored": "Counters are saved again",
        "store_file_set_aside": "Damaged counter file set aside",
    },
}
REFS = {
    "de": {
        "paper_out": "Papier leer",
        "jam": "Papierstau",
        "cover_open": "Drucker offen",
        "printer_gone": "Drucker nicht erreichbar",
        "queue_held": "Warteschlange angehalten",
        "cancelled": "Auftrag nicht mehr da",
        "other": "Störung ohne nähere Angabe",
    },
    "en": {
        "paper_out": "out of paper",
        "jam": "paper jam",
        "cover_open": "printer open",
        "printer_gone": "printer cannot be reached",
        "queue_held": "queue held",
        "cancelled": "job no longer there",
        "other": "fault without further detail",
    },
}
TONES = {
    "device_failed": "warning",
    "print_trouble": "warning",
    "typesetting_failed": "bad",
    "machine_fault": "bad",
    "store_degraded": "bad",
    "store_file_set_aside": "warning",
}
