"""Health: read from the kernel's files as they are, odd ones included; and what a reading means."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from appliance.health.clock_offset import clock_offset_s, offset_of
from appliance.health.identity import addresses, serial_numbers
from appliance.health.probes import read_health
from appliance.health.rules import findings
from appliance.health.snapshot import Snapshot
from hardware.events import Severity


def pi(root: Path, throttled: str = "0x0", temperature: str = "48312") -> Path:
    """The files of a Raspberry Pi."""
    files = {
        "sys/devices/platform/soc/soc:firmware/get_throttled": throttled,
        "sys/class/thermal/thermal_zone0/temp": f"{temperature}\n",
        "proc/meminfo": "MemTotal:     1000000 kB\nMemFree:   10 kB\nMemAvailable:    400000 kB\n",
        "proc/loadavg": "0.42 0.30 0.20 1/123 4567\n",
        "proc/uptime": "86400.51 170000.00\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def test_a_healthy_pi(tmp_path: Path) -> None:
    snapshot = read_health(tmp_path, pi(tmp_path))
    assert (snapshot.cpu_temp_c, snapshot.mem_free_pct, snapshot.load) == (48.3, 40.0, 0.42)
    assert (snapshot.throttled, snapshot.undervoltage, snapshot.uptime_s) == (False, False, 86400)
    assert snapshot.disk_free_pct is not None
    assert 0 < snapshot.disk_free_pct <= 100


@pytest.mark.parametrize(
    ("value", "undervoltage", "throttled"),
    [
        ("0x1", True, False),
        ("0x4", False, True),
        ("0x2", False, True),
        ("0x50005", True, True),
        ("0x50000", False, False),
    ],
)
def test_the_firmware_s_bits(tmp_path: Path, value: str, undervoltage: bool, throttled: bool) -> None:
    """The upper bits tell of the past and are no reason to act now."""
    snapshot = read_health(tmp_path, pi(tmp_path, throttled=value))
    assert (snapshot.undervoltage, snapshot.throttled) == (undervoltage, throttled)


def test_what_is_missing_or_odd_is_unknown_not_zero(tmp_path: Path) -> None:
    odd = pi(tmp_path, throttled="", temperature="warm")
    (odd / "proc/meminfo").write_text("nothing\n")
    (odd / "proc/loadavg").unlink()
    snapshot = read_health(tmp_path / "gone", odd)
    assert replace(snapshot, clock_offset_s=None) == Snapshot(uptime_s=86400)


def test_nothing_measured_is_no_finding() -> None:
    assert findings(Snapshot()) == ()


def test_the_worst_comes_first_and_says_what_to_do() -> None:
    found = findings(Snapshot(cpu_temp_c=84, disk_free_pct=5, mem_free_pct=3, undervoltage=True))
    assert [each.kind for each in found] == ["undervoltage", "hot", "disk_low", "memory_low"]
    assert found[0].severity is Severity.ERROR
    assert "Netzteil" in found[0].instruction


def test_a_full_disk_is_an_error_and_not_also_a_warning() -> None:
    assert [each.kind for each in findings(Snapshot(disk_free_pct=1))] == ["disk_full"]


@pytest.mark.parametrize(
    ("status", "offset", "seconds"),
    [(0x0001, 250_000, 0.25), (0x2001, -3_000_000, -0.003), (0x0040, 5, None), (0x2040, 5, None)],
)
def test_the_kernel_s_clock_figures(status: int, offset: int, seconds: float | None) -> None:
    assert offset_of(status, offset) == seconds


def test_this_machine_s_clock_can_be_asked() -> None:
    answer = clock_offset_s()
    assert answer is None or abs(answer) < 3600


def test_the_board_s_serial_number(tmp_path: Path) -> None:
    assert serial_numbers(tmp_path) == {}
    tree = tmp_path / "proc/device-tree"
    tree.mkdir(parents=True)
    (tree / "serial-number").write_bytes(b"10000000abcdef01\0")
    assert serial_numbers(tmp_path) == {"board": "10000000abcdef01"}


def test_addresses_are_those_of_others_than_the_loopback() -> None:
    assert all(not each.split()[1].startswith("127.") for each in addresses())
