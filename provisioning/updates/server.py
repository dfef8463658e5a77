"""Asks the site's update server whether terminals would get a bundle from it."""

from __future__ import annotations

import http.client
import ssl
from dataclasses import dataclass

ANSWER_S = 10.0


class NotOffered(Exception):
    """The server does not give the bundle out; what to do."""


class NotThere(NotOffered):
    """It does not have it, or another one of that name: it has to be copied."""


@dataclass(frozen=True)
class ServerPlace:
    host: str
    port: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def make_sure(place: ServerPlace, context: ssl.SSLContext, name: str, size: int) -> None:
    """Raises NotOffered unless the server has a file of that name and size for us."""
    connection = http.client.HTTPSConnection(place.host, place.port, timeout=ANSWER_S, context=context)
    try:
        connection.request("HEAD", f"/{name}")
        answer = connection.getresponse()
        judge(place, name, size, answer.status, answer.getheader("Content-Length", ""))
    except (OSError, http.client.HTTPException) as error:
        raise NotOffered(
            f"the update server {place} is not reached: {error}. Start it there: serve-updates broker"
        ) from error
    finally:
        connection.close()


def judge(place: ServerPlace, name: str, size: int, status: int, length: str) -> None:
    """Raises NotOffered."""
    if status == http.HTTPStatus.NOT_FOUND:
        raise NotThere(f"the update server {place} does not have {name} yet")
    if status == http.HTTPStatus.FORBIDDEN:
        raise NotOffered(f"the update server {place} may not read {name}: chmod 644 it there")
    if status == http.HTTPStatus.BAD_REQUEST:
        raise NotOffered(
            f"the update server {place} does not take our certificate: copy broker/ca.pem and broker/crl.pem "
            "there, then serve-updates --reload broker. Are both clocks right?"
        )
    if status != http.HTTPStatus.OK:
        raise NotOffered(f"something else answers at {place} ({status}): is updates.port in site.toml right?")
    if length != str(size):
        raise NotThere(f"the update server {place} has only {length or 0} of {size} bytes of {name}")
