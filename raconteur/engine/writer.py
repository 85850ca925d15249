"""Write one passage: claim it, have the craft write with a model, commit each piece, end it.

`write(passage_id)` picks up where the committed text ends, whoever calls it and however often.
"""

import contextlib
import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from raconteur import craft
from raconteur.craft.fitness import Verdict
from raconteur.engine import failures, told
from raconteur.engine.committer import Committer
from raconteur.engine.gate import Draws, Gate, Tripped
from raconteur.engine.hand import Ending, Hand, NotKept, Refused
from raconteur.engine.heart import Heart, Hold
from raconteur.engine.job import Job, load, read
from raconteur.engine.patience import Patience
from raconteur.engine.tally import Meter, Tally
from raconteur.models.errors import ModelError
from raconteur.models.registry import Models
from raconteur.observe import fields, instruments, metrics, trace
from raconteur.services import redrawn
from raconteur.services.acting import RULES_ALONE, Event
from raconteur.services.caps import Cap, standing
from raconteur.services.judging import Judge
from raconteur.services.pausing import why
from raconteur.services.redrawn import Withheld
from raconteur.store import passages, pieces, turns
from raconteur.store.base import DatabaseError, Json, Session, Sessions, writing
from raconteur.store.passages import Passage

log = logging.getLogger(__name__)

# How often a passage goes on by itself after the embedded model died.
RESTARTS = 3
# Seconds between tries to record an ending that the database does not take.
ENDING_PAUSE_S = 2.0


