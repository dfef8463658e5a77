"""A site around the board: its broker as QEMU sees it, its terminal, and eyes, ears and fingers for both."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PIL import Image

from tests.peers.broker_guest import Guest
from tests.peers.site_bench import SiteBench
from tests.system.image.built import Built
from tests.system.image.card import DPI, TERMINAL, flashed_card
from tests.system.image.qemu import Board, Moment
from tests.system.image.qmp import Machine
from tests.system.image.remote import Remote

START_S = 900.0
"""The board is a program on a busy machine; how long it took is told by the test."""
KEPT = Path(__file__).parents[3] / "build/image-shots"


@dataclass(frozen=True)
class Wire:
    """How the board is connected."""

    host: str = "10.0.2.2"
    """This machine, from inside QEMU."""
    words: str = "user,id=net"
    """For -netdev."""


USER = Wire()
HOST = USER.host
Colour = tuple[int, int, int]


def is_first_screen(colour: Colour) -> bool:
    """The petrol ground on which the languages are offered."""
    red, green, blue = colour
    return red < 40 and 60 < green < 95 and 75 < blue < 115


class BoardSite:
    def __init__(
        self,
        directory: Path,
        built: Built,
        columns: Mapping[str, str] | None = None,
        extra: Sequence[str] = (),
        *,
        name: str,
        ssh: bool = False,
        wire: Wire = USER,
    ) -> None:
        """`columns` go over the terminal's row, `extra` are words for QEMU, `name` is where its pictures go."""
        self.directory = directory
        self.kept = KEPT / name
        self.bench = SiteBench(directory, (wire.host, "localhost", "127.0.0.1"))
        self.bench.start()
        self.monitor = Guest(self.bench.monitor())
        self._remote = Remote(directory)
        row = dict(columns or {})
        self.rotation = int(row.get("rotation", "0"))
        self.dpi = int(row.get("dpi", DPI))
        access = {"ssh_key": self._remote.public_key} if ssh else {}
        card = flashed_card(self.bench.desk, built, directory, {**access, **row})
        network = f"{wire.words},{self._remote.forwarding}" if ssh else wire.words
        self.board = Board(card, built.boot_loader, built.environment, directory, extra, network)
        self._machine: Machine | None = None
        self._pictures = 0

    def __enter__(self) -> BoardSite:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._keep_logs()
        self.board.power_off()
        self.monitor.close()
        self.bench.stop()

    # power and glass

    @property
    def machine(self) -> Machine:
        assert self._machine is not None, "it is switched off"
        return self._machine

    def power_on(self, seconds: float = START_S) -> float:
        """Start, and wait for the first screen; return after how many seconds it was visible."""
        self.board.power_off()
        self._machine = self.board.power_on()
        return self.until(self.shows_first_screen, "the first screen", seconds)

    def power_cut(self) -> None:
        self._machine = None
        self.board.power_off()

    def stand_still(self, name: str) -> Moment:
        """Keep this moment of the board, and switch it off."""
        machine, self._machine = self.machine, None
        return self.board.kept(machine, name)

    def go_on_from(self, moment: Moment) -> None:
        """Its broker will have lost it meanwhile, and it has to notice that."""
        self.board.power_off()
        self._machine = self.board.power_on(moment)

    def ssh(self, command: str, *, check: bool = True) -> str:
        """Run a command as root inside; the site must have been made with `ssh`."""
        done = self._remote.run(command)
        assert done.returncode == 0 or not check, f"{command}: {done.stdout}{done.stderr}"
        return done.stdout

    # what is seen and heard

    def look(self) -> Image.Image:
        """Return what somebody sees who stands before the panel as it is mounted."""
        seen = self.machine.look(self.directory / "now.ppm")
        return seen.rotate(-self.rotation, expand=True)

    def on_glass(self, x: float, y: float) -> tuple[float, float]:
        """From fractions of what is seen to fractions of the panel itself, both from the upper left."""
        return {0: (x, y), 90: (y, 1 - x), 180: (1 - x, 1 - y), 270: (1 - y, x)}[self.rotation]

    def keep(self, name: str) -> Path:
        """Keep a picture of the screen, numbered in the order of the story."""
        self.kept.mkdir(parents=True, exist_ok=True)
        self._pictures += 1
        path = self.kept / f"{self._pictures:02d}-{name}.png"
        self.look().save(path)
        return path

    def corner(self) -> Colour:
        """Return the screen's colour in a corner."""
        found = self.look().getpixel((10, 10))
        assert isinstance(found, tuple)
        return (int(found[0]), int(found[1]), int(found[2]))

    def shows_first_screen(self) -> bool:
        return is_first_screen(self.corner())

    def state(self) -> str:
        """Return what the terminal last said of itself over MQTT; empty: nothing yet."""
        return str(self.said("state").get("s", ""))

    def said(self, topic: str) -> dict[str, object]:
        """Return the last message on a topic of the terminal."""
        heard = self.all_said(topic)
        return heard[-1] if heard else {}

    def all_said(self, topic: str) -> list[dict[str, object]]:
        """Return all messages on a topic of the terminal, in their order; empty ones as empty."""
        wanted = f"terminal/v1/{TERMINAL}/{topic}"
        payloads = [payload for heard, payload in self.monitor.heard if heard == wanted]
        return [dict(json.loads(payload)) if payload else {} for payload in payloads]

    def states(self) -> list[str]:
        """Return all states that it was in, in their order, as the monitor heard them."""
        return [str(each["s"]) for each in self.all_said("state") if each]

    def events(self) -> list[str]:
        """Return the kinds of the events that it sent."""
        return [str(each["kind"]) for each in self.all_said("event") if each]

    # waiting

    def until(self, condition: Callable[[], bool], what: str, seconds: float) -> float:
        """Return how long after power-on it was."""
        deadline = time.monotonic() + seconds
        while not condition():
            if time.monotonic() > deadline:
                self._keep_logs()
                raise AssertionError(f"{what}: not within {seconds:.0f} s\n{self.board.serial()[-3000:]}")
            time.sleep(0.5)
        return time.monotonic() - self.board.powered_on

    def until_looks(self, looks: Callable[[Image.Image], bool], wanted: Image.Image, seconds: float) -> float:
        """Return after how many seconds it did; where it does not, both pictures are kept."""
        started = time.monotonic()
        while not looks(self.look()):
            if time.monotonic() - started > seconds:
                self._keep_logs()
                wanted.save(self.kept / "failed-wanted.png")
                raise AssertionError(
                    f"not within {seconds:.0f} s: compare failed-wanted.png and last-seen.png in {self.kept}"
                )
            time.sleep(0.1)
        return time.monotonic() - started

    def _keep_logs(self) -> None:
        self.kept.mkdir(parents=True, exist_ok=True)
        if (self.directory / "serial.log").exists():
            (self.kept / "serial.log").write_text(self.board.serial())
        if self.board.process is not None and self.board.process.poll() is None and self._machine is not None:
            self.look().save(self.kept / "last-seen.png")
