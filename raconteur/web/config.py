"""`/api/config`: the defaults a new story starts from."""

from apiflask import APIBlueprint

from raconteur.services import config
from raconteur.web.acting import acting
from raconteur.web.docs import problems_of
from raconteur.web.schemas.config import Config

routes = APIBlueprint("config", __name__, url_prefix="/api/config", tag="Settings")


@routes.get("")
@routes.output(Config)
@routes.doc(operation_id="getConfig", responses=problems_of())
def read() -> dict[str, object]:
    """The defaults."""
    return config.read(acting())


@routes.put("")
@routes.input(Config)
@routes.output(Config)
@routes.doc(operation_id="putConfig", responses=problems_of(400, 413, 422))
def write(json_data: Config) -> dict[str, object]:
    """Replace all defaults."""
    return config.write(acting(), json_data.model_dump())
