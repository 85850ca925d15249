"""`/api/families`: people who share readers and a shelf, and who looks after their children."""

from apiflask import APIBlueprint
from pydantic import BaseModel

from raconteur.services import families
from raconteur.web.acting import acting, insist_on_accounts
from raconteur.web.docs import list_of, problems_of
from raconteur.web.invitations import made
from raconteur.web.limits import SIGN_INS, limiter
from raconteur.web.schemas.accounts import InvitationMade
from raconteur.web.schemas.families import FamilyIn, FamilyOut, JoinBody, MemberOut, MemberPatch

routes = APIBlueprint("families", __name__, url_prefix="/api/families", tag="Families")


class GoneQuery(BaseModel):
    forever: bool = False


@routes.get("")
@routes.output(list_of(FamilyOut))
@routes.doc(operation_id="listFamilies", responses=problems_of(401, 404))
def listed() -> list[FamilyOut]:
    """Your own, if you belong to one; for administrators all of them."""
    insist_on_accounts()
    return [FamilyOut.of(each) for each in families.every(acting())]


@routes.post("")
@routes.input(FamilyIn)
@routes.output(FamilyOut, status_code=201)
@routes.doc(operation_id="makeFamily", responses=problems_of(400, 401, 404, 409, 413, 422))
def make(json_data: FamilyIn) -> FamilyOut:
    """A family of yours; you are its guardian."""
    insist_on_accounts()
    return FamilyOut.of(families.make(acting(), json_data.name))


@routes.post("/join")
@limiter.limit(SIGN_INS)
@routes.input(JoinBody)
@routes.output(FamilyOut)
@routes.doc(operation_id="joinFamily", responses=problems_of(400, 401, 404, 409, 413, 422, 429))
def join(json_data: JoinBody) -> FamilyOut:
    """Take an invitation into a family with the account you have."""
    insist_on_accounts()
    return FamilyOut.of(families.join(acting(), json_data.code))


@routes.patch("/<int:family_id>")
@routes.input(FamilyIn)
@routes.output(FamilyOut)
@routes.doc(operation_id="renameFamily", responses=problems_of(400, 401, 404, 413, 422))
def rename(family_id: int, json_data: FamilyIn) -> FamilyOut:
    """By a guardian."""
    insist_on_accounts()
    return FamilyOut.of(families.rename(acting(), family_id, json_data.name))


@routes.delete("/<int:family_id>")
@routes.output({}, status_code=204)
@routes.doc(operation_id="dissolveFamily", responses=problems_of(401, 404))
def dissolve(family_id: int) -> str:
    """By a guardian. Everybody keeps what is theirs; nobody sees another's any more."""
    insist_on_accounts()
    families.dissolve(acting(), family_id)
    return ""


@routes.patch("/<int:family_id>/members/<int:user_id>")
@routes.input(MemberPatch)
@routes.output(MemberOut)
@routes.doc(operation_id="changeMember", responses=problems_of(400, 401, 404, 409, 413, 422))
def change(family_id: int, user_id: int, json_data: MemberPatch) -> MemberOut:
    """Change the fields that are given, by a guardian."""
    insist_on_accounts()
    given = json_data.model_dump(exclude_unset=True)
    return MemberOut.of(families.change(acting(), family_id, user_id, given))


@routes.delete("/<int:family_id>/members/<int:user_id>")
@routes.input(GoneQuery, location="query")
@routes.output({}, status_code=204)
@routes.doc(operation_id="removeMember", responses=problems_of(401, 404, 409, 422))
def remove(family_id: int, user_id: int, query_data: GoneQuery) -> str:
    """A guardian takes somebody out of the family; a grown-up leaves it. With `forever`, a child's
    account goes too, with all that is in it, two weeks from now."""
    insist_on_accounts()
    families.remove(acting(), family_id, user_id, forever=query_data.forever)
    return ""


@routes.post("/<int:family_id>/members/<int:user_id>/reset")
@routes.output(InvitationMade, status_code=201)
@routes.doc(operation_id="resetChildsPassword", responses=problems_of(401, 404))
def reset(family_id: int, user_id: int) -> InvitationMade:
    """A link with which a child sets a new password, by a guardian; the old one holds until
    then."""
    insist_on_accounts()
    return made(*families.renew(acting(), family_id, user_id))
