"""`/api/readers`: the people stories are for."""

from apiflask import APIBlueprint

from raconteur.services import readers
from raconteur.web.acting import acting
from raconteur.web.docs import list_of, problems_of
from raconteur.web.lists import link_next
from raconteur.web.once import acting_once
from raconteur.web.schemas.common import Page
from raconteur.web.schemas.readers import ReaderIn, ReaderOut, ReaderPatch

routes = APIBlueprint("readers", __name__, url_prefix="/api/readers", tag="Readers")


@routes.get("")
@routes.input(Page, location="query")
@routes.output(list_of(ReaderOut))
@routes.doc(operation_id="listReaders", responses=problems_of(422))
def listed(query_data: Page) -> tuple[list[ReaderOut], int, dict[str, str]]:
    """Your readers and those that your family shares, newest first."""
    found = [
        ReaderOut.of(each) for each in readers.listed(acting(), query_data.limit, query_data.before)
    ]
    last = found[-1].id if found else None
    return found, 200, link_next(found, last, query_data.limit)


@routes.post("")
@routes.input(ReaderIn)
@routes.output(ReaderOut, status_code=201)
@routes.doc(operation_id="addReader", responses=problems_of(400, 409, 413, 422))
def add(json_data: ReaderIn) -> tuple[ReaderOut, int, dict[str, str]]:
    """Add a reader."""
    made = readers.add(acting_once(), json_data.model_dump())
    return ReaderOut.of(readers.view(acting(), made)), 201, {"Location": f"readers/{made.id}"}


@routes.patch("/<int:reader_id>")
@routes.input(ReaderPatch)
@routes.output(ReaderOut)
@routes.doc(operation_id="changeReader", responses=problems_of(400, 404, 409, 413, 422))
def change(reader_id: int, json_data: ReaderPatch) -> ReaderOut:
    """Change the fields that are given. Stories already written stay as they are."""
    changed = readers.change(acting(), reader_id, json_data.model_dump(exclude_unset=True))
    return ReaderOut.of(readers.view(acting(), changed))


@routes.delete("/<int:reader_id>")
@routes.output({}, status_code=204)
@routes.doc(operation_id="removeReader", responses=problems_of(404, 409))
def remove(reader_id: int) -> str:
    """Remove a reader. Stories already written stay as they are."""
    readers.remove(acting(), reader_id)
    return ""
