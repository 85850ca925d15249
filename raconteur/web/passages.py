"""`/api/passages`: another take, going on, stopping, editing, looking back."""

from apiflask import APIBlueprint

from raconteur.services import approving, editing, writing
from raconteur.store.base import Json
from raconteur.store.passages import Revision
from raconteur.web.acting import acting, shown
from raconteur.web.docs import list_of, problems_of
from raconteur.web.once import acting_once
from raconteur.web.schemas.stories import EditIn, OriginsOut, PassageOut, RevisionOut, StoryOut

routes = APIBlueprint("passages", __name__, url_prefix="/api/passages", tag="Passages")


@routes.post("/<int:passage_id>/retake")
@routes.output(StoryOut, status_code=202)
@routes.doc(operation_id="retakePassage", responses=problems_of(404, 409, 422))
def retake(passage_id: int) -> StoryOut:
    """Another take: a sibling, which becomes the head. The first one stays."""
    return shown(writing.retake(acting_once(), passage_id))


@routes.post("/<int:passage_id>/resume")
@routes.output(StoryOut, status_code=202)
@routes.doc(operation_id="resumePassage", responses=problems_of(404, 409, 422))
def resume(passage_id: int) -> StoryOut:
    """A stopped or failed passage goes on where its text ends; so does one that a cap had paused,
    when there is room again."""
    return shown(writing.resume(acting(), passage_id))


@routes.post("/<int:passage_id>/stop")
@routes.output(PassageOut, status_code=202)
@routes.doc(operation_id="stopPassage", responses=problems_of(404))
def stop(passage_id: int) -> PassageOut:
    """Stop writing; what is written stays. Harmless when it has ended already."""
    return PassageOut.of(writing.stop(acting(), passage_id))


@routes.post("/<int:passage_id>/approve")
@routes.output(PassageOut)
@routes.doc(operation_id="approvePassage", responses=problems_of(404, 409))
def approve(passage_id: int) -> PassageOut:
    """A guardian has looked: from now on a child is shown it. Harmless where it already is."""
    return PassageOut.of(approving.approve(acting(), passage_id))


@routes.patch("/<int:passage_id>")
@routes.input(EditIn)
@routes.output(PassageOut)
@routes.doc(operation_id="editPassage", responses=problems_of(400, 404, 409, 413, 422))
def edit(passage_id: int, json_data: EditIn) -> PassageOut:
    """Give a finished passage a new text. `revision` is the one you have seen."""
    return PassageOut.of(editing.edit(acting(), passage_id, json_data.text, json_data.revision))


@routes.get("/<int:passage_id>/revisions")
@routes.output(list_of(RevisionOut))
@routes.doc(operation_id="listRevisions", responses=problems_of(404))
def revisions(passage_id: int) -> list[Revision]:
    """Every text this passage had, newest first."""
    return list(editing.revisions(acting(), passage_id))


@routes.get("/<int:passage_id>/origins")
@routes.output(OriginsOut)
@routes.doc(operation_id="getOrigins", responses=problems_of(404))
def origins(passage_id: int) -> dict[str, list[Json]]:
    """Where each span's words come from: the tale-book, the model, or a person."""
    return {"spans": editing.origins(acting(), passage_id)}
