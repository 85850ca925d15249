"""Passwords: argon2id, as OWASP's Password Storage Cheat Sheet has it for little memory (19 MiB,
two passes, one lane)."""

import contextlib
import re
import threading
from collections.abc import Iterator
from pathlib import Path

from argon2 import PasswordHasher, Type
from argon2.exceptions import Argon2Error, InvalidHashError

from raconteur.services.errors import Invalid, TooMany

SHORTEST, LONGEST = 10, 200
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
# What everybody tries first, when it is long enough (from the lists of the most used).
_KNOWN = frozenset(Path(__file__).with_name("common.txt").read_text(encoding="utf-8").split())
# What anybody who knows the server or its people would begin with, and what many begin with
# (docs/accounts.md). What is left without these, and without digits, must still be a password.
_FIRST_TRIED = (
    *("raconteur", "storyteller", "histoire", "stories", "story", "conte"),
    *("administrator", "administrateur", "admin", "password", "passwort", "motdepasse", "welcome"),
    *("bienvenue", "bonjour", "letmein", "qwertyuiop", "qwerty", "qwertz", "azertyuiop", "azerty"),
    *("asdfghjkl", "zxcvbnm", "qazwsx", "iloveyou", "jetaime", "football", "baseball", "superman"),
    *("starwars", "pokemon", "sunshine", "princess", "chocolat", "doudou", "soleil", "dragon"),
)
_LEFT_AT_LEAST = 4
# Each takes 19 MiB and a processor for 30 ms: however many ask, few wait, and all others go on.
_ONE_AT_A_TIME = threading.Lock()
_WAITING = threading.BoundedSemaphore(3)
# Of a password that nobody has: an unknown name takes as long as a known one.
_NOBODYS = _HASHER.hash("nobody's password")


def insist(password: str, name: str, field: str = "password") -> None:
    """Raises Invalid for one that is easily guessed."""
    if len(password) < SHORTEST:
        raise Invalid({field: [f"At least {SHORTEST} characters."]})
    low = password.casefold()
    if low in _KNOWN or len(set(low)) < 4 or len(_left(low, name)) < _LEFT_AT_LEAST:
        raise Invalid({field: ["Too easy to guess. A few words that only you would put together."]})


def _left(low: str, name: str) -> str:
    """Of a password in small letters, without what is tried first; all of it where there is none
    of that."""
    letters = re.sub(r"[\W\d_]", "", low)
    # A name of one letter or two is in many words.
    tried = _FIRST_TRIED if len(name) < 3 else (name.casefold(), *_FIRST_TRIED)
    if not any(each in letters for each in tried):
        return low
    for each in tried:
        letters = letters.replace(each, "")
    return letters


@contextlib.contextmanager
def _turn() -> Iterator[None]:
    """Raises TooMany."""
    if not _WAITING.acquire(blocking=False):
        raise TooMany("Many people sign in at this moment. Try again.", 2)
    try:
        with _ONE_AT_A_TIME:
            yield
    finally:
        _WAITING.release()


def hashed(password: str) -> str:
    """Raises TooMany."""
    with _turn():
        return _HASHER.hash(password)


def fits(password: str, stored: str | None) -> bool:
    """Whether it is the one; takes the same time when there is none. Raises TooMany."""
    with _turn():
        try:
            return _HASHER.verify(stored or _NOBODYS, password) and stored is not None
        except (Argon2Error, InvalidHashError):
            return False


def outdated(stored: str) -> bool:
    """Hashed with other costs than today's."""
    return _HASHER.check_needs_rehash(stored)
