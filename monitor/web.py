"""The pages over HTTP: routes, posts, the event stream."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

from sse_starlette.sse import EventSourceResponse
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from monitor.commands import VERBS, NotConnectedError
from monitor.pages import Pages
from monitor.security import Guard
from monitor.service import Service
from monitor.settings import DESK_NAME
from monitor.stream import Renders, changes
from monitor.tasks import Action
from monitor.words import Language, choose_language

STATIC = Path(__file__).parent / "static"
LANGUAGE_COOKIE = "language"
YEAR_S = 365 * 86_400
MAX_FORM_FIELDS = 10
ANSWERS = frozenset({"coming", "desk"})
REFILLED = frozenset({"a4", "receipt"})


def create_app(service: Service) -> Starlette:
    """Return the application; it starts the service and closes it."""

    @contextlib.asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        service.start()
        try:
            yield
        finally:
            await run_in_threadpool(service.close)

    site = Site(service)
    settings = service.settings
    return Starlette(
        routes=[
            Route("/", site.fleet),
            Route("/t/{tid}", site.terminal),
            Route("/round", site.round),
            Route("/t/{tid}/do", site.do, methods=["POST"]),
            Route("/claim", site.claim, methods=["POST"]),
            Route("/seen", site.seen, methods=["POST"]),
            Route("/events", site.events),
            Route("/healthz", site.healthz),
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(Guard, token=settings.token, host_names=settings.host_names)],
        lifespan=lifespan,
    )


class Site:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._pages = Pages(service)
        self._renders = Renders(service, self._pages)

    async def fleet(self, request: Request) -> Response:
        language = _language(request)
        return _page(request, await run_in_threadpool(self._pages.fleet, language), language)

    async def round(self, request: Request) -> Response:
        language = _language(request)
        return _page(request, await run_in_threadpool(self._pages.round, language), language)

    async def terminal(self, request: Request) -> Response:
        language = _language(request)
        html = await run_in_threadpool(self._pages.terminal, request.path_params["tid"], language)
        if html is None:
            return _page(request, self._pages.not_found(language), language, status=404)
        return _page(request, html, language)

    async def events(self, request: Request) -> Response:
        language = choose_language(request.query_params.get("lang"), "")
        page = request.query_params.get("page", "fleet")
        return EventSourceResponse(changes(self._renders, page, language))

    async def do(self, request: Request) -> Response:
        """Send one command to one terminal. 204 for the page's own script, else back to the page."""
        tid = request.path_params["tid"]
        async with request.form(max_fields=MAX_FORM_FIELDS, max_files=0) as form:
            posted = {name: str(value) for name, value in form.items()}
        action, by = _action(posted), posted.get("by", "")
        if action is None or self._service.intake.fleet.get(tid) is None:
            return Response(status_code=400)
        try:
            self._service.commands.give(tid, action, by if DESK_NAME.fullmatch(by) else "")
        except NotConnectedError:
            return Response(status_code=503)
        return _done(request)

    async def claim(self, request: Request) -> Response:
        async with request.form(max_fields=MAX_FORM_FIELDS, max_files=0) as form:
            key, release = str(form.get("key", "")), bool(form.get("release", ""))
        if key not in {task.key for task in self._service.tasks()}:
            return _done(request)  # the task is done already
        if release:
            self._service.claims.release(key)
        else:
            self._service.claims.claim(key)
        self._service.intake.changed()
        return _done(request)

    async def seen(self, request: Request) -> Response:
        """Take a notice off the list, at every terminal that shares it."""
        async with request.form(max_fields=MAX_FORM_FIELDS, max_files=0) as form:
            key = str(form.get("key", ""))
        self._service.take_off(key)
        return _done(request)

    async def healthz(self, _request: Request) -> Response:
        service = self._service
        healthy = service.writer.alive
        return JSONResponse(
            {
                "ok": healthy,
                "broker": "connected" if service.link.connected else "lost",
                "terminals": len(service.intake.fleet.terminals),
                "accepted": service.intake.accepted,
                "malformed": service.intake.malformed,
                "history_lost": service.writer.lost,
            },
            200 if healthy else 503,
        )


def _action(form: dict[str, str]) -> Action | None:
    """Read a posted button. None for anything that no button posts."""
    verb = next((verb for verb in VERBS if verb == form.get("verb")), None)
    number, answer, desk = form.get("number", ""), form.get("answer", ""), form.get("desk", "")
    if verb is None or (number and not (number.isascii() and number.isdigit())):
        return None
    if verb == "ack_help" and (not number or answer not in ANSWERS):
        return None
    if (desk or answer == "desk") and not DESK_NAME.fullmatch(desk):
        return None
    device = form.get("device", "")
    if (verb == "refill") != (device in REFILLED):
        return None
    return Action("", verb, int(number or 0), answer, desk, device)


def _language(request: Request) -> Language:
    chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return choose_language(chosen, request.headers.get("accept-language", ""))


def _page(request: Request, html: str, language: Language, status: int = 200) -> Response:
    response = HTMLResponse(html, status, {"Cache-Control": "no-store", "Content-Language": language})
    if request.query_params.get("lang") == language:
        response.set_cookie(LANGUAGE_COOKIE, language, max_age=YEAR_S, samesite="strict", httponly=True)
    return response


def _done(request: Request) -> Response:
    if request.headers.get("x-requested-with") == "monitor":
        return Response(status_code=204)
    back = request.headers.get("referer", "/")
    local = back.partition("//")[2].partition("/")[2]
    return RedirectResponse(f"/{local.lstrip('/')}", 303)
