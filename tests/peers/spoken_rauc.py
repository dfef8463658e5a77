"""A stand-in for `rauc install`: only its words. A real one needs device mapper and slots, as QEMU has them."""

from __future__ import annotations

from pathlib import Path

DONE = """installing
  0% Installing
 20% Checking bundle
 40% Checking bundle done.
 60% Checking manifest contents done.
 80% Updating slots
 99% Copying image to rootfs.1 done.
100% Installing done.
Installing `{bundle}` succeeded"""
REFUSED = """installing
  0% Installing
 20% Checking bundle
 40% Checking bundle failed.
100% Installing failed.
LastError: {error}
Installing `{bundle}` failed"""
AWAY = "D-Bus error while installing `{bundle}`"


class SpokenRauc:
    """`command` is what to start in the place of `rauc install`."""

    def __init__(self, directory: Path) -> None:
        self._program = directory / "spoken-rauc"
        self._asked = directory / "spoken-rauc.asked"
        self.succeeds()

    @property
    def command(self) -> tuple[str, str]:
        return str(self._program), "install"

    @property
    def asked(self) -> list[str]:
        return self._asked.read_text().splitlines() if self._asked.exists() else []

    def succeeds(self) -> None:
        self._speaks(DONE, 0)

    def refuses(self, error: str) -> None:
        self._speaks(REFUSED.replace("{error}", error), 1)

    def is_away(self) -> None:
        self._speaks(AWAY, 2)

    def _speaks(self, words: str, exit_code: int) -> None:
        words = words.replace("`", "\\`").replace("{bundle}", "$2")
        self._program.write_text(
            f'#!/bin/sh\necho "$1 $2" >>{self._asked}\n[ -r "$2" ] || exit 70\n'
            f"cat <<END\n{words}\nEND\nexit {exit_code}\n"
        )
        self._program.chmod(0o755)
