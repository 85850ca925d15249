"""`/api/session`: who somebody is, signing in and out."""

from apiflask import APIBlueprint

from raconteur.services.accounts import myself, signing
from raconteur.store.users import User
from raconteur.web import cookie
from raconteur.web.acting import acting, insist_on_accounts, known, place, wiring
from raconteur.web.docs import problems_of
from raconteur.web.extensions import db
from raconteur.web.limits import SIGN_INS, limiter
from raconteur.web.schemas.accounts import Me, SessionOut, SignInBody

routes = APIBlueprint("session", __name__, url_prefix="/api/session", tag="Accounts")


@routes.get("")
@routes.output(SessionOut)
@routes.doc(operation_id="getSession", responses=problems_of())
def get() -> SessionOut:
    """Who asks; nobody, where somebody has to sign in first."""
    visitor = known()
    accounts = wiring().user_id is None
    if visitor is None:
        provider = wiring().provider
        return SessionOut(accounts=accounts, elsewhere=provider.name if provider else None)
    user = db.session().get_one(User, visitor.user_id)
    return SessionOut(
        accounts=accounts, user=Me.model_validate(myself.of(db.session(), user)), csrf=visitor.csrf
    )


@routes.post("")
@limiter.limit(SIGN_INS)
@routes.input(SignInBody)
@routes.output(SessionOut)
@routes.doc(operation_id="signIn", responses=problems_of(400, 401, 413, 422, 429))
def sign_in(json_data: SignInBody) -> tuple[SessionOut, int, dict[str, str]]:
    """Sign in with a name and a password."""
    insist_on_accounts()
    user, secret = signing.sign_in(db.session(), json_data.name, json_data.password, place())
    return cookie.signed_in(user, secret)


@routes.delete("")
@routes.output({}, status_code=204)
@routes.doc(operation_id="signOut", responses=problems_of(401, 404))
def sign_out() -> tuple[str, int, dict[str, str]]:
    """Sign out; whatever this browser has open is closed."""
    signing.sign_out(acting())
    return "", 204, {"Set-Cookie": cookie.of("", 0)}
