"""The access token of this site's account: OAuth 2.0 client credentials (RFC 6749, 4.4)."""

from __future__ import annotations

from urllib.parse import urlencode

import msgspec

from appliance.clock import Clock
from appliance.outbox.fit_connect.answers import judge, read
from appliance.outbox.fit_connect.http_door import Call, HttpDoor
from appliance.outbox.ports import NotNow, RefusedByReceiver
from appliance.outbox.settings import FitConnectService

EARLY_S = 60.0
"""A token is renewed so long before it ends, and after half its life where that is shorter."""
_MOST_S = 24 * 3600.0
_MOST_LETTERS = 16 * 1024


class _Granted(msgspec.Struct):
    access_token: str
    expires_in: float = 300.0


class Tokens:
    def __init__(self, door: HttpDoor, service: FitConnectService, clock: Clock) -> None:
        self._door = door
        self._service = service
        self._clock = clock
        self._token = ""
        self._good_until = 0.0

    def bearer(self) -> str:
        """Return a token that is still good for a while. Raises NotNow."""
        if not self._token or self._clock.monotonic() >= self._good_until:
            self._renew()
        return self._token

    def forget(self) -> None:
        """The service did not take it, so its end has come early."""
        self._token = ""

    def _renew(self) -> None:
        try:
            granted = read(judge(self._door.send(self._call())).body, _Granted)
        except RefusedByReceiver as refusal:
            raise NotNow("credentials") from refusal
        if not _fits_a_header(granted.access_token):
            raise NotNow("answer-malformed")
        life_s = min(max(granted.expires_in, 0.0), _MOST_S)
        self._token = granted.access_token
        self._good_until = self._clock.monotonic() + max(life_s - EARLY_S, life_s / 2)

    def _call(self) -> Call:
        # In the body, not as Basic: that is how the service publishes it.
        form = {
            "grant_type": "client_credentials",
            "client_id": self._service.client_id,
            "client_secret": self._secret(),
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        return Call("POST", self._service.token_url, headers, urlencode(form).encode())

    def _secret(self) -> str:
        """Read anew each time: IT staff replace the file and nothing has to start again."""
        try:
            return self._service.client_secret_file.read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            raise NotNow("secret-unreadable") from error


def _fits_a_header(token: str) -> bool:
    return 0 < len(token) <= _MOST_LETTERS and all("!" <= letter <= "~" for letter in token)
