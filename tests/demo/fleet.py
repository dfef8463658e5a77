"""`./dev fleet N`: N simulated terminals against a broker and a monitor of their own, until Ctrl-C."""

from __future__ import annotations

import argparse
import shutil
import signal
import sys
import tempfile
import threading
from pathlib import Path

from tests.demo import ports
from tests.demo.children import Children
from tests.peers.mosquitto_peer import MosquittoPeer

BUILD = Path("build/fleet")


def main() -> int:
    options = argparse.ArgumentParser(prog="./dev fleet", description=__doc__)
    options.add_argument("size", type=int, metavar="N")
    size = options.parse_args().size
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir(parents=True)
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: ended.set())
    children = Children(BUILD)
    with (
        tempfile.TemporaryDirectory(prefix="migrado-fleet-") as root,
        MosquittoPeer(Path(root) / "mosquitto", ports.choose(1883, "the broker")) as broker,
    ):
        port = ports.choose(8080, "the monitor")
        try:
            _start(children, broker.port, port, size)
            print(f"\n  monitor   http://127.0.0.1:{port}/\n  logs      {BUILD.absolute()}\n", flush=True)
            while not ended.wait(0.5):
                children.look_after()
        finally:
            children.end()
    return 0


def _start(children: Children, mqtt_port: int, port: int, size: int) -> None:
    children.start(
        "monitor",
        *(sys.executable, "-m", "monitor", "--mqtt-host", "127.0.0.1", "--mqtt-port", str(mqtt_port)),
        *("--db", str(BUILD / "monitor.db"), "--host", "127.0.0.1", "--port", str(port), "--site", "Fleet"),
    )
    config = BUILD / "fleet.toml"
    config.write_text(
        f'[mqtt]\nhost = "127.0.0.1"\nport = {mqtt_port}\ntls = false\n\n'
        f'[paths]\nstate = "{(BUILD / "state").absolute()}"\n',
        encoding="utf-8",
    )
    children.start(
        "terminals",
        *(sys.executable, "-m", "appliance", "--headless", "--config", str(config), "--fleet", str(size)),
    )


if __name__ == "__main__":
    sys.exit(main())
