"""Who acts in this request: the local user, until there are accounts."""

from flask import current_app, g

from raconteur.services.acting import Acting
from raconteur.web.extensions import db
from raconteur.web.wiring import Wiring


def wiring() -> Wiring:
    found: Wiring = current_app.extensions["raconteur"]
    return found


def acting() -> Acting:
    """The acting user of this request; the same object however often it is asked for."""
    if "acting" not in g:
        wired = wiring()
        g.acting = Acting(
            session=db.session(),
            user_id=wired.user_id,
            ring=wired.ring,
            publish=wired.publish,
            models=wired.models,
        )
    found: Acting = g.acting
    return found
