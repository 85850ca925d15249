"""A writer among many: a Celery worker whose tasks are a pool's turns."""

import logging
import os
import socket
import threading
from collections.abc import Callable

from celery import Celery, Task
from celery.apps.worker import Worker
from celery.signals import worker_ready, worker_shutting_down

from raconteur.engine.celery_bell import TASK
from raconteur.engine.pool import WriterPool

log = logging.getLogger(__name__)

# Seconds until passages are laid down, and until the process ends whatever still runs.
PATIENCE_S, LONGEST_S = 3.0, 4.5


def run(app: Celery, pool: WriterPool, hands: int, ready: Callable[[], None]) -> None:
    """Take turns until told to end (SIGTERM, SIGINT); then hand everything over within 5 s.

    ready  called once, when the broker's messages come, and being told to end is heard
    """

    @app.task(name=TASK, bind=True)  # type: ignore[untyped-decorator]
    def turn(task: Task, passage_id: int) -> None:
        if (task.request.delivery_info or {}).get("redelivered"):
            pool.answer_again(passage_id)
        else:
            pool.answer(passage_id)

    ending = threading.Event()

    def shutting_down(**_: object) -> None:
        if ending.is_set():
            return
        ending.set()
        # Celery waits for its tasks, which end when the pool lays their passages down.
        threading.Thread(target=pool.stop, args=(PATIENCE_S,), daemon=True).start()
        limit = threading.Timer(LONGEST_S, os._exit, (1,))
        limit.daemon = True
        limit.start()

    def is_ready(**_: object) -> None:
        ready()

    worker_ready.connect(is_ready, weak=False)
    worker_shutting_down.connect(shutting_down, weak=False)
    pool.start(alone=False)
    worker = Worker(
        app=app,
        hostname=f"writer-{os.getpid()}@{socket.gethostname()}",
        pool="threads",
        concurrency=hands,
        quiet=True,
        loglevel="WARNING",
        without_gossip=True,
        without_mingle=True,
        optimization="fair",
    )
    worker.start()
    pool.stop(PATIENCE_S)
