"""QEMU's machine protocol: look at the screen, touch it, type on the USB keyboard, pull the plug."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path
from typing import Any

from PIL import Image

AXIS = 32767
FINGER, LIFTED = 1, -1
KEYS = {"<": ("shift", "comma"), " ": ("spc",), "\n": ("ret",), ".": ("dot",), "-": ("minus",)}
HELD_S = 0.12
"""Of the board's own time, more or less: what is shorter is no finger, and half a second is held down."""


class Machine:
    """A running QEMU, at the other end of its QMP socket."""

    def __init__(self, path: Path, held_s: float = HELD_S) -> None:
        self._held_s = held_s
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.settimeout(30)
        self._socket.connect(str(path))
        self._lines = self._socket.makefile("rw", encoding="utf-8")
        self._lines.readline()
        self.ask("qmp_capabilities")

    def ask(self, command: str, **arguments: Any) -> Any:
        """Raises RuntimeError with QEMU's own words."""
        self._lines.write(json.dumps({"execute": command, "arguments": arguments}) + "\n")
        self._lines.flush()
        while True:
            answer = json.loads(self._lines.readline())
            if "error" in answer:
                raise RuntimeError(answer["error"]["desc"])
            if "return" in answer:
                return answer["return"]

    def picture(self, target: Path) -> Path:
        """Save what is on the screen as PNG."""
        self.ask("screendump", filename=str(target), format="png")
        return target

    def look(self, target: Path) -> Image.Image:
        """Return what is on the screen; `target` is overwritten."""
        self.ask("screendump", filename=str(target), format="ppm")
        with Image.open(target) as picture:
            return picture.convert("RGB")

    def touch(self, x: float, y: float) -> None:
        """Put a finger on the panel, at fractions of its width and height from the upper left."""
        self.ask("input-send-event", events=[_touch("begin"), *_at(x, y), _button(down=True)])

    def slide(self, x: float, y: float) -> None:
        """Move the finger there, without lifting it."""
        self.ask("input-send-event", events=_at(x, y))

    def lift(self) -> None:
        self.ask("input-send-event", events=[_touch("end"), _button(down=False)])

    def tap(self, x: float, y: float) -> None:
        self.touch(x, y)
        time.sleep(self._held_s)
        self.lift()

    def plug_in(self, driver: str, name: str, **more: Any) -> None:
        self.ask("device_add", driver=driver, id=name, **more)

    def unplug(self, name: str) -> None:
        self.ask("device_del", id=name)

    def type(self, text: str) -> None:
        """Type on the USB keyboard, as a reader that is one does; American layout."""
        for letter in text:
            self.press(*_keys(letter))

    def press(self, *keys: str) -> None:
        self.ask("send-key", keys=[{"type": "qcode", "data": key} for key in keys], **{"hold-time": 20})
        time.sleep(0.05)

    def write_down(self, target: Path) -> None:
        """Stop the board for good, and write what is in its memory and devices to a file."""
        self.ask("stop")
        self.ask("migrate", uri=f"file:{target}")
        while (status := self.ask("query-migrate").get("status")) != "completed":
            if status in ("failed", "cancelled"):
                raise RuntimeError(f"not written down: {status}")
            time.sleep(0.2)

    def until_running(self) -> None:
        """Wait until a board that goes on from a file has read it."""
        while self.ask("query-status")["status"] == "inmigrate":
            time.sleep(0.1)
        self.ask("cont")


def _keys(letter: str) -> tuple[str, ...]:
    if letter in KEYS:
        return KEYS[letter]
    return ("shift", letter.lower()) if letter.isupper() else (letter,)


def _touch(kind: str) -> dict[str, Any]:
    """QEMU hands the id on as it is: -1 is what lifts a finger (Linux, multi-touch protocol B)."""
    finger = LIFTED if kind == "end" else FINGER
    return {"type": "mtt", "data": {"type": kind, "slot": 0, "tracking-id": finger, "axis": "x", "value": 0}}


def _at(x: float, y: float) -> list[dict[str, Any]]:
    return [
        {
            "type": "mtt",
            "data": {"type": "data", "slot": 0, "tracking-id": FINGER, "axis": axis, "value": int(at * AXIS)},
        }
        for axis, at in (("x", x), ("y", y))
    ]


def _button(*, down: bool) -> dict[str, Any]:
    return {"type": "btn", "data": {"down": down, "button": "touch"}}
