"""The small units around the terminal, hardened as they are shipped, under a real systemd."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from appliance.supervision.heartbeat import Heartbeat, write_heartbeat
from tests.peers.systemd_peer import ROOT, SEEN, SystemdPeer, shipped

MARK_GOOD, POLICY, STICK = "migrado-mark-good.service", "migrado-policy.service", "migrado-stick@loop.service"
DEVICES = {"a4": "ready", "receipt": "ready", "scanner": "ready", "touch": "ready"}
pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.geteuid() != 0, reason="a systemd of its own is root's"),
]


def started(directory: Path, units: Mapping[str, str]) -> SystemdPeer:
    try:
        return SystemdPeer(directory, units)
    except OSError as error:
        pytest.skip(str(error))


def test_an_image_is_marked_good_by_an_unprivileged_unit(here: Path) -> None:
    """The condition is left out: this machine was started from no slot."""
    rauc = here / "rauc"
    rauc.write_text("#!/bin/sh\necho told >&2\n")
    rauc.chmod(0o755)
    options = f"--heartbeat {here} --slot a --image test"
    drop_in = f"""
[Service]
User=nobody
Group=nogroup
WorkingDirectory={ROOT}
{SEEN}
ExecStart=
ExecStart={sys.executable} -m appliance.mark_good {options}
Environment=PATH={here}:/usr/bin
StandardError=append:{here}/output
"""
    unit = shipped(MARK_GOOD).replace("ConditionKernelCommandLine=migrado.slot\n", "")
    now = time.monotonic()
    write_heartbeat(here, Heartbeat(at=now + 5, since=now - 90, first_frame=now - 80, devices=DEVICES))
    systemd = started(here, {MARK_GOOD: unit, f"{MARK_GOOD}.d/here.conf": drop_in})
    try:
        systemd.systemctl("start", MARK_GOOD)
        systemd.wait_for(lambda: systemd.show(MARK_GOOD, "SubState") == "exited")
        assert systemd.show(MARK_GOOD, "Result") == "success"
        assert systemd.run("cat", "/var/lib/migrado/slots/a") == "test"
        assert "told" in (here / "output").read_text()
    finally:
        systemd.close()


def test_firewall_and_usb_policy_are_applied_with_two_capabilities(here: Path) -> None:
    """In a network of its own. What udevadm would do is done by hand: no udev runs here."""
    config = here / "terminal.toml"
    config.write_text('[mqtt]\nhost = "broker.example.org"\nport = 18883\nca_file = "ca.pem"\n')
    drop_in = f"""
[Service]
WorkingDirectory={ROOT}
{SEEN}
PrivateNetwork=yes
ExecStart=
ExecStart=/usr/sbin/nft -f {ROOT}/systemd/nftables.conf
ExecStart={sys.executable} -m appliance.lockdown apply --config {config}
ExecStart=/usr/sbin/nft list set inet migrado out_tcp
ExecStart=/bin/sh -c "echo change >/sys/devices/virtual/mem/null/uevent"
StandardOutput=append:{here}/output
StandardError=append:{here}/output
"""
    systemd = started(here, {POLICY: shipped(POLICY), f"{POLICY}.d/here.conf": drop_in})
    try:
        systemd.systemctl("start", POLICY)
        assert systemd.show(POLICY, "Result") == "success", (here / "output").read_text()
        assert "elements = { 8443, 18883 }" in (here / "output").read_text()
        assert systemd.run("cat", "/run/migrado/policy/usb") == shipped("usb-policy").strip()
    finally:
        systemd.close()


@pytest.fixture
def stick(here: Path) -> Path:
    """A file: for a device systemd would wait until udev has seen it."""
    image = here / "stick.img"
    image.touch()
    os.truncate(image, 8 * 2**20)
    subprocess.run(["mke2fs", "-q", "-t", "ext4", str(image)], check=True)
    return image


def test_a_stick_that_a_unit_without_rights_asks_for_is_seen_by_the_terminal(here: Path, stick: Path) -> None:
    """The helper's own question to udev is left out, there is none here; the mount is asked for in its words."""
    asking = "systemd-mount --quiet --collect --no-ask-password --fsck=no --property=LazyUnmount=yes"
    assert asking in shipped("migrado-stick")
    unit = "\n".join(line for line in shipped("migrado-stick@.service").splitlines() if ".device" not in line)
    command = f"/usr/bin/{asking} --type=ext4 --options=ro,nosuid,nodev,noexec,noload {stick} /run/migrado/stick"
    terminal = shipped("migrado-terminal.service")
    units = {
        STICK.replace("@loop", "@"): unit.replace("/usr/lib/migrado/migrado-stick %i", command),
        f"{STICK.replace('@loop', '@')}.d/here.conf": f"[Service]\n{SEEN}\n",
        "migrado-terminal.service": terminal,
        "migrado-terminal.service.d/here.conf": (
            "[Unit]\nOnFailure=\n[Service]\nType=exec\nWatchdogSec=0\nUser=nobody\nGroup=nogroup\nSupplementaryGroups=\n"
            "WorkingDirectory=/\nExecStart=\nExecStart=/bin/sleep 600\n"
        ),
        "migrado-provision.service": "[Service]\nType=oneshot\nExecStart=/bin/true\n",
    }
    systemd = started(here, units)
    try:
        systemd.systemctl("start", "migrado-terminal.service")
        pid = systemd.show("migrado-terminal.service", "MainPID")
        systemd.systemctl("start", STICK)
        assert systemd.show(STICK, "Result") == "success"
        mounts = systemd.run("cat", f"/proc/{pid}/mountinfo")
        (line,) = [each for each in mounts.splitlines() if " /run/migrado/stick " in each]
        assert {"ro", "nosuid", "nodev", "noexec"} <= set(line.split()[5].split(","))
        systemd.systemctl("stop", STICK)
        assert " /run/migrado/stick " not in systemd.run("cat", f"/proc/{pid}/mountinfo")
    finally:
        systemd.close()
