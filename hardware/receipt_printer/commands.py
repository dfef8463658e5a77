"""ESC/POS commands that we send, as bytes. Source: Epson, ESC/POS Command Reference.

Eight bytes of header around packed bits need no library: python-escpos would unpack them into a picture and
pack them again, and it knows neither the process ID nor the order of replies that the driver relies on.
"""

from __future__ import annotations

from hardware.ports import ReceiptJob

INITIALISE = b"\x1b@"
"""ESC @: clears the print buffer and all modes."""
BAND_ROWS = 24
"""3 mm. Two bands of 576 dots and their markers fit the 4 kB receive buffer that most printers have."""
FEED_TO_CUTTER = b"\x1bd\x04"
"""ESC d 4: four lines, so that the knife does not cut through the last row."""
CUT = b"\x1dV\x01"
"""GS V 1: partial cut; the slip hangs by a point and does not fall to the floor."""
PAPER_SENSOR = b"\x1dr\x01"
"""GS r 1: answered in its turn, not at once; a marker for printers without process IDs."""
RECOVER = b"\x10\x05\x01"
"""DLE ENQ 1: try again from the line where the cutter failed; without effect in any other state."""
_ID_LETTERS = "ABCDEFGHIJKLMNOP"
"""None of them can be mistaken for a real-time status byte (see replies.py)."""
_REAL_TIME = (0x04, 0x05, 0x14)


def real_time_request(kind: int) -> bytes:
    """DLE EOT n: 1 printer, 2 cause of offline, 3 cause of error, 4 roll paper. Answered at once, even offline."""
    return bytes((0x10, 0x04, kind))


def process_id_request(process_id: str) -> bytes:
    """GS ( H, function 48: the printer returns the ID when everything before it has been printed."""
    return b"\x1d(H\x06\x00\x30\x30" + process_id.encode("ascii")


def process_id(number: int) -> str:
    """Return one of 65,536 IDs of four letters."""
    return "".join(_ID_LETTERS[number >> shift & 15] for shift in (12, 8, 4, 0))


def raster_bands(job: ReceiptJob) -> list[bytes]:
    """GS v 0 for every `BAND_ROWS` rows of the picture. Raises ValueError when the sizes do not fit."""
    stride = job.width_px // 8
    if job.width_px % 8 or stride * job.height_px != len(job.bitmap):
        raise ValueError("bitmap and size differ")
    size = stride * BAND_ROWS
    return [_band(job.bitmap[at : at + size], stride) for at in range(0, len(job.bitmap), size)]


def _band(rows: bytes, stride: int) -> bytes:
    height = len(rows) // stride
    header = b"\x1dv0\x00" + stride.to_bytes(2, "little") + height.to_bytes(2, "little")
    return header + without_real_time_commands(rows)


def without_real_time_commands(data: bytes) -> bytes:
    """Thicken one dot wherever picture data spells DLE EOT, DLE ENQ or DLE DC4.

    Printers carry out real-time commands wherever they see them, even inside a picture: they would
    answer unasked, or clear their buffer.
    """
    safe = bytearray(data)
    for at in range(len(safe) - 1):
        if safe[at] == 0x10 and safe[at + 1] in _REAL_TIME:
            safe[at] = 0x18
    return bytes(safe)
