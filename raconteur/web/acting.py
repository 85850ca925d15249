"""Who acts in this request: the local user, until there are accounts."""

from flask import current_app, g, request

from raconteur.services.acting import Acting
from raconteur.store import users
from raconteur.store.base import for_writing
from raconteur.web.extensions import db
from raconteur.web.wiring import Wiring

READS = ("GET", "HEAD", "OPTIONS")


def wiring() -> Wiring:
    found: Wiring = current_app.extensions["raconteur"]
    return found


def acting() -> Acting:
    """The acting user of this request; the same object however often it is asked for."""
    if "acting" not in g:
        wired = wiring()
        if request.method not in READS:
            for_writing(db.session())
        g.acting = Acting(
            session=db.session(),
            user_id=users.local_id(db.session()),
            ring=wired.ring,
            publish=wired.publish,
            models=wired.models,
        )
    found: Acting = g.acting
    return found
