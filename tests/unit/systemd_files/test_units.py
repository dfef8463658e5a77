"""The gate for the units of `systemd/`: systemd understands every line; none is more exposed than 2.0 of 10."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

from appliance.supervision.start_anew import NAME

SYSTEMD = Path(__file__).parents[3] / "systemd"
UNITS = sorted(path.name for path in SYSTEMD.iterdir() if path.suffix in (".service", ".path"))
SERVICES = [name for name in UNITS if name.endswith(".service")]
MOST_EXPOSED = 2.0
NEWER = {"RestartMode": 254, "RestartSteps": 254, "RestartMaxDelaySec": 254}
"""Keys that an older systemd than the image's (257) ignores, and since when they are known."""
_UNKNOWN = re.compile(r"Unknown key(?: name)? '(\w+)'")
_EXPOSURE = re.compile(r"Overall exposure level for \S+: ([0-9.]+)")

pytestmark = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def analyze(*words: str) -> subprocess.CompletedProcess[str]:
    command = ["systemd-analyze", *words]
    return subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def version() -> int:
    return int(analyze("--version").stdout.split()[1])


def places() -> dict[str, str]:
    return tomllib.loads((SYSTEMD / "places.toml").read_text(encoding="utf-8"))


def settings(unit: str, key: str) -> list[str]:
    lines = (SYSTEMD / unit).read_text(encoding="utf-8").splitlines()
    return [line.partition("=")[2] for line in lines if line.startswith(f"{key}=")]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root with our files in their places, Debian's units, and a program for each that ours start."""
    made = tmp_path_factory.mktemp("root")
    shutil.copytree("/usr/lib/systemd/system", made / "usr/lib/systemd/system", symlinks=True)
    for name, place in places().items():
        goal = made / (place or f"usr/lib/systemd/system/{name}").lstrip("/")
        goal.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(SYSTEMD / name, goal)
    for command in [
        each for unit in SERVICES for key in ("ExecStart", "ExecStop") for each in settings(unit, key)
    ]:
        program = made / command.split()[0].lstrip("/")
        program.parent.mkdir(parents=True, exist_ok=True)
        program.touch()
        program.chmod(0o755)
    return made


@pytest.mark.parametrize("unit", UNITS)
def test_systemd_understands_every_line(root: Path, unit: str) -> None:
    name = unit.replace("@", "@sda1")
    said = analyze("verify", f"--root={root}", "--recursive-errors=one", "--man=no", name).stdout
    ignored = {key for key, since in NEWER.items() if since > version()}
    complaints = [line for line in said.splitlines() if not set(_UNKNOWN.findall(line)) & ignored]
    assert complaints == []


@pytest.mark.parametrize("unit", SERVICES)
def test_no_unit_is_more_exposed_than_it_may_be(unit: str) -> None:
    threshold = f"--threshold={MOST_EXPOSED * 10:.0f}"
    done = analyze("security", "--offline=true", "--no-pager", threshold, str(SYSTEMD / unit))
    found = _EXPOSURE.search(done.stdout)
    assert found is not None, done.stdout
    assert float(found[1]) <= MOST_EXPOSED, done.stdout
    assert done.returncode == 0


def test_a_unit_without_hardening_would_be_found(tmp_path: Path) -> None:
    (tmp_path / "bare.service").write_text("[Service]\nExecStart=/bin/true\nUser=migrado\n")
    assert analyze("security", "--offline=true", "--threshold=20", str(tmp_path / "bare.service")).returncode != 0


def test_every_file_has_its_place() -> None:
    assert set(places()) == {path.name for path in SYSTEMD.iterdir() if path.is_file()}
    goals = [place for place in places().values() if place]
    assert len(goals) == len(set(goals))


@pytest.mark.parametrize("unit", SERVICES)
def test_modules_that_units_start_are_there(unit: str) -> None:
    root = SYSTEMD.parent
    for command in settings(unit, "ExecStart"):
        module = re.search(r"python3? -m ([\w.]+)", command)
        if module is None or module[1] == "provisioning.first_boot":  # comes with provisioning itself
            continue
        path = root / module[1].replace(".", "/")
        assert path.with_suffix(".py").exists() or (path / "__main__.py").exists(), module[1]


