"""The make-believe FIT-Connect as a process of its own, with a control port beside it: one JSON line in, one out.

`{"do": "received"}`, `{"do": "cut", "how": "reset"}`, `{"do": "lose-last"}`, `{"do": "away"}`, `{"do": "back"}`,
`{"do": "accept", "id": …}`, `{"do": "reject", "id": …}`, `{"do": "refuse-next"}`, `{"do": "faults"}`.
Ids are the sender's. What was received stays in memory however often the sender is killed.
"""

from __future__ import annotations

import argparse
import json
import socketserver
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from tests.peers.fit_connect_desk import DESTINATION, LEIKA, SCHEMA
from tests.peers.fit_connect_handler import CLIENT_ID, PREFIX
from tests.peers.fit_connect_receiver import FitConnectReceiver
from tests.peers.fit_connect_trouble import Mishap

CUTS: dict[str, Mishap] = {"reset": "reset", "hanging": "hang", "server-error": "500", "wrong-tls": "wrong-tls"}


def sender_settings(receiver: FitConnectReceiver) -> dict[str, str]:
    """All that a sender must be told."""
    return {
        "token_url": f"{receiver.url}/token",
        "submission_url": f"{receiver.url}{PREFIX}",
        "client_id": CLIENT_ID,
        "client_secret_file": str(receiver.secret_file),
        "ca_file": str(receiver.ca_file),
        "destination_id": DESTINATION,
        "leika_key": LEIKA,
        "schema": SCHEMA,
    }


def submission_of(receiver: FitConnectReceiver, sender_id: str) -> str:
    """The service's id of what the sender calls by its own."""
    desk = receiver.desk
    return next(id_ for id_ in desk.order if desk.opened(id_).sender_id == sender_id)


def obey(receiver: FitConnectReceiver, order: dict[str, Any]) -> Any:
    desk = receiver.desk
    match order["do"]:
        case "received":
            return [one.sender_id for one in desk.received()]
        case "faults":
            return desk.faults
        case "cut":
            cut(receiver, order["how"])
        case "lose-last":
            receiver.troubles.plan("submit", "lost")
        case "away":
            receiver.goes_away()
        case "back":
            receiver.comes_back()
        case "refuse-next":
            desk.rejects_next = True
        case "accept":
            desk.accept(submission_of(receiver, order["id"]))
        case "reject":
            desk.reject(submission_of(receiver, order["id"]))
        case other:
            return {"unknown": other}
    return "done"


def cut(receiver: FitConnectReceiver, how: str) -> None:
    """Fail the next attachment's upload so; `refused` is for a moment, whoever calls."""
    if how == "refused":
        receiver.goes_away()
        threading.Timer(1.0, receiver.comes_back).start()
    else:
        receiver.troubles.plan("attachment", CUTS[how])


class _Control(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        for line in self.rfile:
            answer = obey(self.server.receiver, json.loads(line))  # type: ignore[attr-defined]
            self.wfile.write(json.dumps(answer).encode() + b"\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--control-port", type=int, default=0)
    parser.add_argument("--directory", type=Path)
    options = parser.parse_args()
    directory = options.directory or Path(tempfile.mkdtemp(prefix="fit-connect-"))
    receiver = FitConnectReceiver(directory, options.port)
    control = socketserver.ThreadingTCPServer(("127.0.0.1", options.control_port), _Control)
    control.daemon_threads = True
    control.receiver = receiver  # type: ignore[attr-defined]
    threading.Thread(target=control.serve_forever, daemon=True).start()
    print(json.dumps({**sender_settings(receiver), "control_port": control.server_address[1]}), flush=True)
    while True:
        time.sleep(3600)
