"""`./dev demo`: one terminal and the monitor, with real mosquitto, CUPS and printers, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import threading
from pathlib import Path

from tests.demo import ports
from tests.demo.children import Children
from tests.demo.levers import LeverServer
from tests.demo.peers import Peers
from tests.demo.screen import BrowserScreen
from tests.staff_room import PIN, STAFF_ID, write_staff_file

BUILD = Path("build/demo")
MONITOR_PORT = 8080
LOOK_SECONDS = 0.5


def main() -> int:
    chosen = _options()
    shutil.rmtree(BUILD, ignore_errors=True)
    logs = BUILD / "logs"
    logs.mkdir(parents=True)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: ended.set())
    peers, children, levers = Peers(BUILD / "prints"), Children(logs), None
    try:
        print("==> broker, CUPS, printers and offices", flush=True)
        peers.start()
        socket_path = BUILD / "levers.sock"
        levers = LeverServer(socket_path, peers.levers())
        print("==> monitor", flush=True)
        monitor_port = _start_monitor(children, peers)
        print("==> terminal", flush=True)
        screen_url = _start_terminal(children, peers, socket_path, chosen)
        _tell(peers, monitor_port, screen_url)
        while not ended.wait(LOOK_SECONDS):
            children.look_after()
            peers.collect()
    finally:
        print("\n==> stopping", flush=True)
        children.end()
        if levers is not None:
            levers.close()
        peers.stop()
    return 0


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(prog="./dev demo", description=__doc__)
    options.add_argument("--browser", action="store_true", help="show the terminal in the browser, display or not")
    options.add_argument("--size", default="1920x1080", help="1920x1080, 1280x800 or 1080x1920")
    options.add_argument("--dpi", type=float, default=102)
    return options.parse_args()


def _start_monitor(children: Children, peers: Peers) -> int:
    port = ports.choose(MONITOR_PORT, "the monitor")
    children.start(
        "monitor",
        *(sys.executable, "-m", "monitor", "--mqtt-host", "127.0.0.1", "--mqtt-port", str(peers.broker.port)),
        *("--db", str(BUILD / "monitor.db"), "--host", "127.0.0.1", "--port", str(port)),
        *("--site", "Self-Service-Center"),
    )
    if not ports.answers(port):
        print(f"    the monitor does not answer yet; see {BUILD / 'logs' / 'monitor.log'}", flush=True)
    return port


def _start_terminal(children: Children, peers: Peers, levers: Path, chosen: argparse.Namespace) -> str | None:
    """Start the terminal's screen: a window where there is a display, else a browser's page. Returns its URL."""
    width, height = (int(side) for side in chosen.size.split("x"))
    write_staff_file(BUILD / "staff.toml")
    offices = BUILD / "offices.toml"
    offices.write_text(peers.offices.settings(), encoding="utf-8")
    config = BUILD / "terminal.toml"
    config.write_text(_configuration(peers, width, height, chosen.dpi), encoding="utf-8")
    command = (sys.executable, "-m", "tests.demo.terminal", "--config", str(config), "--levers", str(levers))
    if os.environ.get("DISPLAY") and not chosen.browser:
        children.start("terminal", *command)
        return None
    screen = BrowserScreen(children, width, height)
    children.start("terminal", *command, DISPLAY=screen.display, LIBGL_ALWAYS_SOFTWARE="1")
    return screen.serve()


def _configuration(peers: Peers, width: int, height: int, dpi: float) -> str:
    host, port = peers.cups.server, 631
    return f"""\
[terminal]
id = "demo-1"
place = "Halle A · Terminal 1"

[display]
width = {width}
height = {height}
dpi = {dpi}
fullscreen = false
touch = "mouse"

[mqtt]
host = "127.0.0.1"
port = {peers.broker.port}
tls = false

[paths]
state = "{(BUILD / "state").absolute()}"
offices = "{(BUILD / "offices.toml").absolute()}"
staff = "{(BUILD / "staff.toml").absolute()}"

[devices.a4]
queue = "{peers.cups.queue}"
server = "{host}"
port = {port}
device_uri = "{peers.cups.printer_uri}"

[devices.receipt]
address = "tcp://127.0.0.1:{peers.receipt_port}"

[devices.scanner]
driver = "simulated"

[devices.touch]
driver = "simulated"

[devices.stick]
driver = "simulated"
"""


def _tell(peers: Peers, monitor_port: int, screen_url: str | None) -> None:
    rows = (
        ("terminal", screen_url or "the window on your display"),
        ("monitor", f"http://127.0.0.1:{monitor_port}/"),
        ("A4 printer", peers.cups.printer_web_url),
        ("A4 print-outs", str(peers.pages_dir.absolute())),
        ("receipts", str(peers.receipts_dir.absolute())),
        ("sent", f"{peers.offices_dir.absolute()} (as the offices opened it)"),
        ("staff", f"number {STAFF_ID}, PIN {PIN}"),
        ("logs", str((BUILD / "logs").absolute())),
    )
    print("\nReady. F12 in the terminal opens the dock with all levers. Ctrl-C ends everything.\n")
    for name, where in rows:
        print(f"  {name:<14} {where}")
    print(flush=True)


if __name__ == "__main__":
    sys.exit(main())
