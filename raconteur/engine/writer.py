"""Write one passage: claim it, have the craft write with a model, commit each piece, end it.

`write(passage_id)` picks up where the committed text ends, whoever calls it and however often.
"""

import contextlib
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from raconteur import craft
from raconteur.engine import failures
from raconteur.engine.committer import Committer
from raconteur.engine.hand import Ending, Hand, NotKept, Refused
from raconteur.engine.job import Job, load, read
from raconteur.models.client import ModelClient
from raconteur.models.errors import ModelError
from raconteur.models.registry import Models
from raconteur.observe import trace
from raconteur.services.acting import Event
from raconteur.store import passages, pieces
from raconteur.store.base import DatabaseError, Sessions, writing

log = logging.getLogger(__name__)

# How often a passage goes on by itself after the embedded model died.
RESTARTS = 3
# Seconds between tries to record an ending that the database does not take.
ENDING_PAUSE_S = 2.0


@dataclass(frozen=True, slots=True)
class Writer:
    """wait_ready() returns when the embedded server answers again, or raises ModelError;
    `closing` is set when this process is about to end."""

    sessions: Sessions
    committer: Committer
    models: Models
    publish: Callable[[int, Event], None]
    wait_ready: Callable[[], None]
    closing: threading.Event

    def write(self, passage_id: int) -> None:
        """Write until the passage ends, or somebody else holds it, or this process closes."""
        # A claim that lost power forgets leaves the passage queued, which is as good; the first
        # commit of text brings it to the disk. Waiting here would be 3 ms before the first word.
        with writing(self.sessions, synced=False) as session:
            fence = pieces.claim(session, passage_id)
            if fence is None:
                return
            job = read(session, passage_id, fence, begun=fence > 1)
        token = trace.current.set(job.trace_id)
        try:
            self.publish(job.story_id, Event("state", passage_id, state=passages.WRITING))
            self._write(job)
        except Refused:
            log.info("no longer ours to write", extra={"passage": passage_id})
        finally:
            trace.current.reset(token)

    def _write(self, job: Job) -> None:
        restarts = 0
        while True:
            hand = Hand(job.passage_id, job.story_id, job.fence, len(job.text))
            try:
                self._let_the_craft_write(job, hand)
                return
            except ModelError as error:
                log.warning("the model failed: %s (%s)", error, error.code)
                again = self.models.kind(job.model) in ("bundled", "file")
                if not again or error.permanent or restarts >= RESTARTS or self.closing.is_set():
                    self._end(hand, Ending(passages.FAILED, failures.of_model(error)))
                    return
                restarts += 1
                # What was read of the answer before it broke off is text like any other.
                self.committer.flush(hand)
                self._wait_for_the_model()
            except NotKept:
                self._end(hand, Ending(passages.FAILED, failures.of_code("storage")))
                return
            except (Refused, DatabaseError):
                raise
            except Exception:
                log.exception("the craft failed", extra={"passage": job.passage_id})
                self._end(hand, Ending(passages.FAILED, failures.of_code("internal")))
                return
            job = load(self.sessions, job.passage_id, job.fence)

    def _let_the_craft_write(self, job: Job, hand: Hand) -> None:
        if self.closing.is_set():
            return
        pen = self.models.pen(job.model)
        writing_on = craft.write(job.brief, job.text, job.plan, job.state, pen)
        with contextlib.closing(writing_on):
            for piece in writing_on:
                self.committer.put(hand, piece)
                if self.closing.is_set():
                    # The row stays `writing`; whoever starts next goes on from its text.
                    return
        self._end(hand, Ending(passages.DONE, provenance=_provenance(job, pen)))

    def _wait_for_the_model(self) -> None:
        with contextlib.suppress(ModelError):
            self.wait_ready()

    def _end(self, hand: Hand, ending: Ending) -> None:
        """Record an ending, for as long as it takes: a row must not stay `writing` for ever."""
        if self.closing.is_set() and ending.state == passages.FAILED:
            return
        while True:
            try:
                self.committer.end(hand, ending)
                return
            except NotKept:
                ending = Ending(passages.FAILED, failures.of_code("storage"))
                if self.closing.wait(ENDING_PAUSE_S):
                    return


def _provenance(job: Job, pen: ModelClient) -> dict[str, object]:
    return {
        "model": job.model,
        "model_name": pen.model,
        "craft_version": craft.VERSION,
        "seed": job.brief.seed,
        "prompt_tokens": pen.usage.tokens.prompt,
        "completion_tokens": pen.usage.tokens.completion,
    }
