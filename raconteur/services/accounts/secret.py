"""Secrets that somebody holds and the server knows only by their digest."""

import hashlib
import secrets

# 256 bits by chance: nobody guesses one, so a digest without salt or work is enough.
_BYTES = 32


def new(prefix: str = "") -> str:
    """Letters, digits, - and _; the prefix tells scanners of public code what they found."""
    return prefix + secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def csrf(secret: str) -> str:
    """What only a page that was answered with it can say beside the cookie `secret`."""
    return hashlib.sha256(b"csrf " + secret.encode()).hexdigest()[:32]
