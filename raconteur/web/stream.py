"""The event stream: `GET /api/stories/{id}/events`, the one endpoint that lives outside Flask.

What was committed comes from the database, what is being written from the bus, and `Follower`
joins the two so that every character is sent once, in order.
"""

import asyncio
import json
import logging
import re
from collections.abc import Coroutine, Iterable, Mapping
from functools import lru_cache
from urllib.parse import parse_qs

from raconteur.services import snapshots
from raconteur.services.acting import EVERY_WEB, Acting, Event, Visitor
from raconteur.services.errors import NotFound
from raconteur.services.following import (
    Follower,
    Gap,
    Line,
    Standing,
    line_of_revision,
    parse,
)
from raconteur.store.base import DatabaseError, reading
from raconteur.web.door import VISITOR
from raconteur.web.edge import ENDPOINT, Receive, Scope, Send, send_problem
from raconteur.web.problems import DATABASE_FAILED, RETRY_AFTER_S
from raconteur.web.wiring import Subscription, Wiring

log = logging.getLogger(__name__)

PATH = re.compile(r"/api/stories/(\d{1,15})/events/?")
TEMPLATE = "/api/stories/<int:story_id>/events"
KEEP_ALIVE_S = 15.0
# A writer may be killed after it committed and before it said so. Who hears nothing for so long of
# something that has not ended looks at the database.
QUIET_S = 5.0

HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]

RETRY = [(b"retry-after", str(RETRY_AFTER_S).encode())]

Snapshot = tuple[Iterable[Standing], Iterable[Standing]]


class Stream:
    """The ASGI application of the event stream."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self._open: dict[asyncio.Task[None], Visitor] = {}
        self._closing = False

    @property
    def readers(self) -> int:
        """How many streams are open."""
        return len(self._open)

    @staticmethod
    def story_of(scope: Scope) -> int | None:
        """The story whose events are asked for; None when something else is."""
        found = PATH.fullmatch(scope["path"]) if scope["method"] == "GET" else None
        return int(found[1]) if found else None

    async def __call__(self, story_id: int, scope: Scope, receive: Receive, send: Send) -> None:
        scope[ENDPOINT] = TEMPLATE
        visitor: Visitor = scope[VISITOR]
        follower = Follower(parse(_last_event_id(scope)), careful=visitor.is_child)
        subscription = self._wiring.subscribe(story_id)
        try:
            try:
                path, every = await asyncio.to_thread(self._snapshot, visitor, story_id)
            except NotFound as error:
                await send_problem(send, 404, str(error))
                return
            except DatabaseError:
                log.exception("the database failed")
                await send_problem(send, 503, DATABASE_FAILED, RETRY)
                return
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            await _send(send, follower.begin(path, every), comment=True)
            following = self._follow(visitor, story_id, follower, subscription, send)
            await self._until_gone(receive, visitor, following)
        finally:
            subscription.close()

    def close(self) -> None:
        """End every stream, those that are about to open too; their readers come back to whoever
        serves next."""
        self._closing = True
        self._cut()

    def _cut(self) -> None:
        for task in tuple(self._open):
            task.cancel()

    async def watch_sign_ins(self) -> None:
        """For ever: end the streams of each sign-in that has ended, wherever that was done."""
        told = self._wiring.subscribe(EVERY_WEB)
        try:
            while True:
                events = await told.take(KEEP_ALIVE_S)
                if events is None:
                    # Some were missed: who may still come back does.
                    self._cut()
                for event in events or ():
                    self._close_of(event)
        finally:
            told.close()

    def _close_of(self, event: Event) -> None:
        for task, visitor in tuple(self._open.items()):
            found = visitor.user_id if event.kind == "out" else visitor.session_id
            if found == event.passage:
                task.cancel()

    async def _until_gone(
        self, receive: Receive, visitor: Visitor, follow: Coroutine[None, None, None]
    ) -> None:
        """Follow until the client closes the connection, or `close` is called."""
        following = asyncio.ensure_future(follow)
        if self._closing:
            following.cancel()
        gone = asyncio.ensure_future(_disconnected(receive))
        self._open[following] = visitor
        try:
            await asyncio.wait({following, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            self._open.pop(following, None)
            left = gone.done()
            gone.cancel()
            following.cancel()
            [ended, _] = await asyncio.gather(following, gone, return_exceptions=True)
            if not left:
                _note(ended)

    async def _follow(
        self,
        visitor: Visitor,
        story_id: int,
        follower: Follower,
        subscription: Subscription,
        send: Send,
    ) -> None:
        while True:
            waits = follower.waits
            events = await subscription.take(QUIET_S if waits else KEEP_ALIVE_S)
            if events == [] and not waits:
                await _send(send, (), comment=True)
                continue
            lines: list[Line] = []
            if not _all_told(follower, events, lines):
                _, every = await asyncio.to_thread(self._snapshot, visitor, story_id)
                lines += follower.heal(every)
            await _send(send, lines)

    def _snapshot(self, visitor: Visitor, story_id: int) -> Snapshot:
        wired = self._wiring
        with reading(wired.sessions) as session:
            acting = Acting(session, visitor, wired.ring, wired.publish, wired.models)
            return snapshots.of(acting, story_id)


def _all_told(follower: Follower, events: list[Event] | None, lines: list[Line]) -> bool:
    """Add what these events tell; False where only the database can tell the rest. What came before
    that is told all the same: the follower has counted it as sent."""
    try:
        for event in events or ():
            # One by one: what was told before a gap is kept.
            for line in follower.live(event):
                lines.append(line)
    except Gap:
        later = events[events.index(event) + 1 :] if events else []
        lines += [line_of_revision(each) for each in later if each.kind == "revised"]
        return False
    return bool(events)


def _note(ended: BaseException | None) -> None:
    """Why a stream broke off: its reader comes back, and is told what is wrong if it still is."""
    if isinstance(ended, DatabaseError):
        log.warning("a stream broke off: %s", ended)
    elif isinstance(ended, Exception) and not isinstance(ended, NotFound):
        log.error("a stream broke off", exc_info=ended)


async def _send(send: Send, lines: Iterable[Line], *, comment: bool = False) -> None:
    body = (b":\n\n" if comment else b"") + b"".join(_encode(line) for line in lines)
    if body:
        await send({"type": "http.response.body", "body": body, "more_body": True})


def _encode(line: Line) -> bytes:
    if line.event == "text":
        return _encode_text(line.id, **line.data)
    return _event(line.event, line.id, line.data)


@lru_cache(maxsize=256)
def _encode_text(line_id: str | None, **data: object) -> bytes:
    """Once for all readers of a story, who are sent the same within a moment."""
    return _event("text", line_id, data)


def _event(name: str, line_id: str | None, data: Mapping[str, object]) -> bytes:
    said = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    moves = f"id: {line_id}\n" if line_id else ""
    return f"event: {name}\n{moves}data: {said}\n\n".encode()


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _last_event_id(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == b"last-event-id":
            return str(value.decode("latin-1"))
    after = parse_qs(scope["query_string"].decode("latin-1")).get("after")
    return after[0] if after else None
