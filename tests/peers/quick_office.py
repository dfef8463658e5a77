"""The simulated transport with a key that is made once in a process: making one takes longer than most tests."""

from __future__ import annotations

import functools

from joserfc.jwk import RSAKey

from appliance.outbox.simulated import SimulatedOffice, SimulatedTransport


def simulated_transport() -> SimulatedTransport:
    return SimulatedTransport(SimulatedOffice(keys=[_first_key()]))


@functools.cache
def _first_key() -> RSAKey:
    return SimulatedOffice().keys[0]
