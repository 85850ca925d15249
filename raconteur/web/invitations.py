"""`/api/invitations`: links that let somebody in."""

from apiflask import APIBlueprint

from raconteur.services.accounts import inviting
from raconteur.services.errors import Invalid
from raconteur.store.invitations import Invitation
from raconteur.web import address, cookie
from raconteur.web.acting import acting, insist_on_accounts, place, wiring
from raconteur.web.docs import list_of, problems_of
from raconteur.web.extensions import db
from raconteur.web.limits import LOOKS, SIGN_INS, limiter
from raconteur.web.schemas.accounts import (
    AcceptBody,
    CodeBody,
    InvitationIn,
    InvitationMade,
    InvitationOut,
    SessionOut,
    Welcome,
)

routes = APIBlueprint("invitations", __name__, url_prefix="/api/invitations", tag="Accounts")


@routes.get("")
@routes.output(list_of(InvitationOut))
@routes.doc(operation_id="listInvitations", responses=problems_of(401, 404))
def listed() -> list[Invitation]:
    """Those that nobody has used yet, newest first, without their codes; for a guardian, those
    into the own family."""
    insist_on_accounts()
    return list(inviting.open_ones(acting()))


@routes.post("")
@routes.input(InvitationIn)
@routes.output(InvitationMade, status_code=201)
@routes.doc(operation_id="invite", responses=problems_of(400, 401, 404, 413, 422))
def invite(json_data: InvitationIn) -> InvitationMade:
    """Let somebody in, by an administrator; or into the own family, by a guardian. The code is
    shown this once; it goes behind `welcome#` of the page."""
    insist_on_accounts()
    asked = json_data
    family_id = acting().visitor.family_id if asked.family else asked.family_id
    if family_id is None and (asked.family or asked.guardian or asked.reader_id):
        raise Invalid({"family": ["Say which family. You belong to none yet: make one first."]})
    to = inviting.Belonging(family_id, asked.guardian, asked.reader_id)
    return made(*inviting.invite(acting(), asked.role, to))


def made(invitation: Invitation, code: str) -> InvitationMade:
    out = InvitationOut.model_validate(invitation)
    return InvitationMade(**out.model_dump(), code=code, url=f"{address.reached()}/welcome#{code}")


@routes.delete("/<int:invitation_id>")
@routes.output({}, status_code=204)
@routes.doc(operation_id="withdrawInvitation", responses=problems_of(401, 404))
def withdraw(invitation_id: int) -> str:
    """Nobody can use it any more."""
    inviting.withdraw(acting(), invitation_id)
    return ""


@routes.post("/look")
@limiter.limit(LOOKS)
@routes.input(CodeBody)
@routes.output(Welcome)
@routes.doc(operation_id="lookAtInvitation", responses=problems_of(400, 404, 413, 422, 429))
def look(json_data: CodeBody) -> Welcome:
    """What a link is for."""
    insist_on_accounts()
    found, name = inviting.look(db.session(), json_data.code)
    first = found.user_id is not None and name is None
    family = inviting.family_of(db.session(), found)
    return Welcome(role=found.role, name=name, first=first, family=family, guardian=found.guardian)


@routes.post("/accept")
@limiter.limit(SIGN_INS)
@routes.input(AcceptBody)
@routes.output(SessionOut)
@routes.doc(operation_id="acceptInvitation", responses=problems_of(400, 404, 413, 422, 429))
def accept(json_data: AcceptBody) -> tuple[SessionOut, int, dict[str, str]]:
    """Take an invitation: a name, a password, and you are signed in."""
    insist_on_accounts()
    body = json_data
    return cookie.signed_in(
        *inviting.accept(
            db.session(), wiring().publish, body.code, body.name, body.password, place()
        )
    )
