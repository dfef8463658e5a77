"""The parser against the standard's specimens, and against every trap that real documents hold."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from hardware.id_scanner.document import Checks, MrzFormat, PartialDate, Sex, TravelDocument
from hardware.id_scanner.mrz import MrzError, parse_mrz
from tests import samples
from tests.unit.id_scanner.mrz_encoder import Holder, digit

TODAY = dt.date(2026, 3, 2)
PASSPORT = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F1204159ZE184226B<<<<<10"]
CARD = ["I<UTOD231458907<<<<<<<<<<<<<<<", "7408122F1204159UTO<<<<<<<<<<<6", "ERIKSSON<<ANNA<MARIA<<<<<<<<<<"]
TD2 = ["I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6"]
VISA_A = ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L8988901C4XXX4009078F96121096ZE184226B<<<<<<"]
VISA_B = ["V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "L8988901C4XXX4009078F9612109<<<<<<<<"]
HOLDER = Holder("P", "UTO", "L898902C3", ("ERIKSSON",), ("ANNA", "MARIA"), "UTO", "740812", "F", "340415")


def parse(lines: list[str]) -> TravelDocument:
    return parse_mrz(lines, TODAY)


def changed(**fields: object) -> Holder:
    return Holder(**{**HOLDER.__dict__, **fields})


def test_the_specimen_passport_is_read_whole() -> None:
    document = parse(PASSPORT)
    assert document == replace(samples.PASSPORT, expiry_date=PartialDate(2012, 4, 15), optional_data="ZE184226B")
    assert document.is_expired(TODAY)


@pytest.mark.parametrize(
    ("lines", "mrz_format", "checks"),
    [
        (CARD, MrzFormat.TD1, Checks(True, True, True, None, True)),
        (TD2, MrzFormat.TD2, Checks(True, True, True, None, True)),
    ],
)
def test_the_specimen_cards_are_read_whole(lines: list[str], mrz_format: MrzFormat, checks: Checks) -> None:
    document = parse(lines)
    assert (document.mrz_format, document.checks) == (mrz_format, checks)
    assert (document.document_code, document.document_number) == ("I", "D23145890")
    assert (document.primary_identifier, document.secondary_identifier) == ("ERIKSSON", "ANNA MARIA")
    assert (document.birth_date, document.expiry_date) == (PartialDate(1974, 8, 12), PartialDate(2012, 4, 15))


@pytest.mark.parametrize(("lines", "mrz_format"), [(VISA_A, MrzFormat.MRV_A), (VISA_B, MrzFormat.MRV_B)])
def test_visas_have_no_composite_check(lines: list[str], mrz_format: MrzFormat) -> None:
    document = parse(lines)
    assert document.mrz_format is mrz_format
    assert (document.document_number, document.nationality) == ("L8988901C", "XXX")
    assert document.birth_date == PartialDate(1940, 9, 7)
    assert (document.checks.optional_data, document.checks.composite) == (None, None)
    assert document.checks.document_number is True


def test_a_long_number_of_a_card_goes_on_in_the_optional_data() -> None:
    document = parse(
        ["I<UTOD23145890<7349<<<<<<<<<<<", "3407127M9507122UTO<<<<<<<<<<<2", "STEVENSON<<PETER<JOHN<<<<<<<<<"]
    )
    assert document.document_number == "D23145890734"
    assert document.optional_data == ""
    assert document.checks.all_hold


def test_a_long_number_of_a_td2_card_goes_on_in_the_optional_data() -> None:
    document = parse(changed(number="D23145890734").td2())
    assert (document.document_number, document.optional_data) == ("D23145890734", "")
    assert document.checks.all_hold


def test_optional_data_behind_a_long_number_stay_optional_data() -> None:
    document = parse(changed(number="D231458907", optional="AB12").td1())
    assert (document.document_number, document.optional_data) == ("D231458907", "AB12")
    assert document.checks.all_hold


def test_a_wrong_digit_of_a_long_number_is_told() -> None:
    upper, middle, lower = changed(number="D23145890734").td1()
    wrong = upper[:18] + str((int(upper[18]) + 1) % 10) + upper[19:]
    assert parse([wrong, middle, lower]).checks.document_number is False


def test_a_missing_digit_of_a_short_number_is_no_overflow() -> None:
    upper, middle, lower = CARD
    document = parse([upper[:14] + "<" + upper[15:], middle, lower])
    assert document.document_number == "D23145890"
    assert document.checks.document_number is False


def test_a_digit_that_stands_alone_in_the_optional_data_is_not_moved_back() -> None:
    upper, middle, lower = CARD
    document = parse([upper[:14] + "<7" + upper[16:], middle, lower])
    assert (document.checks.document_number, document.optional_data) == (False, "7")


def test_a_passport_has_no_long_number() -> None:
    document = parse([PASSPORT[0], PASSPORT[1][:9] + "<" + PASSPORT[1][10:]])
    assert document.document_number == "L898902C3"
    assert document.checks.document_number is False


def test_germany_has_one_letter() -> None:
    document = parse(changed(state="D", nationality="D").td3())
    assert (document.issuing_state, document.nationality) == ("D", "D")


@pytest.mark.parametrize("code", ["XXK", "RKS", "UNO", "XXA", "XXB", "XXC", "XXX", "EUE"])
def test_codes_that_are_no_countries_pass_as_printed(code: str) -> None:
    document = parse(changed(state=code, nationality=code).td1())
    assert (document.issuing_state, document.nationality) == (code, code)


def test_a_residence_permit_keeps_its_document_code() -> None:
    document = parse(changed(code="AR", state="D").td1())
    assert (document.document_code, document.issuing_state) == ("AR", "D")


@pytest.mark.parametrize(("printed", "sex"), [("F", Sex.FEMALE), ("M", Sex.MALE), ("<", Sex.UNSPECIFIED)])
def test_sex(printed: str, sex: Sex) -> None:
    assert parse(changed(sex=printed).td3()).sex is sex


@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("74<<<<", PartialDate(1974)),
        ("7408<<", PartialDate(1974, 8)),
        ("74<<12", PartialDate(1974, None, 12)),
        ("<<<<<<", None),
        ("<<0812", None),
        ("741312", None),
        ("740230", None),
        ("740800", None),
        ("7408<2", None),
        ("74O812", None),
    ],
)
def test_birth_dates_may_be_unknown_in_part_and_are_never_made_up(printed: str, date: PartialDate | None) -> None:
    document = parse(changed(birth=printed).td3())
    assert document.birth_date == date
    assert document.checks.all_hold


@pytest.mark.parametrize(
    ("printed", "year"),
    [("260302", 2026), ("260303", 1926), ("26<<<<", 2026), ("2604<<", 1926), ("270101", 1927), ("000101", 2000)],
)
def test_a_birth_date_is_never_in_the_future(printed: str, year: int) -> None:
    date = parse(changed(birth=printed).td3()).birth_date
    assert date is not None
    assert date.year == year


@pytest.mark.parametrize(
    ("printed", "year"), [("060101", 2006), ("051231", 2105), ("260301", 2026), ("360101", 2036), ("991231", 2099)]
)
def test_an_expiry_date_lies_in_the_hundred_years_from_twenty_ago(printed: str, year: int) -> None:
    date = parse(changed(expiry=printed).td3()).expiry_date
    assert date is not None
    assert date.year == year


def test_a_document_without_end_has_no_expiry_date() -> None:
    document = parse(changed(expiry="<<<<<<").td3())
    assert document.expiry_date is None
    assert document.checks.expiry_date is True
    assert not document.is_expired(TODAY)


def test_a_name_without_secondary_identifier() -> None:
    document = parse(changed(primary=("ARKFREITH",), secondary=()).td3())
    assert (document.primary_identifier, document.secondary_identifier) == ("ARKFREITH", "")
    assert not document.names_truncated


def test_names_of_several_parts_keep_their_parts() -> None:
    document = parse(changed(primary=("VAN", "DER", "MUELLEN"), secondary=("MARIANNE", "LOUISE")).td3())
    assert (document.primary_identifier, document.secondary_identifier) == ("VAN DER MUELLEN", "MARIANNE LOUISE")


@pytest.mark.parametrize("form", ["td1", "td2", "td3"])
def test_names_that_fill_their_field_may_be_cut(form: str) -> None:
    long_name = changed(primary=("NILAVADHANANANDA",), secondary=("CHAYAPA", "DEJTHAMRONG", "KRASUANGSUDSUANG"))
    assert parse(getattr(long_name, form)()).names_truncated
    assert not parse(getattr(HOLDER, form)()).names_truncated


def test_a_digit_in_a_name_or_code_leaves_the_field_empty() -> None:
    document = parse([PASSPORT[0].replace("UTOERIK", "UT0ER1K"), PASSPORT[1]])
    assert (document.primary_identifier, document.secondary_identifier) == ("", "")
    assert document.issuing_state == ""


def test_an_o_for_a_zero_is_not_corrected() -> None:
    lower = PASSPORT[1].replace("L898902C36", "L8989O2C36")
    document = parse([PASSPORT[0], lower])
    assert document.document_number == "L8989O2C3"
    assert document.checks.document_number is False


def test_empty_optional_data_may_have_a_filler_for_a_digit() -> None:
    lower = changed(optional="").td3()[1]
    assert lower[42] == "0"
    assert parse([PASSPORT[0], lower[:42] + "<" + lower[43]]).checks.optional_data is True


@pytest.mark.parametrize(
    ("position", "field"),
    [(9, "document_number"), (19, "birth_date"), (27, "expiry_date"), (42, "optional_data"), (43, "composite")],
)
def test_each_wrong_digit_of_a_passport_is_told_by_its_field(position: int, field: str) -> None:
    lower = PASSPORT[1]
    wrong = lower[:position] + str((int(lower[position]) + 3) % 10) + lower[position + 1 :]
    checks = parse([PASSPORT[0], wrong]).checks
    assert getattr(checks, field) is False
    assert not checks.all_hold


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [PASSPORT[0]],
        [*PASSPORT, ""],
        [PASSPORT[0], PASSPORT[1][:-1]],
        [PASSPORT[0] + "<", PASSPORT[1]],
        CARD[:2],
        [TD2[0], PASSPORT[1]],
    ],
)
def test_wrong_sizes_are_refused(lines: list[str]) -> None:
    with pytest.raises(MrzError):
        parse(lines)


@pytest.mark.parametrize("stranger", ["a", " ", "Ä", "?", "\r", "\x00", "٣", "-"])
def test_characters_outside_the_alphabet_are_refused(stranger: str) -> None:
    with pytest.raises(MrzError):
        parse([PASSPORT[0], stranger + PASSPORT[1][1:]])


def test_errors_and_reprs_show_nothing_of_the_holder() -> None:
    with pytest.raises(MrzError) as caught:
        parse([PASSPORT[0].lower(), PASSPORT[1]])
    shown = repr(caught.value) + repr(caught.value.__cause__) + repr(parse(PASSPORT))
    assert "ERIKSSON" not in shown.upper()
    assert "898902" not in shown


def test_the_encoder_of_these_tests_makes_the_specimens() -> None:
    specimen = changed(expiry="120415", optional="ZE184226B")
    assert specimen.td3() == PASSPORT
    assert changed(code="I", number="D23145890", expiry="120415").td1() == CARD
    assert changed(code="I", number="D23145890", expiry="120415").td2() == TD2
    assert digit("520727") == "3"
