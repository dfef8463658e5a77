"""What people read: mistakes in German and English, on the screen and on the card, and the receipt. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from provisioning.terminals.identity import Identity
from provisioning.terminals.mistakes import Mistake
from provisioning.terminals.provision_file import NAME, Provision, to_toml

MISTAKES_NAME = "migrado-mistakes.txt"
RECEIPT_NAME = "migrado-receipt.txt"
NOT_PROVISIONED = Mistake(
    NAME,
    "is not on the card. Write it with `provision write`, and copy the files of cards/ID/ onto the card.",
    "fehlt auf der Karte. Mit `provision write` schreiben und die Dateien aus cards/ID/ auf die Karte kopieren.",
)


MISNAMED = Mistake(
    NAME,
    f"is called {NAME}.txt on the card: take the .txt away (Windows shows it with View, File name extensions)",
    f"heißt auf der Karte {NAME}.txt: das .txt entfernen (Windows zeigt es mit Ansicht, Dateinamenerweiterungen)",
)


def disk_lines(problem: OSError) -> list[str]:
    what = problem.strerror or type(problem).__name__
    return [
        "MigraDo Terminal",
        "",
        f"Auf die Karte kann nicht geschrieben oder gelesen werden ({what}). Karte austauschen.",
        f"The card cannot be written to or read from ({what}). Replace the card.",
    ]


def mistake_lines(mistakes: Sequence[Mistake], *, goes_on: bool) -> list[str]:
    """`goes_on`: the terminal works on with what it was provisioned with before."""
    what_de = "Es läuft mit den alten Einstellungen weiter." if goes_on else "Es kann so nicht starten."
    what_en = "It goes on with its old settings." if goes_on else "It cannot start like this."
    return [
        "MigraDo Terminal",
        "",
        f"Dieses Terminal ist falsch eingerichtet. {what_de}",
        *(f"  • {each.where}: {each.de}" for each in mistakes),
        "Karte herausnehmen, an einem Computer berichtigen, wieder einsetzen, einschalten.",
        "",
        f"This terminal is set up wrongly. {what_en}",
        *(f"  • {each.where}: {each.en}" for each in mistakes),
        "Take the card out, correct this on any computer, put it back, switch on.",
    ]


def receipt(provision: Provision, identity: Identity | None, now: dt.datetime) -> str:
    """Holds nothing secret: whoever has the card may read it."""
    lines = [
        "This terminal was provisioned. Secrets were removed from this partition.",
        "Dieses Terminal wurde eingerichtet. Geheimes wurde von dieser Partition entfernt.",
        "",
        f"at           {now:%Y-%m-%d %H:%M} UTC, by the terminal's clock",
    ]
    if identity is not None:
        lines.append(f"certificate  {identity.serial}, until {identity.until:%Y-%m-%d}")
    return "\n".join((*lines, "", to_toml(provision, redacted=True)))