@dataclass(frozen=True, slots=True)
class Writer:
    """wait_ready() returns when the embedded server answers again, or raises ModelError;
    `closing` is set when this process is about to end; `share` is how many passages of one user
    are written at once; `patience` is a fresh one for each passage, with a model elsewhere;
    `judge` stands between what is written and who reads it."""

    sessions: Sessions
    committer: Committer
    models: Models
    publish: Callable[[int, Event], None]
    ring: Callable[[int], None]
    heart: Heart
    tally: Tally
    wait_ready: Callable[[], None]
    closing: threading.Event
    share: int
    patience: Callable[[], Patience]
    judge: Judge = RULES_ALONE

    def take_a_turn(self, rung: int | None = None) -> int | None:
        """Write the passage whose turn it is, if there is one; its id. See `write`."""
        return self._claim_and_write(lambda session: turns.next_id(session, self.share), None, rung)

    def write(
        self, passage_id: int, over: int | None = None, rung: int | None = None
    ) -> int | None:
        """Write this passage until it ends, somebody else holds it, or this process closes.

        over  the fence of a holder who is presumed dead
        rung  the passage whose ring is answered
        """
        return self._claim_and_write(lambda _: passage_id, over, rung)

    def _claim_and_write(
        self, choose: Callable[[Session], int | None], over: int | None, rung: int | None
    ) -> int | None:
        # A claim that lost power forgets leaves the passage queued, which is as good; the first
        # commit of text brings it to the disk. Waiting here would be 3 ms before the first word.
        with writing(self.sessions, synced=False) as session:
            passage_id = choose(session)
            if passage_id is None:
                return None
            fence = pieces.claim(session, passage_id, over, rung)
            if fence is None:
                return None
            job = read(session, passage_id, fence, begun=fence > 1)
            local = self.models.is_local(job.model)
            cap = standing(session, job.user_id).reached(job.model, local=local)
            if cap is not None:
                pieces.pause(session, passage_id, fence, why(cap))
        if over is not None:
            instruments.takeovers.inc()
        if cap is not None:
            self._tell_of_the_pause(job.story_id, passage_id, len(job.text), cap)
            return passage_id
        if job.waited_s is not None:
            instruments.queue_wait.observe(job.waited_s)
        token = trace.current.set(job.trace_id)
        try:
            self.publish(job.story_id, Event("state", passage_id, state=passages.WRITING))
            log.info(
                "writing with %s", job.model, extra=told.of(job.story_id, passage_id, "writing")
            )
            self._write(job)
        except Refused:
            log.info("no longer ours to write", extra={fields.PASSAGE: passage_id})
        finally:
            trace.current.reset(token)
        return passage_id

    def _write(self, job: Job) -> None:
        restarts, patience, draws = 0, self.patience(), Draws()
        with (
            self.heart.holding(job.passage_id, job.fence) as hold,
            self.tally.metering(job.user_id, job.model, hold) as meter,
        ):
            while True:
                hand = Hand(job.passage_id, job.story_id, job.fence, len(job.text))
                try:
                    error = self._let_the_craft_write(job, hand, hold, meter)
                    if error is None:
                        return
                    if isinstance(error, Tripped):
                        goes_on = self._draws_again(job, hand, hold, error, draws)
                    else:
                        restarts += 1
                        goes_on = self._goes_on(job, hand, hold, error, restarts, patience)
                    if not goes_on:
                        return
                except NotKept:
                    self._end(hand, Ending(passages.FAILED, failures.of_code("storage")))
                    return
                except (Refused, DatabaseError):
                    raise
                except Exception:
                    log.exception("the craft failed", extra={fields.PASSAGE: job.passage_id})
                    self._end(hand, Ending(passages.FAILED, failures.of_code("internal")))
                    return
                job = load(self.sessions, job.passage_id, job.fence)
                job = replace(job, brief=replace(job.brief, draw=job.brief.draw + draws.all))

    def _goes_on(
        self, job: Job, hand: Hand, hold: Hold, error: ModelError, restarts: int, patience: Patience
    ) -> bool:
        """Whether to try again, now that the model failed so many times."""
        if self._is_given_up(hand, hold):
            return False
        log.warning("the model failed: %s (%s)", error, error.code)
        metrics.model_failed(self.models.label(job.model), error.code)
        self.models.heard(job.model, error)
        # What was read of the answer before it broke off is text like any other.
        self.committer.flush(hand)
        if self.models.kind(job.model) in ("bundled", "file"):
            if restarts <= RESTARTS and not error.permanent:
                self._wait_for_the_model()
                return True
        elif (pause := patience.pause(error, hand.offset)) is not None:
            self._tell_of_waiting(hand)
            patience.rest(pause, hold, self.closing)
            return not self._is_given_up(hand, hold)
        self._end(hand, Ending(passages.FAILED, failures.of_model(error)))
        return False

    def _draws_again(
        self, job: Job, hand: Hand, hold: Hold, tripped: Tripped, draws: Draws
    ) -> bool:
        """Whether what was not fit is to be drawn again; else the passage is stopped before it."""
        if self._is_given_up(hand, hold):
            return False
        metrics.refused("piece", tripped.verdict.reasons[0].category)
        self.committer.flush(hand)
        if draws.again(hand.offset, tripped):
            if not hand.offset:
                self._plan_anew(job, draws)
            return True

        def note(session: Session, passage: Passage) -> Sequence[Event]:
            redrawn.note_of(session, passage, tripped.verdict, tripped.text)
            return ()

        self._end(hand, Ending(passages.STOPPED, failures.of_code(redrawn.UNFIT), then=note))
        return False

    def _plan_anew(self, job: Job, draws: Draws) -> None:
        """Nothing of it was shown: its plan may be what led there. Raises Refused."""
        seed = redrawn.seed_of_draw(job.brief.seed, draws.all)
        with writing(self.sessions, synced=False) as session:
            if not pieces.begin_anew(session, job.passage_id, job.fence, seed):
                raise Refused("stopped, or taken over")

    def _is_given_up(self, hand: Hand, hold: Hold) -> bool:
        """Whether it was laid down, because this process closes or a cap was reached. Raises
        Refused where the passage is not ours any more."""
        if hold.lost:
            raise Refused("stopped, or taken over")
        if self.closing.is_set():
            self._lay_down(hand)
        elif hold.cap is not None:
            self._pause(hand, hold.cap)
        return self.closing.is_set() or hold.cap is not None

    def _tell_of_waiting(self, hand: Hand) -> None:
        """Until there is more text, or an end. Raises Refused."""
        note = failures.of_code("waiting")
        with writing(self.sessions, synced=False) as session:
            if not pieces.note(session, hand.passage_id, hand.fence, note):
                raise Refused("stopped, or taken over")
        event = Event("state", hand.passage_id, state=passages.WRITING, error=note)
        self.publish(hand.story_id, event)

    def _let_the_craft_write(
        self, job: Job, hand: Hand, hold: Hold, meter: Meter
    ) -> ModelError | Tripped | None:
        """What the model failed with, or said that is not for its readers; None when the passage
        has ended, or was laid down."""
        try:
            self._write_to_the_end(job, hand, hold, meter)
        except (ModelError, Tripped) as error:
            return error
        return None

    def _write_to_the_end(self, job: Job, hand: Hand, hold: Hold, meter: Meter) -> None:
        pen = self.models.pen(job.model, job.user_id)
        pen.usage = meter.usage
        pen.timed = partial(told.measure, self.models.label(job.model))
        hold.interrupt = pen.cancel
        if hold.is_over or self.closing.is_set():
            # Told before there was anything to interrupt.
            pen.cancel()
        gate = Gate(self.judge, job.whom, job.brief.language, job.text)
        writing_on = craft.write(job.brief, job.text, job.plan, job.state, pen)
        with contextlib.closing(writing_on):
            for piece in writing_on:
                for let_through in gate.take(piece):
                    self.committer.put(hand, let_through)
                if hand.shown:
                    # What comes now is committed ten times a second.
                    pen.unhurried()
                if self._is_given_up(hand, hold):
                    return
            for let_through in gate.rest():
                self.committer.put(hand, let_through)
        self.models.heard(job.model, None)
        self._finish(hand, gate.whole(), told.provenance(job, pen))

    def _finish(self, hand: Hand, verdict: Verdict, provenance: Json) -> None:
        """It is done; where it is not fit as a whole, it is withheld and told another way."""
        if verdict.fit:
            self._end(hand, Ending(passages.DONE, provenance=provenance))
            return
        metrics.refused("whole", verdict.reasons[0].category)
        withheld = Withheld(verdict, failures.of_code(redrawn.UNFIT))
        self._end(hand, Ending(passages.DONE, provenance=provenance, then=withheld))
        if withheld.next is not None:
            self.ring(withheld.next)

    def _lay_down(self, hand: Hand) -> None:
        """Leave the passage to somebody else, with all that was read of the model's answer."""
        self.committer.flush(hand)
        with writing(self.sessions) as session:
            released = pieces.release(session, hand.passage_id, hand.fence)
        if released:
            self.publish(hand.story_id, Event("state", hand.passage_id, state=passages.QUEUED))
            self.ring(hand.passage_id)

    def _pause(self, hand: Hand, cap: Cap) -> None:
        """Leave the passage until there is room, with all that was read of the model's answer."""
        self.committer.flush(hand)
        with writing(self.sessions) as session:
            paused = pieces.pause(session, hand.passage_id, hand.fence, why(cap))
        if paused:
            self._tell_of_the_pause(hand.story_id, hand.passage_id, hand.offset, cap)

    def _tell_of_the_pause(self, story_id: int, passage_id: int, length: int, cap: Cap) -> None:
        event = Event("state", passage_id, state=passages.PAUSED, error=why(cap), length=length)
        self.publish(story_id, event)

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
                told.ended(log, hand.story_id, hand.passage_id, ending)
                return
            except NotKept:
                said = failures.of_code("storage")
                ending = replace(ending, state=passages.FAILED, error=said, provenance=None)
                if self.closing.wait(ENDING_PAUSE_S):
                    return
