"""`/api/prompts`: the library of prompts."""

from apiflask import APIBlueprint

from raconteur.services import prompts
from raconteur.store.prompts import Prompt
from raconteur.web.acting import acting
from raconteur.web.docs import list_of, problems_of
from raconteur.web.lists import link_next
from raconteur.web.once import acting_once
from raconteur.web.schemas.common import WholeList
from raconteur.web.schemas.prompts import PromptIn, PromptOut, PromptPatch

routes = APIBlueprint("prompts", __name__, url_prefix="/api/prompts", tag="Prompts")


@routes.get("")
@routes.input(WholeList, location="query")
@routes.output(list_of(PromptOut))
@routes.doc(operation_id="listPrompts", responses=problems_of(422))
def listed(query_data: WholeList) -> tuple[list[Prompt], int, dict[str, str]]:
    """Every prompt, newest first."""
    found = list(prompts.listed(acting(), query_data.limit, query_data.before))
    last = found[-1].id if found else None
    return found, 200, link_next(found, last, query_data.limit)


@routes.post("")
@routes.input(PromptIn)
@routes.output(PromptOut, status_code=201)
@routes.doc(operation_id="addPrompt", responses=problems_of(400, 413, 422))
def add(json_data: PromptIn) -> tuple[PromptOut, int, dict[str, str]]:
    """Keep a prompt."""
    made = prompts.add(acting_once(), json_data.content, json_data.title, json_data.language)
    return PromptOut.model_validate(made), 201, {"Location": f"prompts/{made.id}"}


@routes.patch("/<int:prompt_id>")
@routes.input(PromptPatch)
@routes.output(PromptOut)
@routes.doc(operation_id="changePrompt", responses=problems_of(400, 404, 413, 422))
def change(prompt_id: int, json_data: PromptPatch) -> PromptOut:
    """Change the fields that are given."""
    return PromptOut.model_validate(
        prompts.change(acting(), prompt_id, json_data.model_dump(exclude_unset=True))
    )


@routes.delete("/<int:prompt_id>")
@routes.output({}, status_code=204)
@routes.doc(operation_id="removePrompt", responses=problems_of(404))
def remove(prompt_id: int) -> str:
    """Remove a prompt. Stories written from it stay."""
    prompts.remove(acting(), prompt_id)
    return ""
