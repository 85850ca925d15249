"""`/healthz`, `/readyz`, `/metrics`: for those who watch over it."""

from apiflask import APIBlueprint
from flask import Response

from raconteur.observe import metrics
from raconteur.store.base import ask
from raconteur.store.standby import only_reads
from raconteur.web.acting import wiring
from raconteur.web.docs import problems_of
from raconteur.web.extensions import db
from raconteur.web.schemas.common import Health

routes = APIBlueprint("health", __name__, tag="Health")


@routes.get("/healthz")
@routes.output(Health)
@routes.doc(operation_id="healthz", responses=problems_of())
def alive() -> dict[str, str]:
    """The process answers."""
    return {"status": "ok"}


@routes.get("/readyz")
@routes.output(Health)
@routes.doc(operation_id="readyz", responses=problems_of(503))
def ready() -> dict[str, object]:
    """The process can do its work: the database answers.

    What stories can wait for (the broker, the bus, the model by URL) is named in `parts` when it
    does not answer, and so is a database that can only be read for a while. The process stays
    ready: reading goes on, and so does writing once it is back.
    """
    ask(db.session())
    parts = {name: "ok" if answers() else "away" for name, answers in wiring().parts.items()}
    if only_reads(db.session()):
        parts["database"] = "read-only"
    waits = any(state != "ok" for state in parts.values())
    return {"status": "waiting" if waits else "ok", "parts": parts}


@routes.get("/metrics")
@routes.doc(hide=True)
def measured() -> Response:
    """Prometheus' exposition of all processes together."""
    text, content_type = metrics.render()
    return Response(text, content_type=content_type)
