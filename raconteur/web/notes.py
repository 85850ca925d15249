"""`/api/notes`: what the gates held back, for whoever answers for the reader."""

from apiflask import APIBlueprint

from raconteur.services import notes
from raconteur.web.acting import acting
from raconteur.web.docs import list_of, problems_of
from raconteur.web.lists import link_next
from raconteur.web.schemas.common import Page
from raconteur.web.schemas.notes import NoteOut

routes = APIBlueprint("notes", __name__, url_prefix="/api/notes", tag="Stories")


@routes.get("")
@routes.input(Page, location="query")
@routes.output(list_of(NoteOut))
@routes.doc(operation_id="listNotes", responses=problems_of(422))
def listed(query_data: Page) -> tuple[list[NoteOut], int, dict[str, str]]:
    """What was held back, one's own and, for a guardian, the family's children's; newest first."""
    page = query_data
    found = notes.listed(acting(), page.limit, page.before)
    last = found[-1][0].id if found else None
    told = [NoteOut.of(note, user) for note, user in found]
    return told, 200, link_next(found, last, page.limit)
