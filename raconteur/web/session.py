"""`/api/session`: who somebody is, signing in and out."""

from functools import partial

from apiflask import APIBlueprint

from raconteur.services.accounts import forgotten, myself, proxied, signing
from raconteur.store.users import User
from raconteur.web import cookie
from raconteur.web.acting import acting, client, insist_on_accounts, known, place, wiring
from raconteur.web.address import said_by_the_host
from raconteur.web.docs import problems_of
from raconteur.web.door import COOKIE
from raconteur.web.extensions import db
from raconteur.web.limits import FORGOTTEN, SIGN_INS, limiter
from raconteur.web.mailing import browsers_language, outbox
from raconteur.web.schemas.accounts import (
    ForgottenBody,
    GatewayOut,
    Me,
    SessionOut,
    SignInBody,
)

routes = APIBlueprint("session", __name__, url_prefix="/api/session", tag="Accounts")


@routes.get("")
@routes.output(SessionOut)
@routes.doc(operation_id="getSession", responses=problems_of())
def get() -> SessionOut:
    """Who asks; nobody, where somebody has to sign in first."""
    visitor = known()
    accounts = wiring().user_id is None
    answer = SessionOut(accounts=accounts, mail=wiring().outbox is not None, gateway=_gateway())
    if visitor is None:
        provider = wiring().provider
        answer.elsewhere = provider.name if provider else None
    else:
        answer.user = Me.model_validate(
            myself.of(db.session(), db.session().get_one(User, visitor.user_id))
        )
        answer.csrf = visitor.csrf
    return answer


def _gateway() -> GatewayOut | None:
    """Whom the gateway before us names, if it names somebody."""
    name, gateway = client().user, wiring().gateway
    if not name or gateway is None:
        return None
    why = proxied.why_not(db.session(), name)
    return GatewayOut(name=name, refused=why, sign_out=gateway.sign_out or None)


@routes.post("")
@limiter.limit(SIGN_INS)
@routes.input(SignInBody)
@routes.output(SessionOut)
@routes.doc(operation_id="signIn", responses=problems_of(400, 401, 404, 413, 422, 429))
def sign_in(json_data: SignInBody) -> tuple[SessionOut, int, dict[str, str]]:
    """Sign in with a name and a password."""
    insist_on_accounts()
    user, secret = signing.sign_in(db.session(), json_data.name, json_data.password, place())
    return cookie.signed_in(user, secret)


@routes.post("/forgotten")
@limiter.limit(FORGOTTEN)
@routes.input(ForgottenBody)
@routes.output({}, status_code=202)
@routes.doc(operation_id="forgotPassword", responses=problems_of(400, 404, 413, 422, 429))
def forgot(json_data: ForgottenBody) -> dict[str, str]:
    """Mail a link for a new password to the account's address; nobody learns whether it has one."""
    insist_on_accounts()
    letter = partial(
        forgotten.link,
        wiring().sessions,
        json_data.name,
        json_data.language or browsers_language(),
        said_by_the_host(),
        place(),
    )
    outbox().put(letter)
    return {}


@routes.delete("")
@routes.output({}, status_code=204)
@routes.doc(operation_id="signOut", responses=problems_of(401, 404))
def sign_out() -> tuple[str, int, dict[str, str]]:
    """Sign out; whatever this browser has open is closed."""
    signing.sign_out(acting())
    return "", 204, {"Set-Cookie": cookie.of(COOKIE, "", 0)}
