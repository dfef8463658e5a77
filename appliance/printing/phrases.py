"""The fixed German words on every application. German is the language of what is filed (§ 23 VwVfG)."""

from __future__ import annotations

CITY = "Stadt Dortmund"
SERVICE_CENTRE = "MigraDo"
SERVICE_CENTRE_LINE = "Servicezentrum für Neuzugewanderte"
REFERENCE = "Vorgangsnummer"
RECEIVED = "Eingangsvermerk der Behörde"
LEGAL_BASIS = "Rechtsgrundlage: {}"
ATTACHMENTS = "Beizufügende Unterlagen"
ATTACHMENTS_HINT = "Bitte ankreuzen, was beiliegt."
DECLARATIONS = "Erklärungen"
SIGNATURES = "Unterschrift"
PLACE_AND_DATE = "Ort, Datum"
NO_ANSWER = "keine Angabe"
FURTHER_ANSWERS = "Weitere Angaben"
CONTINUED = "{} (Fortsetzung)"
ONLY_WITH_SIGNATURE = (
    "Ausgefüllt am Selbstbedienungsterminal im Servicezentrum MigraDo. "
    "Das Formular gilt erst mit Unterschrift. Im Terminal bleiben keine Angaben gespeichert."
)
CO_FUNDED = "Kofinanziert von der\nEuropäischen Union"
PAGE = "Seite {} von {}"
VERSION = "Formular {} · Stand {}"
