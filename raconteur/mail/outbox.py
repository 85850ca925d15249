"""Letters that wait to be sent, by one thread: nobody who asks waits for a mail server, nor can
tell by the time whether a letter was written at all."""

import logging
import queue
import threading
from collections.abc import Callable, Sequence
from typing import Protocol

from raconteur.mail.letter import Letter, MailError

log = logging.getLogger(__name__)

# More than a server sends in an hour; who asks for more is not somebody who forgot a password.
WAITING = 100
# Seconds before each further try.
AGAIN_S = (5.0, 60.0)

Job = Callable[[], Sequence[Letter]]


class Post(Protocol):
    def send(self, letter: Letter) -> None:
        """Raises MailError."""
        ...


class Outbox:
    """What waits is in memory alone: when the process ends it is gone, and is asked for again."""

    def __init__(self, post: Post, again_s: Sequence[float] = AGAIN_S) -> None:
        self._post, self._again_s = post, again_s
        self._jobs: queue.Queue[Job] = queue.Queue(WAITING)
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="outbox", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """What is being sent is let go of."""
        self._closing.set()

    def put(self, job: Job) -> None:
        """Returns at once; `job` says later, in another thread, what is to be sent."""
        try:
            self._jobs.put_nowait(job)
        except queue.Full:
            log.warning("too many mails wait, one is not sent")

    def wait(self) -> None:
        """Until everything that was put in has been dealt with."""
        self._jobs.join()

    def _run(self) -> None:
        while not self._closing.is_set():
            job = self._jobs.get()
            try:
                for letter in job():
                    self._deliver(letter)
            except Exception:
                # A defect of one letter must not keep all others from being sent.
                log.exception("a mail could not be written")
            finally:
                self._jobs.task_done()

    def _deliver(self, letter: Letter) -> None:
        for pause in (*self._again_s, None):
            try:
                self._post.send(letter)
            except MailError as error:
                log.warning("a mail was not sent: %s", error)
                if not error.passing or pause is None or self._closing.wait(pause):
                    return
            else:
                log.info("a mail was sent")
                return
