"""The bare receiver of the ingest bench: a paho loop that parses each payload and forgets it."""

from __future__ import annotations

import sys
import time
from typing import Any

import msgspec
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion

LIMIT_S = 60.0


class Bare:
    def __init__(self, count: int) -> None:
        self.count = count
        self.seen = 0
        self.began = 0.0
        self.ended = 0.0

    def take(self, _client: Client, _data: Any, message: MQTTMessage) -> None:
        if not message.topic.startswith("terminal/v1/sim-"):
            return
        if not self.seen:
            self.began = time.perf_counter()
        msgspec.json.decode(message.payload)
        self.seen += 1
        if self.seen == self.count:
            self.ended = time.perf_counter()


def main() -> None:
    port, count = int(sys.argv[1]), int(sys.argv[2])
    bare = Bare(count)
    client = Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
    client.on_message = bare.take
    client.on_subscribe = lambda *_: print("listening", flush=True)
    client.connect("127.0.0.1", port)
    client.subscribe("terminal/v1/+/#", qos=1)
    deadline = time.monotonic() + LIMIT_S
    while not bare.ended and time.monotonic() < deadline:
        client.loop(0.2)
    print(bare.ended - bare.began)


if __name__ == "__main__":
    main()
