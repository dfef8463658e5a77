"""What the update server's answer to a request for (the rest of) a bundle means. Pure. Source: RFC 9110."""

from __future__ import annotations

import re
from collections.abc import Mapping

_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+)")


class FetchTrouble(Exception):
    """Why the bundle is not here yet; its one word is said to the monitor."""

    def __init__(self, keyword: str) -> None:
        super().__init__(keyword)
        self.keyword = keyword


def begins_at(status: int, headers: Mapping[str, str], asked_from: int, size: int) -> int:
    """Return which byte the body begins with: the one that was asked for, or 0. Raises FetchTrouble."""
    if status == 206:
        said = _RANGE.fullmatch(headers.get("content-range", ""))
        if said is None or int(said[1]) != asked_from:
            raise FetchTrouble("server_error")
        if int(said[3]) != size:
            raise FetchTrouble("damaged")
        return asked_from
    if status == 200:
        if headers.get("content-length", str(size)) != str(size):
            raise FetchTrouble("damaged")
        return 0
    raise FetchTrouble(_refusal(status))


def _refusal(status: int) -> str:
    if status == 404:
        return "not_found"
    if status == 416:
        return "damaged"
    # nginx answers 400 where the certificate is not one of the site's, or revoked.
    return "refused" if status in (400, 401, 403) else "server_error"
