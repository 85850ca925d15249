"""`/api/session/oidc`: signing in at an OpenID Connect provider, and coming back from it."""

import logging

from apiflask import APIBlueprint
from flask import redirect, request
from werkzeug.wrappers import Response

from raconteur.identity.provider import Begun, IdentityError, Provider
from raconteur.services.accounts import elsewhere
from raconteur.services.errors import Invalid, NotFound, SignInNeeded
from raconteur.web import cookie
from raconteur.web.acting import end_the_one_before, insist_on_accounts, place, wiring
from raconteur.web.address import said_by_the_host
from raconteur.web.docs import problems_of
from raconteur.web.extensions import db
from raconteur.web.limits import SIGN_INS, limiter
from raconteur.web.schemas.accounts import ElsewhereBody, ElsewhereOut

log = logging.getLogger(__name__)

routes = APIBlueprint("oidc", __name__, url_prefix="/api/session/oidc", tag="Accounts")

# What a sign-in on its way needs is kept by its browser alone, for so long.
ON_ITS_WAY, SECONDS = "raconteur_oidc", 600


@routes.post("")
@limiter.limit(SIGN_INS)
@routes.input(ElsewhereBody)
@routes.output(ElsewhereOut)
@routes.doc(operation_id="beginElsewhere", responses=problems_of(400, 404, 413, 422, 429, 502))
def begin(json_data: ElsewhereBody) -> tuple[ElsewhereOut, int, dict[str, str]]:
    """Where to send the browser; with the code of an invitation, to take it."""
    begun = _provider().begin(_back())
    kept = "|".join((begun.state, begun.nonce, begun.verifier, json_data.code or ""))
    return ElsewhereOut(url=begun.url), 200, {"Set-Cookie": cookie.of(ON_ITS_WAY, kept, SECONDS)}


@routes.get("/back")
@limiter.limit(SIGN_INS)
@routes.doc(operation_id="comeBack", hide=True)
def come_back() -> Response:
    """The provider sends the browser here; the page takes over, signed in or told why not."""
    answer = redirect(f"{said_by_the_host()}/")
    try:
        answer.headers.add("Set-Cookie", _signed_in())
    except (IdentityError, Invalid, NotFound, SignInNeeded) as error:
        log.warning("no sign-in by another's word: %s", error)
        why = "gone" if isinstance(error, NotFound) else "unknown"
        if isinstance(error, IdentityError):
            why = "provider"
        answer = redirect(f"{said_by_the_host()}/sign-in?refused={why}")
    answer.headers.add("Set-Cookie", cookie.of(ON_ITS_WAY, "", 0))
    return answer


def _signed_in() -> str:
    """The cookie. Raises IdentityError, SignInNeeded, NotFound, Invalid."""
    state, nonce, verifier, code = _remembered()
    begun = Begun("", state, nonce, verifier)
    found = _provider().finish(request.query_string.decode("latin-1"), begun, _back())
    if code:
        _, secret = elsewhere.accept(db.session(), wiring().publish, code, found, place())
    else:
        _, secret = elsewhere.sign_in(db.session(), found, place())
    end_the_one_before()
    return cookie.of_session(secret)


def _remembered() -> list[str]:
    parts = request.cookies.get(cookie.called(ON_ITS_WAY), "").split("|")
    if len(parts) != 4 or not all(parts[:3]):
        raise IdentityError("this browser began no sign-in, or too long ago")
    return parts


def _provider() -> Provider:
    insist_on_accounts()
    found = wiring().provider
    if found is None:
        raise NotFound("There is no other way to sign in (RACONTEUR_OIDC_ISSUER).")
    return found


def _back() -> str:
    return f"{said_by_the_host()}/api/session/oidc/back"
