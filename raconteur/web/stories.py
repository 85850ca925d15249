"""`/api/stories`: begin one, read them, continue, rename, throw away and take back."""

from apiflask import APIBlueprint

from raconteur.services import prompts, seeing, stories, writing
from raconteur.services.wishes import Wish
from raconteur.web.acting import acting, shown
from raconteur.web.docs import list_of, problems_of
from raconteur.web.lists import link_next
from raconteur.web.once import acting_once
from raconteur.web.schemas.stories import (
    ContinueIn,
    ForeverQuery,
    StoriesQuery,
    StoryIn,
    StoryOut,
    StoryPatch,
    StorySummary,
)

routes = APIBlueprint("stories", __name__, url_prefix="/api/stories", tag="Stories")


@routes.get("")
@routes.input(StoriesQuery, location="query")
@routes.output(list_of(StorySummary))
@routes.doc(operation_id="listStories", responses=problems_of(404, 422))
def listed(query_data: StoriesQuery) -> tuple[list[StorySummary], int, dict[str, str]]:
    """Stories, newest first, without their text. `state=trash` lists what was thrown away,
    `shelf=family` what stands on the family's shelf, `of` what a child of yours has."""
    page = query_data
    if page.shelf == "family":
        found = stories.of_family(acting(), page.state, page.limit, page.before)
    else:
        found = stories.listed(acting(), page.state, page.limit, page.before, page.of)
    last = found[-1].row.id if found else None
    summaries = [StorySummary.of(view, seeing.owner(acting(), view.row)) for view in found]
    return summaries, 200, link_next(found, last, page.limit)


@routes.post("")
@routes.input(StoryIn)
@routes.output(StoryOut, status_code=202)
@routes.doc(operation_id="beginStory", responses=problems_of(400, 404, 413, 422))
def begin(json_data: StoryIn) -> tuple[StoryOut, int, dict[str, str]]:
    """Ask for a story. It is written whether anybody watches or not."""
    view = writing.begin(acting_once(), wish_of(json_data))
    return shown(view), 202, {"Location": f"stories/{view.row.id}"}


@routes.get("/<int:story_id>")
@routes.output(StoryOut)
@routes.doc(operation_id="getStory", responses=problems_of(404))
def get(story_id: int) -> StoryOut:
    """A story with the passages of its current path, and all text committed so far."""
    return shown(stories.get(acting(), story_id))


@routes.patch("/<int:story_id>")
@routes.input(StoryPatch)
@routes.output(StoryOut)
@routes.doc(operation_id="changeStory", responses=problems_of(400, 404, 409, 413, 422))
def change(story_id: int, json_data: StoryPatch) -> StoryOut:
    """Rename it, turn to another take by moving its head, put it on the family's shelf or take it
    off."""
    data, view = json_data, None
    if data.revision is not None:
        view = stories.change(acting(), story_id, data.revision, data.title, data.head)
    if data.family is not None:
        view = stories.shelve(acting(), story_id, shelved=data.family)
    assert view is not None  # noqa: S101 (the schema lets nothing else through)
    return shown(view)


@routes.delete("/<int:story_id>")
@routes.input(ForeverQuery, location="query")
@routes.output({}, status_code=204)
@routes.doc(operation_id="throwAwayStory", responses=problems_of(404, 409, 422))
def throw_away(story_id: int, query_data: ForeverQuery) -> str:
    """To the trash; with `forever=true`, out of the trash for good."""
    stories.throw_away(acting(), story_id, forever=query_data.forever)
    return ""


@routes.post("/<int:story_id>/restore")
@routes.output(StoryOut)
@routes.doc(operation_id="restoreStory", responses=problems_of(404))
def restore(story_id: int) -> StoryOut:
    """Take a story back out of the trash."""
    return shown(stories.take_back(acting(), story_id))


@routes.post("/<int:story_id>/passages")
@routes.input(ContinueIn)
@routes.output(StoryOut, status_code=202)
@routes.doc(operation_id="continueStory", responses=problems_of(400, 404, 409, 413, 422))
def go_on(story_id: int, json_data: ContinueIn) -> tuple[StoryOut, int]:
    """Continue a story, with a wish for what should happen or without."""
    data = json_data
    view = writing.go_on(
        acting_once(), story_id, data.instruction, data.after, unattended=data.unattended
    )
    return shown(view), 202


def wish_of(body: StoryIn) -> Wish:
    """Raises NotFound for a prompt that is not there."""
    given = body.model_dump(exclude={"prompt_id"})
    if body.prompt_id is not None:
        given["prompt"] = prompts.get(acting(), body.prompt_id).content
    return Wish(**given)
