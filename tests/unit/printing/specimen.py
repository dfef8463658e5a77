"""Made-up applications for the tests of what is printed."""

from __future__ import annotations

import datetime as dt

from appliance.printing.application import Addressee, Application, GroupHeading, PaperSection, Row

DIN_91379_NAMES = ("Șerban Łukasz Đặng", "Žđárskà Ģĩñĥ", "Þórður Ǥüņțhǝr", "K̆ C̆ D̂ Ḵ M̂ ẞ")
ARABIC_NOTE = "نحتاج إلى شقة قريبة من المدرسة رقم 12 ابتداءً من 2026."
TIGRINYA_NOTE = "ኣብ ጥቓ ቤት ትምህርቲ ገዛ የድልየና።"
LONG_ATTACHMENT = (
    "Einkommensnachweise der letzten zwölf Monate, zum Beispiel Lohnabrechnungen, Bescheide des Jobcenters oder "
    "Bescheide über Unterhalt und Kindergeld"
)
LONG_NOTE = "Die Wohnung ist feucht, und die Kinder sind oft krank. Wir suchen seit zwei Jahren. "


def specimen(children: int = 3, note_repeats: int = 4) -> Application:
    """Return a big application: repeated groups, long answers, several scripts."""
    person = PaperSection(
        "Angaben zur antragstellenden Person",
        (
            Row("Familienname", "MUSTERMANN-UTOPIA"),
            Row("Vornamen", DIN_91379_NAMES[0]),
            Row("Frühere Namen (z. B. Geburtsname)", DIN_91379_NAMES[1]),
            Row("Geburtsdatum", "12.08.1974"),
            Row("Staatsangehörigkeit", "Ukraine"),
            Row("Anschrift", "Musterstraße 12\n44137 Dortmund"),
            Row("Telefon", "+49 231 5550123"),
            Row("E-Mail-Adresse", ""),
            Row("Familienstand", "verheiratet"),
        ),
    )
    household = PaperSection(
        "Haushaltsangehörige",
        (
            Row("Anzahl der Personen im Haushalt", str(children + 2)),
            *(entry for number in range(1, children + 1) for entry in _child(number)),
        ),
    )
    income = PaperSection(
        "Einkommen",
        (
            Row("Monatliches Bruttoeinkommen", "1.850,00 €"),
            Row("Art des Einkommens", "nichtselbstständige Arbeit, Kindergeld, Unterhalt"),
            Row("IBAN", "DE02 1203 0000 0000 2020 51"),
        ),
    )
    reasons = PaperSection(
        "Gründe für den Antrag",
        (
            Row("Begründung", LONG_NOTE * note_repeats + "\n" + ARABIC_NOTE + "\n" + TIGRINYA_NOTE),
            Row("Schwerbehinderung", "nein"),
        ),
    )
    return Application(
        reference="MD-7K4Q-2XF9",
        form_id="wohnberechtigungsschein",
        form_version="2026-01",
        title="Antrag auf Erteilung eines Wohnberechtigungsscheins",
        legal_basis="§ 27 Wohnraumförderungsgesetz (WoFG), § 18 WFNG NRW",
        addressee=Addressee("Wohnungsamt", ("Stadt Dortmund", "Wohnungsamt", "Musterallee 1", "44137 Dortmund")),
        sections=(person, household, income, reasons),
        attachments=(
            "Ausweis oder Pass aller Haushaltsangehörigen (Kopie)",
            "Aufenthaltstitel (Kopie von Vorder- und Rückseite)",
            LONG_ATTACHMENT,
            "Mietvertrag der jetzigen Wohnung",
        ),
        declarations=(
            "Ich versichere, dass meine Angaben richtig und vollständig sind. Änderungen teile ich sofort mit.",
            "Mir ist bekannt, dass falsche Angaben zur Rücknahme des Bescheids führen können.",
        ),
        signatures=(
            "Unterschrift der antragstellenden Person",
            "Unterschrift der Ehepartnerin oder des Ehepartners",
        ),
        place="Dortmund",
        date=dt.date(2026, 3, 2),
    )


def _child(number: int) -> tuple[GroupHeading | Row, ...]:
    return (
        GroupHeading(f"Kind {number}"),
        Row("Familienname", "Mustermann"),
        Row("Vornamen", DIN_91379_NAMES[number % len(DIN_91379_NAMES)]),
        Row("Geburtsdatum", f"0{number % 9 + 1}.05.2016"),
        Row("Schule oder Kindertagesstätte", "Grundschule am Musterplatz"),
    )