@pytest.mark.parametrize("unit", SERVICES)
def test_helpers_that_units_start_are_shipped_and_can_be_run(unit: str) -> None:
    helpers = {place: name for name, place in places().items()}
    for command in settings(unit, "ExecStart"):
        program = command.split()[0]
        if program.startswith("/usr/lib/migrado/"):
            assert (SYSTEMD / helpers[program]).stat().st_mode & 0o111


def test_the_screen_is_watched_and_has_somebody_to_take_over() -> None:
    unit = "migrado-terminal.service"
    assert settings(unit, "Type") == ["notify"]
    assert settings(unit, "WatchdogSec") == ["20"]
    assert settings(unit, "OnFailure") == ["migrado-rescue.service"]
    assert settings(unit, "StartLimitIntervalSec") == ["infinity"]


@pytest.mark.parametrize("unit", SERVICES)
def test_kinds_of_devices_are_allowed_by_number(unit: str) -> None:
    """systemd looks a name up when the unit starts: a driver that is loaded later would be left out for good."""
    kinds = [word.split()[0] for word in settings(unit, "DeviceAllow") if word.startswith("char-")]
    assert all(kind.removeprefix("char-").isdecimal() for kind in kinds), kinds


def test_what_rauc_writes_gives_way_to_visitors(root: Path) -> None:
    """Debian's own unit, which is not on this machine, with our drop-in."""
    unit = root / "usr/lib/systemd/system/rauc.service"
    unit.write_text("[Service]\nType=dbus\nBusName=de.pengutronix.rauc\nExecStart=/usr/bin/python3\n")
    said = analyze("verify", f"--root={root}", "--recursive-errors=one", "--man=no", "rauc.service").stdout
    assert said == ""
    for key in ("Nice", "CPUWeight", "IOSchedulingClass"):
        assert settings("rauc.conf", key) == settings("migrado-update.service", key)


@pytest.mark.parametrize("unit", SERVICES)
def test_a_restart_is_no_failure_for_those_who_wait_for_one(unit: str) -> None:
    """From systemd 254 on each restart is a failure otherwise, and sets off OnFailure= and path units."""
    watched = settings(unit, "OnFailure") or unit.replace(".service", ".path") in UNITS
    if watched and settings(unit, "Restart"):
        assert settings(unit, "RestartMode") == ["direct"]


def test_only_an_image_that_is_given_up_restarts_the_machine() -> None:
    unit = "migrado-mark-good.service"
    assert settings(unit, "OnFailure") == ["migrado-start-anew.service"]
    assert settings(unit, "Restart") == ["on-failure"]
    assert settings(unit, "RestartPreventExitStatus") == ["3"]
    assert settings(unit, "StartLimitIntervalSec") == ["0"]


def test_the_terminals_wish_is_looked_for_where_it_lays_it_down() -> None:
    assert settings("migrado-start-anew.path", "PathChanged") == [f"/run/migrado/terminal/{NAME}"]
    assert settings("migrado-update.path", "PathExists") == ["/var/lib/migrado/update/changed"]


def test_nothing_of_a_visitor_reaches_the_disk_by_a_crash() -> None:
    for unit in ("migrado-terminal.service", "migrado-rescue.service"):
        assert settings(unit, "LimitCORE") == ["0"]
    assert "Storage=none" in (SYSTEMD / "coredump.conf").read_text()


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("sysusers.conf", "systemd-sysusers"),
        ("tmpfiles.conf", "systemd-tmpfiles"),
        ("sysusers-monitor.conf", "systemd-sysusers"),
    ],
)
def test_users_and_directories_can_be_made_of_their_files(tmp_path: Path, name: str, program: str) -> None:
    (tmp_path / "etc").mkdir()
    words = ["--create"] if program == "systemd-tmpfiles" else []
    command = [program, f"--root={tmp_path}", *words, str(SYSTEMD / name)]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr.replace("Creating", "").count("rror")) == (0, 0), done.stderr
