"""Server-sent events: what changed on a page, and a beat by which the browser knows that the monitor lives."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator

from starlette.concurrency import run_in_threadpool

from monitor.pages import Pages, Parts
from monitor.service import Service
from monitor.words import Language

LOOK_EVERY_S = 0.1
"""How often a stream looks for changes; so many of them at most go out a second, however many messages come."""
RENDER_EVERY_S = 1.0
"""Time alone changes what is shown: what was fresh grows stale."""
BEAT_EVERY_S = 2.0

_age = re.compile(r"(<time [^>]*data-since[^>]*>)[^<]*")


class Renders:
    """Renders a page's parts once for all who watch it, not once for each."""

    def __init__(self, service: Service, pages: Pages) -> None:
        self._service = service
        self._pages = pages
        self._kept: dict[tuple[str, Language], tuple[int, float, Parts | None]] = {}

    async def parts(self, page: str, language: Language) -> Parts | None:
        version, key = self._service.intake.version, (page, language)
        kept = self._kept.get(key)
        if kept and kept[0] == version and time.monotonic() - kept[1] < RENDER_EVERY_S:
            return kept[2]
        parts = await run_in_threadpool(self._pages.parts, page, language)
        if len(self._kept) > 200:
            self._kept.clear()
        self._kept[key] = (version, time.monotonic(), parts)
        return parts

    @property
    def version(self) -> int:
        return self._service.intake.version

    @property
    def now_ms(self) -> int:
        return round(self._service.now() * 1000)


async def changes(renders: Renders, page: str, language: Language) -> AsyncIterator[dict[str, str]]:
    """Yield events for one browser. The first `patch` holds everything, the later ones what changed."""
    sent: Parts = {}
    seen, rendered, beaten = -1, 0.0, 0.0
    while True:
        now = time.monotonic()
        if renders.version != seen or now - rendered >= RENDER_EVERY_S:
            seen, rendered = renders.version, now
            parts = await renders.parts(page, language)
            if parts is None:
                yield {"event": "gone", "data": "{}"}
                return
            patch = difference(sent, parts)
            if patch:
                sent = parts
                yield {"event": "patch", "data": json.dumps(patch, ensure_ascii=False)}
        if now - beaten >= BEAT_EVERY_S:
            beaten = now
            yield {"event": "beat", "data": json.dumps({"now": renders.now_ms})}
        await asyncio.sleep(LOOK_EVERY_S)


def difference(sent: Parts, parts: Parts) -> dict[str, dict[str, object]]:
    """Return for each container that changed the order of its children and the HTML of those that are new.

    Ages are left out of the comparison: the browser counts them itself.
    """
    patch: dict[str, dict[str, object]] = {}
    for container, children in parts.items():
        before = sent.get(container)
        html = {key: text for key, text in children.items() if before is None or _differs(before.get(key), text)}
        if html or before is None or list(before) != list(children):
            patch[container] = {"order": list(children), "html": html}
    return patch


def _differs(before: str | None, text: str) -> bool:
    return before is None or (before != text and _age.sub(r"\1", before) != _age.sub(r"\1", text))
