"""Which ports a machine answers on, asked by nmap."""

from __future__ import annotations

import re
import subprocess

_OPEN = re.compile(r"(\d+)/open/")
_SCANNED = re.compile(r"Ports scanned: TCP\((\d+);.*?UDP\((\d+);")


def open_ports(address: str, *words: str) -> tuple[frozenset[int], int]:
    """Return the open ports, and how many were asked. `words` are nmap's: `-sS -p-`."""
    quick = ("-T4", "--min-rate", "1500", "--max-retries", "1")
    done = subprocess.run(
        ["nmap", "-n", "-Pn", *quick, *words, "-v", "-oG", "-", address],
        capture_output=True, text=True, check=True, timeout=900,
    )  # fmt: skip
    asked = _SCANNED.search(done.stdout)
    assert asked is not None, done.stdout
    return frozenset(int(port) for port in _OPEN.findall(done.stdout)), sum(map(int, asked.groups()))
