"""`/api/stories/{id}/shares` and `/api/shared`: a story read without an account."""

from apiflask import APIBlueprint

from raconteur.services import sharing
from raconteur.store.shares import Share
from raconteur.web.acting import acting, insist_on_accounts
from raconteur.web.docs import list_of, problems_of
from raconteur.web.extensions import db
from raconteur.web.limits import LOOKS, limiter
from raconteur.web.schemas.accounts import CodeBody
from raconteur.web.schemas.sharing import SharedStory, ShareIn, ShareMade, ShareOut

routes = APIBlueprint("sharing", __name__, url_prefix="/api", tag="Stories")


@routes.get("/stories/<int:story_id>/shares")
@routes.output(list_of(ShareOut))
@routes.doc(operation_id="listShares", responses=problems_of(401, 404))
def listed(story_id: int) -> list[Share]:
    """The links that hold, newest first, without their codes."""
    insist_on_accounts()
    return list(sharing.every(acting(), story_id))


@routes.post("/stories/<int:story_id>/shares")
@routes.input(ShareIn)
@routes.output(ShareMade, status_code=201)
@routes.doc(operation_id="shareStory", responses=problems_of(400, 401, 404, 409, 413, 422))
def share(story_id: int, json_data: ShareIn) -> ShareMade:
    """A link by which anybody may read it. Its code is shown this once."""
    insist_on_accounts()
    made, code = sharing.share(acting(), story_id, json_data.days)
    return ShareMade(**ShareOut.model_validate(made).model_dump(), code=code)


@routes.delete("/stories/<int:story_id>/shares/<int:share_id>")
@routes.output({}, status_code=204)
@routes.doc(operation_id="endShare", responses=problems_of(401, 404))
def end(story_id: int, share_id: int) -> str:
    """From now on it opens nothing."""
    sharing.take_back(acting(), story_id, share_id)
    return ""


@routes.post("/shared")
@limiter.limit(LOOKS)
@routes.input(CodeBody)
@routes.output(SharedStory)
@routes.doc(operation_id="readShared", responses=problems_of(400, 404, 413, 422, 429))
def read(json_data: CodeBody) -> SharedStory:
    """What a link opens: the story as it is now."""
    insist_on_accounts()
    return SharedStory.of(sharing.read(db.session(), json_data.code))
