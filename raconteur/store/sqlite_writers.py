"""Who writes to a SQLite file: within one process, one after another, in the order they came.

SQLite itself lets whoever waits look again after sleeps that grow to a tenth of a second, and who
happens to look at the right moment goes first: among fifty, one may wait for seconds, or in vain.
Here each waits for a word from the one before. Other processes are waited for in SQLite's way.
"""

import os
import sqlite3
import threading
from collections import deque
from typing import Any
from weakref import WeakValueDictionary


class Turns:
    """A lock that is given to those who wait in the order they came, by whoever lets go of it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def take(self, patience_s: float) -> bool:
        """True when it is this caller's turn, which must `leave`; False after `patience_s`."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            word = threading.Lock()
            word.acquire()
            self._waiting.append(word)
        try:
            if word.acquire(timeout=patience_s):
                return True
        except BaseException:
            if not self._go_away(word):
                self.leave()
            raise
        return not self._go_away(word)

    def leave(self) -> None:
        """The next one's turn."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False

    def _go_away(self, word: threading.Lock) -> bool:
        """False when the turn has come in this very moment."""
        with self._lock:
            if word not in self._waiting:
                return False
            self._waiting.remove(word)
            return True


class Writer(sqlite3.Connection):
    """A connection that waits for its turn before it writes, and passes it on when it has ended.

    A turn is over when SQLite says that no transaction is open any more: a commit that a full disk
    refused is not the end, the rollback after it is.
    """

    def __init__(self, database: str, *rest: Any, **options: Any) -> None:
        self._turns = _turns_of(database)
        self._has_turn = False
        super().__init__(database, *rest, **options)

    def wait_for_turn(self, patience_s: float) -> bool:
        """False when it has not come after so many seconds."""
        if not self._has_turn:
            self._has_turn = self._turns.take(patience_s)
        return self._has_turn

    def pass_on(self) -> None:
        """Unless this connection is still writing."""
        if self._has_turn and not self.in_transaction:
            self._has_turn = False
            self._turns.leave()

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self.pass_on()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self.pass_on()

    def close(self) -> None:
        super().close()
        if self._has_turn:
            self._has_turn = False
            self._turns.leave()


_known: WeakValueDictionary[str, Turns] = WeakValueDictionary()
_knowing = threading.Lock()


def _turns_of(database: str) -> Turns:
    """The same for all connections to one file; what is in memory has one connection only."""
    if database in ("", ":memory:"):
        return Turns()
    with _knowing:
        return _known.setdefault(os.path.realpath(database), Turns())
