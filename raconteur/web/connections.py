"""`/api/connections`: models that people add."""

from apiflask import APIBlueprint

from raconteur.services import connections
from raconteur.services.connections import ConnectionView
from raconteur.web.acting import acting, wiring
from raconteur.web.docs import list_of, problems_of
from raconteur.web.once import acting_once
from raconteur.web.schemas.connections import ConnectionIn, ConnectionOut, ConnectionPatch

routes = APIBlueprint("connections", __name__, url_prefix="/api/connections", tag="Settings")


@routes.get("")
@routes.output(list_of(ConnectionOut))
@routes.doc(operation_id="listConnections", responses=problems_of())
def listed() -> list[ConnectionView]:
    """Your own, and those that an administrator shares with everybody; newest first."""
    return connections.listed(acting())


@routes.post("")
@routes.input(ConnectionIn)
@routes.output(ConnectionOut, status_code=201)
@routes.doc(operation_id="addConnection", responses=problems_of(400, 413, 422))
def add(json_data: ConnectionIn) -> tuple[ConnectionOut, int, dict[str, str]]:
    """Add a model by its address. Its key is kept sealed, and never told again."""
    made = connections.add(acting_once(), wiring().terms, json_data.model_dump())
    return ConnectionOut.model_validate(made), 201, {"Location": f"connections/{made.id}"}


@routes.patch("/<int:connection_id>")
@routes.input(ConnectionPatch)
@routes.output(ConnectionOut)
@routes.doc(operation_id="changeConnection", responses=problems_of(400, 404, 413, 422))
def change(connection_id: int, json_data: ConnectionPatch) -> ConnectionOut:
    """Change the fields that are given. Another server needs its key again."""
    values = json_data.model_dump(exclude_unset=True)
    found = connections.change(acting(), wiring().terms, connection_id, values)
    return ConnectionOut.model_validate(found)


@routes.delete("/<int:connection_id>")
@routes.output({}, status_code=204)
@routes.doc(operation_id="removeConnection", responses=problems_of(404))
def remove(connection_id: int) -> str:
    """Remove it, with its key. What waits to be written with it fails; a new take is written with
    another."""
    connections.remove(acting(), connection_id)
    return ""
