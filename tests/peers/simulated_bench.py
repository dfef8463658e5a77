"""The bench of the twin."""

from __future__ import annotations

from appliance.outbox.progress import OfficeAnswer
from tests.peers.authority import private_key, private_pem, public_pem
from tests.peers.package_opener import as_received, open_package
from tests.peers.quick_office import simulated_transport
from tests.peers.transport_bench import BadKey, Cut, Received


class SimulatedBench:
    can_answer = True
    cuts: tuple[Cut, ...] = ("refused", "reset", "hanging", "server-error", "wrong-tls")

    def __init__(self) -> None:
        self.transport = simulated_transport()

    def received(self) -> list[Received]:
        office = self.transport.office
        keys = [key.private_key for key in office.keys if key.private_key]
        return [as_received(open_package(token, *keys)) for token in office.packages.values()]

    def goes_away(self) -> None:
        self.transport.goes_away()

    def comes_back(self) -> None:
        self.transport.comes_back()

    def cut(self, how: Cut) -> None:
        self.transport.breaks_next(how)

    def loses_last_confirmation(self) -> None:
        self.transport.loses_last_confirmation()

    def answers(self, submission_id: str, answer: OfficeAnswer) -> None:
        self.transport.answers(submission_id, answer)

    def refuses_next(self) -> None:
        self.transport.refuses_next()

    def changes_key(self) -> None:
        self.transport.changes_key()

    def offers_bad_key(self, kind: BadKey) -> None:
        content = {
            "too-weak": public_pem(private_key("weak", 2048)),
            "private": private_pem(private_key("private")),
        }
        self.transport.offers_key(content.get(kind, b"\x00"))

    def close(self) -> None:
        self.transport.close()
