"""Saying an answer at its pace, and failing in the middle as the script has it."""

import asyncio
from dataclasses import dataclass

from raconteur.models.scripted import frames
from raconteur.models.scripted.answers import Asked, Said
from raconteur.models.scripted.exchange import Exchange
from raconteur.models.scripted.script import Fault, Script
from raconteur.models.scripted.tokens import split

_THOUGHTS = split("Someone wants a story. A lantern would be nice. Yes.")
_BREATH = 16
"""At full speed, how many tokens are sent before others get their turn."""


class Dropped(Exception):
    """Ends the connection without an end of the answer."""


@dataclass
class Performance:
    """One answer on its way out. `tokens`: how many have been sent."""

    exchange: Exchange
    asked: Asked
    said: Said
    script: Script
    fault: Fault | None
    model: str
    tokens: int = 0

    async def run(self) -> None:
        """Raises Dropped, Gone."""
        if self.script.first_token:
            await self.exchange.pause(self.script.first_token)
        if self.fault == "html":
            await self.exchange.begin(200, "text/html")
            await self.exchange.write(b"<html><body>Welcome to nginx!</body></html>", more=False)
        elif self.asked.stream:
            await self._stream()
        else:
            await self._whole()

    async def _stream(self) -> None:
        await self.exchange.begin(200, "text/event-stream")
        self._began = asyncio.get_running_loop().time()
        await self._think()
        pieces = [] if self.fault == "empty" else self.said.pieces
        for count, piece in enumerate(pieces):
            if self.fault is not None and count == self.script.after:
                break
            await self._keep_pace()
            await self._chunk(piece)
        if self.fault is not None and self.fault != "empty":
            await self._fail(self.fault)
            return
        counts = frames.usage(self.asked, len(pieces))
        await self._chunk("", finish_reason=self.said.finish)
        await self._event({"choices": [], "model": self.model, **counts})
        await self.exchange.write(b"data: [DONE]\n\n", more=False)

    async def _think(self) -> None:
        if self.script.thinking == "tags":
            for piece in ["<th", "ink>", *_THOUGHTS, "</", "think>", "\n\n"]:
                await self._keep_pace()
                await self._chunk(piece)
        elif self.script.thinking == "field" and self.asked.chat:
            for piece in _THOUGHTS:
                await self._keep_pace()
                await self._chunk("", reasoning=piece)

    async def _fail(self, fault: Fault) -> None:
        match fault:
            case "die":
                # What was said leaves this process before the connection does.
                await self.exchange.pause(0.05)
                raise Dropped
            case "stall":
                await self.exchange.pause(None)
            case "broken":
                await self.exchange.write(b'data: {"choices": [{"te\n\n', more=False)
            case _:
                await self.exchange.write(b"", more=False)

    async def _whole(self) -> None:
        match self.fault:
            case "die" | "cut":
                raise Dropped
            case "stall":
                await self.exchange.pause(None)
            case "broken":
                await self.exchange.begin(200, "application/json")
                await self.exchange.write(b'{"choices": [', more=False)
                return
        said = Said([], "stop") if self.fault == "empty" else self.said
        if self.script.pace:
            await self.exchange.pause(len(said.pieces) / self.script.pace)
        self.tokens = len(said.pieces)
        thoughts = "".join(_THOUGHTS) if self.script.thinking == "field" else None
        if self.script.thinking == "tags":
            said = Said(["<think>", *_THOUGHTS, "</think>\n\n", *said.pieces], said.finish)
        await self.exchange.answer(200, frames.whole(self.asked, self.model, said, thoughts))

    async def _keep_pace(self) -> None:
        """Counted from the beginning, so that lateness does not add up."""
        if self.script.pace:
            due = self._began + self.tokens / self.script.pace
            wait = due - asyncio.get_running_loop().time()
            await self.exchange.pause(max(wait, 0))
        elif self.tokens % _BREATH == 0:
            await self.exchange.pause(0)

    async def _chunk(self, text: str, **more: object) -> None:
        self.tokens += 1 if text or "reasoning" in more else 0
        await self._event(frames.chunk(self.asked, self.model, text, **more))

    async def _event(self, data: frames.Json) -> None:
        await self.exchange.write(frames.event(data))
