"""The cookie of a browser that has signed in."""

from flask import current_app
from werkzeug.http import dump_cookie

from raconteur.services.accounts import myself
from raconteur.services.accounts.secret import csrf
from raconteur.services.accounts.visitor import LONGEST
from raconteur.store.users import User
from raconteur.web.acting import client, end_the_one_before, wiring
from raconteur.web.door import COOKIE, cookie_name
from raconteur.web.extensions import db
from raconteur.web.schemas.accounts import Me, SessionOut

PUBLIC_BY_HTTPS = "RACONTEUR_PUBLIC_BY_HTTPS"


def signed_in(user: User, secret: str) -> tuple[SessionOut, int, dict[str, str]]:
    """The answer to somebody who has shown who they are."""
    end_the_one_before()
    me = Me.model_validate(myself.of(db.session(), user))
    answer = SessionOut(accounts=True, user=me, csrf=csrf(secret))
    answer.mail = wiring().outbox is not None
    return answer, 200, {"Set-Cookie": of_session(secret)}


def of_session(secret: str) -> str:
    # The server knows when it ends; the browser keeps it as long as it might hold.
    return of(COOKIE, secret, int(LONGEST.total_seconds()))


def of(name: str, value: str, seconds: int) -> str:
    """No script reads it, no other site's form sends it; by HTTPS alone where we are reached so."""
    return dump_cookie(
        called(name),
        value,
        max_age=seconds,
        path="/",
        secure=is_secure(),
        httponly=True,
        samesite="Lax",
    )


def called(name: str) -> str:
    """What a cookie of this request is called."""
    return cookie_name(name, https=is_secure())


def is_secure() -> bool:
    return client().https or bool(current_app.config[PUBLIC_BY_HTTPS])
