"""How often one address may try: what is guessed is guessed slowly, and asks little of us."""

from flask import Flask
from flask_limiter import Limiter

from raconteur.web.acting import client
from raconteur.web.client import neighbourhood

# Ways in, each of which costs an argon2 hash.
SIGN_INS = "10 per minute; 100 per hour"
# A mail each, maybe; how many one account is sent is counted besides.
FORGOTTEN = "5 per minute; 20 per hour"
# Looking at an invitation costs one question to the database.
LOOKS = "60 per minute"

limiter = Limiter(
    key_func=lambda: neighbourhood(client().address),
    headers_enabled=True,
    swallow_errors=True,
    in_memory_fallback_enabled=True,
    default_limits=[],
)


def wire(app: Flask, bus_url: str) -> None:
    """Counted in Redis where there is one, so that several webs count together."""
    by_socket = "redis+unix://"
    counted = bus_url.replace("unix://", by_socket, 1) if bus_url.startswith("unix://") else bus_url
    app.config["RATELIMIT_STORAGE_URI"] = counted or "memory://"
    limiter.init_app(app)
