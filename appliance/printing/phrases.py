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
AT_A_GLANCE = "Auf einen Blick"
MESSAGE_TEXT = "Text der Nachricht"
EXTENT = "Umfang"
ONE_PAGE, PAGES = "1 Seite", "{} Seiten"
WRITTEN = "Geschrieben"
WRITTEN_AT = "{}, am Terminal im Servicezentrum MigraDo"
WRITTEN_IN = "Diese Nachricht ist in {} Sprache geschrieben."
OTHER_SCRIPT = "Diese Nachricht ist in anderer Schrift geschrieben. Am Terminal war die {} Sprache gewählt."
NOT_TRANSLATED = "Sie wurde nicht übersetzt. Die Angaben unter 1 sind auf Deutsch."
COVER_SHEET = "Deckblatt"
FOR_A_TALK = "Dieses Blatt hilft beim Gespräch. Es ist kein Antrag. Am Terminal bleibt davon nichts gespeichert."
ADJECTIVES = {
    "de": "deutsch",
    "de-simple": "deutsch",
    "en": "englisch",
    "uk": "ukrainisch",
    "ru": "russisch",
    "ar": "arabisch",
    "fa": "persisch",
    "tr": "türkisch",
    "ro": "rumänisch",
    "bg": "bulgarisch",
    "pl": "polnisch",
    "fr": "französisch",
    "ti": "tigrinisch",
}
"""`in arabischer Sprache`, `die arabische Sprache`: the ending is added."""
CO_FUNDED = "Kofinanziert von der\nEuropäischen Union"
PAGE = "Seite {} von {}"
VERSION = "Formular {} · Stand {}"
