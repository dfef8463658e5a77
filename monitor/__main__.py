"""`python -m monitor`: the central monitor, until SIGTERM."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

import uvicorn

from monitor.service import Service
from monitor.settings import DESK_NAME, Broker, Limits, Settings
from monitor.web import create_app

GRACE_S = 3


def arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="monitor", description="Shows the terminals of a site to its staff.")
    parser.add_argument("--mqtt-host", default="127.0.0.1")
    parser.add_argument("--mqtt-port", type=int, default=1883)
    parser.add_argument("--mqtt-ca", type=Path, help="authority of the broker's certificate; turns TLS on")
    parser.add_argument("--mqtt-cert", type=Path, help="the monitor's own certificate")
    parser.add_argument("--mqtt-key", type=Path)
    parser.add_argument("--db", type=Path, default=Path("monitor.sqlite"), help="where history is kept")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=8080)
    parser.add_argument("--site", default=Settings.site)
    parser.add_argument("--desk", type=_desk, action="append", help="where visitors may be sent; may be repeated")
    parser.add_argument("--host-name", action="append", help="name under which browsers ask; `*` for any")
    parser.add_argument("--time-zone", type=ZoneInfo, default=ZoneInfo("Europe/Berlin"))
    parser.add_argument("--stale-after", type=float, default=Limits.stale_after_s, metavar="SECONDS")
    parser.add_argument("--lost-after", type=float, default=Limits.lost_after_s, metavar="SECONDS")
    return parser


def _desk(name: str) -> str:
    if not DESK_NAME.fullmatch(name):
        raise argparse.ArgumentTypeError("at most 20 letters, digits, spaces, dots and hyphens")
    return name


def read_settings(given: argparse.Namespace, token: str) -> Settings:
    return Settings(
        site=given.site,
        database=given.db,
        broker=Broker(given.mqtt_host, given.mqtt_port, given.mqtt_ca, given.mqtt_cert, given.mqtt_key),
        limits=Limits(stale_after_s=given.stale_after, lost_after_s=given.lost_after),
        zone=given.time_zone,
        desks=tuple(given.desk) if given.desk else Settings.desks,
        token=token,
        host_names=tuple(given.host_name or ()),
    )


def main() -> None:
    given = arguments().parse_args()
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s: %(message)s")
    settings = read_settings(given, os.environ.get("MONITOR_TOKEN", ""))
    for ending in (signal.SIGTERM, signal.SIGINT):
        signal.signal(ending, _end_well)  # uvicorn raises the signal again once it has shut down
    uvicorn.run(
        create_app(Service(settings)),
        host=given.host,
        port=given.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )


def _end_well(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


if __name__ == "__main__":
    main()
