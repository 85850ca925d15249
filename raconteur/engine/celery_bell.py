"""The doorbell between machines: Celery, on RabbitMQ or Redis.

A message says "somebody waits", no more: the row is the truth, and a lost or doubled message only
costs a look. It is acknowledged when the passage has ended (late), so a dead writer's comes back
to another writer at once; messages never outlive a passage, which keeps each under RabbitMQ's limit
on unacknowledged ones (30 minutes).
"""

import contextlib
import logging
import queue
import threading
import time

from celery import Celery
from kombu.exceptions import KombuError

log = logging.getLogger(__name__)

QUEUE = "raconteur"
TASK = "raconteur.turn"
CONNECT_S = 2.0
# After a failure the broker is left alone for a moment; the sweep finds what was not rung for.
PAUSE_S = 1.0
# So often a broker that did not answer is asked whether it does again.
LOOK_S = 5.0


def celery_app(broker_url: str) -> Celery:
    """The application that ringers and writers share."""
    app = Celery("raconteur", broker=broker_url)
    app.conf.update(
        task_default_queue=QUEUE,
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        task_ignore_result=True,
        task_store_errors_even_if_ignored=False,
        # No message waits in a busy writer's hands while another writer is idle.
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_timeout=CONNECT_S,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        # Seconds: a writer whose machine vanished is noticed after two of them were missed.
        broker_heartbeat=5,
        broker_transport_options=_transport(broker_url),
        task_publish_retry=False,
    )
    return app


def ping(broker_url: str) -> None:
    """Raises OSError, with the reason, when the broker cannot be reached or will not have us."""
    app = celery_app(broker_url)
    try:
        failures = _failures(app)
    except (KeyError, ValueError) as error:
        raise OSError(f"no address of a broker: {error}") from error
    try:
        _reach(app)
    except failures as error:
        raise OSError(str(error)) from error


def _failures(app: Celery) -> tuple[type[Exception], ...]:
    """What may become of a word with this kind of broker. Its library passes some on as they are,
    such as a refusal."""
    connection = app.connection_for_write()
    return (KombuError, OSError, *connection.connection_errors, *connection.channel_errors)


def _reach(app: Celery) -> None:
    with app.connection_for_write() as connection:
        connection.ensure_connection(max_retries=1, interval_start=0, timeout=CONNECT_S)


def _transport(broker_url: str) -> dict[str, object]:
    if broker_url.startswith(("redis", "rediss")):
        # Redis hands a dead writer's message to another only after this; the sweep is quicker.
        return {"visibility_timeout": 3600, "socket_connect_timeout": CONNECT_S}
    return {"confirm_publish": True}


class CeleryBell:
    """start(), then `ring` from any thread, then stop().

    Ringing never waits for the broker and never fails: who asks for a story has their answer when
    the row is committed.
    """

    def __init__(self, app: Celery) -> None:
        self._app = app
        self._failures = _failures(app)
        self._rung: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._silent_until = 0.0
        self._taken = True
        self._thread = threading.Thread(target=self._run, name="doorbell", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def ring(self, passage_id: int) -> None:
        """Somebody waits for this passage."""
        self._rung.put(passage_id)

    @property
    def healthy(self) -> bool:
        """Whether the broker took the last message."""
        return self._taken

    def stop(self, timeout: float = CONNECT_S) -> None:
        """Ring what is to be rung, within `timeout` seconds."""
        self._rung.put(None)
        self._thread.join(timeout)

    def _run(self) -> None:
        while True:
            try:
                passage_id = self._rung.get(timeout=None if self._taken else LOOK_S)
            except queue.Empty:
                self._look()
                continue
            if passage_id is None:
                return
            if time.monotonic() >= self._silent_until:
                self._ring(passage_id)

    def _look(self) -> None:
        """Whether the broker is back, when nobody rings."""
        with contextlib.suppress(*self._failures):
            _reach(self._app)
            self._taken = True

    def _ring(self, passage_id: int) -> None:
        try:
            self._app.send_task(TASK, (passage_id,))
            self._taken = True
        except self._failures as error:
            log.warning("the broker did not take a message: %s", error)
            stood, self._taken = self._taken, False
            if stood:
                # The connection may be to a broker that was started anew since: try a fresh one.
                self._ring(passage_id)
            else:
                self._silent_until = time.monotonic() + PAUSE_S
