"""Where people find the page."""

from flask import current_app, request

from raconteur.web.acting import client

# As the host says; also without a public address, for what must not believe a request.
ADDRESS = "RACONTEUR_ADDRESS"
PUBLIC = "RACONTEUR_PUBLIC_URL"


def said_by_the_host() -> str:
    address: str = current_app.config[ADDRESS]
    return address


def reached() -> str:
    """The same, or where there is no public address as whoever asks has reached us: for what is
    shown to them alone."""
    public: str = current_app.config[PUBLIC]
    return public or f"{'https' if client().https else 'http'}://{request.host}"
