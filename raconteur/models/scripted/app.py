"""The fake as an ASGI application, and the door through which a test tells it what to do."""

from collections import deque
from dataclasses import dataclass

from raconteur.models.scripted import frames, roles
from raconteur.models.scripted.answers import Asked, answer
from raconteur.models.scripted.exchange import App, Event, Exchange, Gone, Receive, Send
from raconteur.models.scripted.gbnf import GrammarError
from raconteur.models.scripted.performance import Performance
from raconteur.models.scripted.script import Fault, Script, ScriptError, Stage

_REMEMBERED = 200


@dataclass
class Counts:
    """Since the script was set: answers asked for, under way, left by their client, and tokens."""

    requests: int = 0
    active: int = 0
    left: int = 0
    tokens: int = 0


class Scripted:
    """One fake server: GET and POST `/script` read and set the script; the rest is the model's."""

    def __init__(self, stage: Stage, script: Script) -> None:
        self._stage = stage
        self._first_script = script
        self._set(script)

    async def __call__(self, scope: Event, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        exchange = Exchange(scope, receive, send)
        try:
            await self._route(exchange)
        except Gone:
            self._counts.left += 1
        except (ScriptError, GrammarError, ValueError) as error:
            await exchange.answer(400, frames.problem(400, str(error)))
        finally:
            exchange.close()

    async def _route(self, exchange: Exchange) -> None:
        path = exchange.path
        if path == "/script":
            await self._control(exchange)
        elif self._stage.key is not None and exchange.key != self._stage.key:
            await exchange.answer(401, frames.problem(401, "Invalid API Key"))
        elif exchange.method == "POST" and path.endswith("/completions"):
            await self._tell(exchange, chat=path.endswith("/chat/completions"))
        elif (found := roles.about(self._stage, exchange.method, path)) is not None:
            await exchange.answer(200, found)
        else:
            await exchange.answer(404, frames.problem(404, "File Not Found"))

    async def _control(self, exchange: Exchange) -> None:
        if exchange.method == "POST":
            self._set(self._first_script.changed(await exchange.json()))
        told = {"asked": list(self._bodies), "traces": list(self._traces)}
        script = self._script.to_json()
        await exchange.answer(200, {"script": script, **vars(self._counts), **told})

    def _set(self, script: Script) -> None:
        self._script = script
        self._counts = Counts()
        self._texts = list(script.text)
        self._faults_left = script.times
        self._bodies: deque[dict[str, object]] = deque(maxlen=_REMEMBERED)
        self._traces: deque[str] = deque(maxlen=_REMEMBERED)

    async def _tell(self, exchange: Exchange, *, chat: bool) -> None:
        script, counts = self._script, self._counts
        body = await exchange.json()
        self._bodies.append(body)
        self._traces.append(exchange.trace_id)
        counts.requests += 1
        fault = self._next_fault()
        if fault == "refuse":
            said = frames.problem(script.status, "refused, as the script has it")
            await exchange.answer(script.status, said)
            return
        asked = Asked.of(body, chat=chat)
        said_all = answer(asked, script, self._next_text())
        performance = Performance(exchange, asked, said_all, script, fault, self._stage.model)
        counts.active += 1
        try:
            await performance.run()
        finally:
            counts.active -= 1
            counts.tokens += performance.tokens

    def _next_fault(self) -> Fault | None:
        if self._faults_left is None:
            return self._script.fault
        if self._faults_left <= 0:
            return None
        self._faults_left -= 1
        return self._script.fault

    def _next_text(self) -> str | None:
        if len(self._texts) > 1:
            return self._texts.pop(0)
        return self._texts[0] if self._texts else None


def make_app(stage: Stage, script: Script) -> App:
    return Scripted(stage, script)
