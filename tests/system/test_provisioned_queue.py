"""The A4 queue that was provisioned, made in a real CUPS on a real IPP printer."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import cups as cupslib
import pytest

from provisioning.first_boot.places import Places
from provisioning.first_boot.queues import make_queue
from provisioning.terminals.provision_file import Provision, SiteFacts, to_toml
from tests.peers.cups_peer import CupsPeer
from tests.unit.provisioning.site_desk import terminal

pytestmark = pytest.mark.system


@pytest.fixture
def cups(tmp_path: Path) -> Iterator[CupsPeer]:
    with CupsPeer() as peer:
        yield peer


def provisioned(root: Path, a4: str) -> Places:
    places = Places(root)
    kept = places.real(places.provisioned)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(to_toml(Provision(SiteFacts("Utopia", ""), terminal(a4=a4))))
    return places


def test_the_queue_is_made_where_the_printer_answers_and_not_where_it_does_not(
    cups: CupsPeer, tmp_path: Path
) -> None:
    environment = {**os.environ, "LC_ALL": "C", "CUPS_SERVER": str(cups.server)}

    def said(*words: str) -> str:
        return subprocess.run(words, capture_output=True, text=True, check=False, env=environment).stdout

    subprocess.run(["lpadmin", "-x", "a4"], check=False, env=environment, capture_output=True)
    places = provisioned(tmp_path, cups.printer_uri)
    assert make_queue(places, environment) == ""
    assert cups.printer_uri in said("lpstat", "-v", "a4")
    found = cupslib.Connection(host=cups.server).getPrinterAttributes("a4")
    assert found["printer-error-policy"] == "retry-current-job"
    assert "accepting requests" in said("lpstat", "-a", "a4")
    assert make_queue(places, environment) == ""

    nobody = provisioned(tmp_path, "ipp://127.0.0.1:9/ipp/print")
    assert "does not answer" in make_queue(nobody, environment, wait_s=2)
    assert said("lpstat", "-v") == "", "no queue is left that knows nothing of its printer"
    assert make_queue(provisioned(tmp_path, cups.printer_uri), environment) == ""


def test_no_printer_wanted_no_queue_touched(tmp_path: Path) -> None:
    assert make_queue(provisioned(tmp_path, ""), {"PATH": "/nowhere"}) == ""
    assert make_queue(Places(tmp_path / "empty")) == "this terminal is not provisioned"
