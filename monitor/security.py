"""Who may ask and from where: host names, the optional staff token, same-origin posts, and strict headers.

Browsers add the token by themselves once typed (HTTP Basic), so posts are guarded by their origin and not by it.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
OPEN_PATHS = frozenset({"/healthz"})
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard:
    """ASGI middleware around everything."""

    def __init__(self, app: ASGIApp, token: str = "", host_names: tuple[str, ...] = ()) -> None:
        self._app = app
        self._token = token
        self._names = frozenset({"localhost", socket.gethostname().lower(), *(n.lower() for n in host_names)})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        refusal = self._refusal(scope["method"], scope["path"], Headers(scope=scope))
        await (refusal or self._app)(scope, receive, send_with_headers)

    def _refusal(self, method: str, path: str, headers: Headers) -> Response | None:
        if not self._is_known_host(headers.get("host", "")):
            return PlainTextResponse("unknown host name", 421)
        if path not in OPEN_PATHS and not self._is_staff(headers.get("authorization", "")):
            return PlainTextResponse(
                "sign in", 401, {"WWW-Authenticate": 'Basic realm="MigraDo Monitor", charset="UTF-8"'}
            )
        if method not in SAFE_METHODS and not is_same_origin(headers):
            return PlainTextResponse("only from the monitor's own pages", 403)
        return None

    def _is_known_host(self, host: str) -> bool:
        """A foreign name that resolves to this machine could make a browser post to us as if from itself."""
        name = urlsplit(f"//{host}").hostname or ""
        return "*" in self._names or name in self._names or _is_address(name)

    def _is_staff(self, authorization: str) -> bool:
        if not self._token:
            return True
        scheme, _, encoded = authorization.partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            password = base64.b64decode(encoded, validate=True).partition(b":")[2]
        except (binascii.Error, ValueError):
            return False
        return hmac.compare_digest(password, self._token.encode())


def is_same_origin(headers: Headers) -> bool:
    """Whether a browser says that one of our pages posts. Without any word about it: no."""
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is None:
        return site == "same-origin"
    return urlsplit(origin).netloc == headers.get("host", "")


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
