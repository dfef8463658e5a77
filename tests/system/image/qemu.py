"""A terminal of glass and silicon that is a program: QEMU's virt board with the devices of a terminal."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.system.image.qmp import HELD_S, Machine

WIDTH, HEIGHT = 1280, 800
EMULATOR = "qemu-system-aarch64"
STEADY = "MIGRADO_STEADY_BOARD"
"""In the environment: the board's clock counts its instructions. On a machine that does other work too, its own
time-outs would else pass before it has got anywhere. Slower where nothing else is done."""
SLOWER = 6
"""So much slower than the clock on the wall its own is then, at a guess."""
_FAST = ("-smp", "2", "-accel", "tcg,thread=multi")
_STEADY = ("-smp", "1", "-accel", "tcg,thread=single", "-icount", "shift=2,sleep=on")


@dataclass(frozen=True)
class Moment:
    """A moment of a board, to go on from as often as wanted; to its own clock no time has passed."""

    machine: Path
    card: Path


@dataclass
class Board:
    """What is plugged in; `card` is written to."""

    card: Path
    firmware: Path
    """U-Boot for this board."""
    environment: Path
    """Its stored environment, in the second flash bank."""
    directory: Path
    """For its socket and its logs."""
    extra: Sequence[str] = ()
    """Further words for QEMU: devices of one test."""
    network: str = "user,id=net"
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)
    powered_on: float = field(default=0.0, init=False)

    def power_on(self, moment: Moment | None = None) -> Machine:
        """Start, or go on from a moment that was kept of this board."""
        socket = self.directory / "qmp"
        socket.unlink(missing_ok=True)
        words = self._words(socket)
        if moment is not None:
            _copied(moment.card, self.card)
            words += ["-incoming", f"file:{moment.machine}"]
        with (self.directory / "qemu.log").open("ab") as log:
            self.process = subprocess.Popen(words, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        self.powered_on = time.monotonic()
        for _ in range(100):
            if socket.exists():
                machine = Machine(socket, HELD_S * (SLOWER if os.environ.get(STEADY) else 1))
                if moment is not None:
                    machine.until_running()
                return machine
            time.sleep(0.1)
        raise RuntimeError(f"QEMU did not start: {(self.directory / 'qemu.log').read_text()}")

    def kept(self, machine: Machine, name: str) -> Moment:
        """Keep this moment, with all that is in memory and on the card, and switch the board off."""
        moment = Moment(self.directory / f"{name}.machine", self.directory / f"{name}.card")
        machine.write_down(moment.machine)
        self.power_off()
        _copied(self.card, moment.card)
        return moment

    def power_off(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait(10)
            self.process = None

    def serial(self) -> str:
        return (self.directory / "serial.log").read_text(errors="replace")

    def _words(self, socket: Path) -> list[str]:
        return [
            EMULATOR, *(_STEADY if os.environ.get(STEADY) else _FAST),
            "-M", "virt", "-cpu", "cortex-a72", "-m", "2G",
            "-display", "none", "-bios", str(self.firmware),
            "-drive", f"if=pflash,unit=1,format=raw,readonly=on,file={self.environment}",
            "-drive", f"file={self.card},format=raw,if=none,id=card,cache=writeback",
            "-device", "virtio-blk-pci,drive=card",
            "-device", f"virtio-gpu-pci,xres={WIDTH},yres={HEIGHT}", "-device", "virtio-multitouch-pci",
            "-device", "qemu-xhci", "-device", "usb-kbd", "-device", "i6300esb",
            "-device", "virtio-rng-pci",
            "-netdev", self.network, "-device", "virtio-net-pci,netdev=net,romfile=",
            "-serial", f"file:{self.directory / 'serial.log'}", "-qmp", f"unix:{socket},server,nowait",
            *self.extra,
        ]  # fmt: skip


def _copied(source: Path, target: Path) -> None:
    subprocess.run(["cp", "--sparse=always", source, target], check=True)
