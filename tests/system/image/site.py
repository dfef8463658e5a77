"""A site around the board: its broker as QEMU sees it, and its terminal on a card that was flashed and checked."""

from __future__ import annotations

import datetime as dt
import json
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PIL import Image

from provisioning.flashing.block_map import read_block_map
from provisioning.flashing.card_writer import Card, flash
from provisioning.site.cards import write_card
from provisioning.terminals.table import read_table
from tests.peers.broker_guest import Guest
from tests.peers.site_bench import SiteBench
from tests.system.image.built import Built
from tests.system.image.qemu import HEIGHT, WIDTH, Board
from tests.system.image.qmp import Machine

HOST = "10.0.2.2"
"""This machine, from inside QEMU."""
CARD_SIZE = 3 << 30
TERMINAL = "halle-1"
TABLE = f"""id,place,width,height,scanner_layout
{TERMINAL},Halle B · Terminal 1,{WIDTH},{HEIGHT},us
""".encode()
Colour = tuple[int, int, int]


def is_first_screen(colour: Colour) -> bool:
    """The petrol ground on which the languages are offered."""
    red, green, blue = colour
    return red < 40 and 60 < green < 95 and 75 < blue < 115


class BoardSite:
    def __init__(self, directory: Path, built: Built) -> None:
        self.directory = directory
        self.bench = SiteBench(directory, (HOST, "localhost", "127.0.0.1"))
        self.bench.start()
        self.monitor = Guest(self.bench.monitor())
        self.board = Board(self._card(built), built.boot_loader, directory)
        self.machine: Machine | None = None
        self.pictures = 0

    def __enter__(self) -> BoardSite:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.board.power_off()
        self.monitor.close()
        self.bench.stop()

    def state(self) -> str:
        """Return what the terminal last said of itself over MQTT; empty: nothing yet."""
        said = [payload for topic, payload in self.monitor.heard if topic == f"terminal/v1/{TERMINAL}/state"]
        return str(json.loads(said[-1])["s"]) if said else ""

    def corner(self) -> Colour:
        """Look at the screen, and keep a picture of it where it has changed; return its colour in a corner."""
        assert self.machine is not None
        path = self.machine.picture(self.directory / f"screen-{self.pictures + 1:03d}.png")
        before = self.directory / f"screen-{self.pictures:03d}.png"
        if not before.exists() or before.read_bytes() != path.read_bytes():
            self.pictures += 1
        with Image.open(path) as picture:
            found = picture.convert("RGB").getpixel((10, 10))
        assert isinstance(found, tuple)
        return (int(found[0]), int(found[1]), int(found[2]))

    def until(self, condition: Callable[[], bool], what: str, seconds: float) -> float:
        """Return how long after power-on it was."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, (
                f"{what}: not within {seconds:.0f} s\n{self.board.serial()[-3000:]}"
            )
            time.sleep(0.5)
        return time.monotonic() - self.board.powered_on

    def _card(self, built: Built) -> Path:
        """Flash the card as IT staff do, with every block read back, and put the terminal's files on it."""
        folder = self.bench.desk.folder
        folder.keep_terminals(read_table(TABLE, folder.settings().defaults))
        (terminal,) = folder.chosen(())
        files = tuple(write_card(self.bench.desk, terminal).iterdir())
        card = Card(self.directory / "card.img", terminal.id, files)
        found = read_block_map(built.block_map.read_bytes())
        outcome = flash(card, built.image, found, lambda _step, _done: None, lambda: dt.datetime.now(dt.UTC))
        assert outcome.error == "", outcome.error
        with card.target.open("r+b") as stream:
            stream.truncate(CARD_SIZE)
        return card.target
