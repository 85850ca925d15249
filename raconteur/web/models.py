"""`/api/models`: what can write here, and a sentence to try one."""

from apiflask import APIBlueprint

from raconteur.models.choice import ModelChoice
from raconteur.services import models
from raconteur.web.acting import acting
from raconteur.web.docs import list_of, problems_of
from raconteur.web.schemas.config import ModelOut, TestIn, TestOut

routes = APIBlueprint("models", __name__, url_prefix="/api/models", tag="Settings")


@routes.get("")
@routes.output(list_of(ModelOut))
@routes.doc(operation_id="listModels", responses=problems_of())
def listed() -> list[ModelChoice]:
    """Every model that can write here, in which ways and languages."""
    return list(models.listed(acting()))


@routes.post("/<path:model_id>/test")
@routes.input(TestIn)
@routes.output(TestOut)
@routes.doc(operation_id="testModel", responses=problems_of(400, 404, 409, 413, 422, 429, 502))
def test(model_id: str, json_data: TestIn) -> TestOut:
    """Have the model write one sentence, now."""
    sentence, seconds = models.sentence(acting(), model_id, json_data.language)
    return TestOut(sentence=sentence, seconds=round(seconds, 2))
