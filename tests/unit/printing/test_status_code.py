"""The code that asks about a submission: read by people in groups, and by a scanner from the very dots printed."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

import pytest
import segno
from PIL import Image, ImageOps

from appliance.content.text import LANGUAGES, Text
from appliance.printing.receipt import Receipt, ReceiptKind, load_receipt_words
from appliance.printing.receipt_raster import draw_receipt
from appliance.printing.reference import ALPHABET
from appliance.printing.status_code import LENGTH, code_characters, code_lines, qr_text
from hardware.ports import ReceiptJob

WORDS = load_receipt_words(Path(__file__).resolve().parents[3] / "content" / "receipt")
CODE = "7K4Q-2XF9-CDHJ-KMNP-QRTW-XY23"
BARE = "7K4Q2XF9CDHJKMNPQRTWXY23"
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
DOTS_PER_MM = 8
LEAST_DOTS_A_MODULE = 4


def proof(language: str, code: str = CODE) -> ReceiptJob:
    receipt = Receipt(
        ReceiptKind.SUBMISSION,
        language,
        NOW,
        Text({"de": "Kleiner Antrag"}),
        "MD-7K4Q-2XF9",
        "Wohnungsamt",
        heading=WORDS.texts["sending.application"],
        way=WORDS.texts["way.waiting"],
        pages=3,
        status_code=code,
    )
    return draw_receipt(receipt, WORDS, "r-1")


def picture(job: ReceiptJob) -> Image.Image:
    return ImageOps.invert(Image.frombytes("1", (job.width_px, job.height_px), job.bitmap).convert("L"))


def scanned(image: Image.Image, directory: Path) -> list[str]:
    file = directory / "receipt.png"
    image.save(file)
    done = subprocess.run(["zbarimg", "-q", "--raw", str(file)], capture_output=True, text=True, check=False)
    return done.stdout.splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_scanner_reads_the_code_and_only_the_code_from_the_paper(language: str, tmp_path: Path) -> None:
    assert scanned(picture(proof(language)), tmp_path) == [f"MIGRADO:STATUS:{BARE}"]


def test_a_scanner_still_reads_it_with_a_blot(tmp_path: Path) -> None:
    image = picture(proof("de"))
    left, top, side = place_of_the_code(image)
    image.paste(0, (left + side - 40, top + side // 2, left + side - 12, top + side // 2 + 28))
    assert scanned(image, tmp_path) == [f"MIGRADO:STATUS:{BARE}"]


def place_of_the_code(image: Image.Image) -> tuple[int, int, int]:
    """Return left, top and side in dots: it begins with the upper edge of two finder patterns, 7 modules each."""
    modules, dots = 29, 7
    side = modules * dots
    left = (image.width - side) // 2
    edge = 7 * dots

    def is_edge(row: int) -> bool:
        ink = [image.getpixel((left + column, row)) == 0 for column in range(-4 * dots, side + 4 * dots)]
        finder = ink[4 * dots : 4 * dots + edge], ink[4 * dots + side - edge : 4 * dots + side]
        quiet = ink[: 4 * dots], ink[-4 * dots :]
        return all(map(all, finder)) and not any(map(any, quiet))

    return left, next(row for row in range(image.height) if is_edge(row)), side


def test_the_quiet_zone_is_four_modules_on_every_side() -> None:
    image = ImageOps.invert(picture(proof("ar")))
    left, top, side = place_of_the_code(picture(proof("ar")))
    zone = 4 * 7
    around = image.crop((left - zone, top - zone, left + side + zone, top + side + zone))
    assert around.getbbox() == (zone, zone, zone + side, zone + side)


def test_the_code_is_alphanumeric_and_corrects_errors() -> None:
    code = segno.make_qr(qr_text(CODE), error="m")
    assert code.mode == "alphanumeric"
    assert code.error in ("M", "Q", "H")
    assert code.version == 3


def test_a_module_is_large_enough_for_a_receipt_printer(tmp_path: Path) -> None:
    """At 203 dpi a module of four dots is half a millimetre; the picture is read at half its size, too."""
    image = picture(proof("de"))
    half = image.resize((image.width // 2, image.height // 2), Image.Resampling.NEAREST)
    assert 7 // 2 < LEAST_DOTS_A_MODULE <= 7
    assert scanned(half, tmp_path) == [f"MIGRADO:STATUS:{BARE}"]


def test_people_read_groups_of_four_in_two_lines() -> None:
    assert code_lines(BARE) == ("7K4Q-2XF9-CDHJ-", "KMNP-QRTW-XY23")
    assert code_lines(CODE) == code_lines(BARE)
    assert "".join(code_lines(CODE)) == CODE


def test_a_code_is_hard_to_guess() -> None:
    assert len(ALPHABET) ** LENGTH >= 2**96


@pytest.mark.parametrize("wrong", ["", BARE[:-1], BARE + "7", BARE[:-1] + "0", BARE.lower()])
def test_what_is_no_code_is_not_printed(wrong: str) -> None:
    with pytest.raises(ValueError, match="status code"):
        code_characters(wrong)


def test_without_a_code_there_is_no_qr_code(tmp_path: Path) -> None:
    assert scanned(picture(proof("de", code="")), tmp_path) == []
