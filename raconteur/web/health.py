"""`/healthz`, `/readyz`, `/metrics`: for those who watch over it."""

from apiflask import APIBlueprint
from flask import Response

from raconteur.observe import metrics
from raconteur.store.base import ask
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
@routes.doc(operation_id="readyz", responses=problems_of())
def ready() -> dict[str, str]:
    """The process can do its work: the database answers."""
    ask(db.session())
    return {"status": "ok"}


@routes.get("/metrics")
@routes.doc(hide=True)
def measured() -> Response:
    """Prometheus' exposition of all processes together."""
    text, content_type = metrics.render()
    return Response(text, content_type=content_type)
