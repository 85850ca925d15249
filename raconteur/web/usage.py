"""`/api/limits`, `/api/usage`, `/api/estimate`: what may be used, what was, and what would be."""

from apiflask import APIBlueprint

from raconteur.services import estimate, limits
from raconteur.web.acting import acting
from raconteur.web.docs import list_of, problems_of
from raconteur.web.schemas.limits import EstimateOut, LimitsIn, LimitsOut, UsageOut, UsageQuery
from raconteur.web.schemas.stories import StoryIn
from raconteur.web.stories import wish_of

routes = APIBlueprint("usage", __name__, url_prefix="/api", tag="Limits")


@routes.get("/limits")
@routes.output(LimitsOut)
@routes.doc(operation_id="getLimits", responses=problems_of())
def read() -> LimitsOut:
    """What you and, for administrators, the server may use and have used, and what models cost."""
    return LimitsOut.of(limits.read(acting()))


@routes.put("/limits")
@routes.input(LimitsIn)
@routes.output(LimitsOut)
@routes.doc(operation_id="putLimits", responses=problems_of(400, 413, 422))
def write(json_data: LimitsIn) -> LimitsOut:
    """Replace the server's caps and prices. What a cap had paused goes on where there is room."""
    return LimitsOut.of(limits.write(acting(), json_data.limits))


@routes.get("/usage")
@routes.input(UsageQuery, location="query")
@routes.output(list_of(UsageOut))
@routes.doc(operation_id="listUsage", responses=problems_of(422))
def used(query_data: UsageQuery) -> list[UsageOut]:
    """What was used of each model on each day, newest first."""
    asked = query_data
    found = limits.used(acting(), asked.days, everybody=asked.everybody)
    return [UsageOut.of(row, user) for row, user in found]


@routes.post("/estimate")
@routes.input(StoryIn)
@routes.output(EstimateOut)
@routes.doc(operation_id="estimateStory", responses=problems_of(400, 404, 413, 422))
def would_take(json_data: StoryIn) -> EstimateOut:
    """What a story would take, going by the last ones like it. Nothing is written."""
    return EstimateOut.of(estimate.of(acting(), wish_of(json_data)))
