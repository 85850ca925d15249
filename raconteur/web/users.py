"""`/api/users` and `/api/audit`: the people of this server, for its administrators."""

from apiflask import APIBlueprint

from raconteur.services.accounts import inviting, people
from raconteur.store.audit import Entry
from raconteur.web.acting import acting, insist_on_accounts
from raconteur.web.docs import list_of, problems_of
from raconteur.web.invitations import made
from raconteur.web.lists import link_next
from raconteur.web.schemas.accounts import EntryOut, InvitationMade, UserOut, UserPatch
from raconteur.web.schemas.common import Page

routes = APIBlueprint("users", __name__, url_prefix="/api", tag="Accounts")


@routes.get("/users")
@routes.output(list_of(UserOut))
@routes.doc(operation_id="listUsers", responses=problems_of(401, 404))
def listed() -> list[UserOut]:
    """Everybody, in the order in which they came."""
    insist_on_accounts()
    return [UserOut.of(user) for user in people.every(acting())]


@routes.patch("/users/<int:user_id>")
@routes.input(UserPatch)
@routes.output(UserOut)
@routes.doc(operation_id="changeUser", responses=problems_of(400, 401, 404, 409, 413, 422))
def change(user_id: int, json_data: UserPatch) -> UserOut:
    """Change what somebody may do and use. Who is disabled is signed out everywhere."""
    insist_on_accounts()
    asked = json_data
    found = people.change(acting(), user_id, asked.role, disabled=asked.disabled, caps=asked.caps)
    return UserOut.of(found)


@routes.post("/users/<int:user_id>/reset")
@routes.output(InvitationMade, status_code=201)
@routes.doc(operation_id="resetPassword", responses=problems_of(401, 404))
def reset(user_id: int) -> InvitationMade:
    """A link with which somebody sets a new password; the old one holds until then."""
    insist_on_accounts()
    return made(*inviting.renew(acting(), user_id))


@routes.get("/audit")
@routes.input(Page, location="query")
@routes.output(list_of(EntryOut))
@routes.doc(operation_id="listAudit", responses=problems_of(401, 404, 422))
def audit(query_data: Page) -> tuple[list[Entry], int, dict[str, str]]:
    """Who did what to accounts, shares and settings, newest first."""
    insist_on_accounts()
    found = list(people.audit_log(acting(), query_data.limit, query_data.before))
    last = found[-1].id if found else None
    return found, 200, link_next(found, last, query_data.limit)
