"""Who acts in this request: whom the door let in."""

import contextlib

from flask import current_app, g, request

from raconteur.services import seeing
from raconteur.services.accounts import signing
from raconteur.services.accounts.signing import From
from raconteur.services.acting import Acting, Visitor
from raconteur.services.errors import NotFound, SignInNeeded
from raconteur.services.views import StoryView
from raconteur.web.client import CLIENT, Client
from raconteur.web.door import VISITOR
from raconteur.web.extensions import db
from raconteur.web.schemas.stories import StoryOut
from raconteur.web.wiring import Wiring


def wiring() -> Wiring:
    found: Wiring = current_app.extensions["raconteur"]
    return found


def known() -> Visitor | None:
    """Whom the door let in; None where nobody needs to be known."""
    scope = request.environ.get("asgi.scope")
    if scope is not None:
        found: Visitor | None = scope[VISITOR]
        return found
    # Without the edge around it, as in tests of the Flask half.
    user_id = wiring().user_id
    return None if user_id is None else Visitor(user_id)


def visitor() -> Visitor:
    """Raises SignInNeeded."""
    found = known()
    if found is None:
        raise SignInNeeded("Sign in first.")
    return found


def acting() -> Acting:
    """The acting user of this request; the same object however often it is asked for."""
    if "acting" not in g:
        wired = wiring()
        g.acting = Acting(
            session=db.session(),
            visitor=visitor(),
            ring=wired.ring,
            publish=wired.publish,
            models=wired.models,
            judge=wired.judge,
        )
    found: Acting = g.acting
    return found


def shown(view: StoryView) -> StoryOut:
    """A story as whoever asks has it."""
    return StoryOut.of(view, seeing.owner(acting(), view.row))


def insist_on_accounts() -> None:
    """Raises NotFound where the server is for one person, who is never asked."""
    if wiring().user_id is not None:
        raise NotFound("There are no accounts here (RACONTEUR_ACCOUNTS).")


def end_the_one_before() -> None:
    """Whoever comes in where somebody was signed in already takes their place."""
    before = known()
    if before is not None and before.session_id is not None:
        # A new password may have ended it just now.
        with contextlib.suppress(NotFound):
            signing.sign_out(acting())


def client() -> Client:
    """Where this request comes from."""
    scope = request.environ.get("asgi.scope")
    if scope is None:
        return Client(request.remote_addr or "", https=False)
    found: Client = scope[CLIENT]
    return found


def place() -> From:
    return From(client().address, request.headers.get("User-Agent", ""))
