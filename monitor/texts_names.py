"""What staff call the languages, topics and offices whose ids come over the wire."""

from __future__ import annotations

LANGUAGES = {
    "de": {
        "de": "Deutsch",
        "de-simple": "Einfache Sprache",
        "en": "Englisch",
        "uk": "Ukrainisch",
        "ru": "Russisch",
        "ar": "Arabisch",
        "fa": "Persisch",
        "tr": "Türkisch",
        "ro": "Rumänisch",
        "bg": "Bulgarisch",
        "pl": "Polnisch",
        "fr": "Französisch",
        "ti": "Tigrinya",
    },
    "en": {
        "de": "German",
        "de-simple": "Simple German",
        "en": "English",
        "uk": "Ukrainian",
        "ru": "Russian",
        "ar": "Arabic",
        "fa": "Persian",
        "tr": "Turkish",
        "ro": "Romanian",
        "bg": "Bulgarian",
        "pl": "Polish",
        "fr": "French",
        "ti": "Tigrinya",
    },
}
OFFICES = {
    "amt-fuer-migration": "Amt für Migration",
    "jobcenter": "Jobcenter",
    "jugendamt": "Jugendamt",
    "wohnungsamt": "Wohnungsamt",
    "sozialamt": "Sozialamt",
    "schulamt": "Schulamt",
}
TOPICS = {
    "de": {
        **OFFICES,
        "wohnen": "Wohnen",
        "arbeit": "Arbeit",
        "ausbildung": "Ausbildung",
        "gesundheit": "Gesundheit",
        "sprachfoerderung": "Sprachförderung",
        "schulbildung": "Schulbildung",
        "familienberatung": "Familienberatung",
        "anerkennung": "Anerkennung von Abschlüssen",
        "print-trouble": "Drucken",
    },
    "en": {
        **OFFICES,
        "wohnen": "housing",
        "arbeit": "work",
        "ausbildung": "training",
        "gesundheit": "health",
        "sprachfoerderung": "language",
        "schulbildung": "school",
        "familienberatung": "family",
        "anerkennung": "recognition of qualifications",
        "print-trouble": "printing",
    },
}
