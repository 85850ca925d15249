"""`/api/account`: what somebody looks after themselves: their password, sign-ins and tokens."""

import tempfile
from typing import Any

from apiflask import APIBlueprint
from flask import Response, send_file

from raconteur.services.accounts import leaving, own_mail, own_password, signing, tokens
from raconteur.services.errors import Invalid
from raconteur.services.permissions import insist_on_a_grown_up
from raconteur.services.portable import takeout
from raconteur.store.base import now
from raconteur.store.tokens import ApiToken
from raconteur.web.acting import acting, insist_on_accounts, wiring
from raconteur.web.address import said_by_the_host
from raconteur.web.docs import list_of, problems_of
from raconteur.web.limits import SIGN_INS, limiter
from raconteur.web.mailing import browsers_language, outbox
from raconteur.web.schemas.accounts import (
    AccountOut,
    AccountPatch,
    LeaveBody,
    LeaveOut,
    PasswordBody,
    SignInOut,
    TokenIn,
    TokenMade,
    TokenOut,
)

ZIP: dict[str, str | dict[str, dict[str, Any]]] = {
    "description": "A ZIP file",
    "content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}},
}

routes = APIBlueprint("account", __name__, url_prefix="/api/account", tag="Accounts")


@routes.get("")
@routes.output(AccountOut)
@routes.doc(operation_id="getAccount", responses=problems_of(401, 404))
def get() -> AccountOut:
    """Your name here, and where a link for a new password goes."""
    insist_on_accounts()
    return _out()


@routes.patch("")
@routes.input(AccountPatch)
@routes.output(AccountOut)
@routes.doc(operation_id="changeAccount", responses=problems_of(400, 401, 404, 413, 422, 429))
@limiter.limit(SIGN_INS)
def change(json_data: AccountPatch) -> AccountOut:
    """Say where a link for a new password goes; both addresses are told."""
    insist_on_accounts()
    body, language = json_data, json_data.language or browsers_language()
    if wiring().outbox is None and body.mail is not None:
        raise Invalid({"mail": ["This server sends no mail, and should not keep an address."]})
    told = own_mail.change(acting(), body.mail, body.password, language, said_by_the_host())
    if told and wiring().outbox is not None:
        outbox().put(lambda: told)
    return _out()


def _out() -> AccountOut:
    user = own_mail.own(acting())
    return AccountOut(name=user.name, mail=user.mail, has_password=user.password is not None)


@routes.get("/export")
@routes.doc(
    operation_id="exportAccount",
    responses=problems_of(401, 404) | {200: ZIP},
)
def export() -> Response:
    """Everything of yours in one file (docs/export.md)."""
    # On disk: a library may be longer than what a server should hold.
    file = tempfile.TemporaryFile()  # noqa: SIM115 (it is closed with the answer)
    takeout.write(acting(), file)
    file.seek(0)
    name = f"raconteur-{now().date()}.zip"
    return send_file(file, mimetype="application/zip", as_attachment=True, download_name=name)


@routes.delete("")
@routes.input(LeaveBody)
@routes.output(LeaveOut)
@routes.doc(operation_id="leave", responses=problems_of(400, 401, 404, 409, 413, 422, 429))
@limiter.limit(SIGN_INS)
def leave(json_data: LeaveBody) -> LeaveOut:
    """Remove everything of yours for good, two weeks from now; signing in before takes it back."""
    insist_on_accounts()
    # Before the password: a child need not try.
    insist_on_a_grown_up(acting())
    own_password.insist(acting(), json_data.password)
    return LeaveOut(leaves_at=leaving.leave(acting()))


@routes.put("/password")
@limiter.limit(SIGN_INS)
@routes.input(PasswordBody)
@routes.output({}, status_code=204)
@routes.doc(operation_id="changePassword", responses=problems_of(400, 401, 404, 413, 422, 429))
def change_password(json_data: PasswordBody) -> str:
    """Set a new password; every other sign-in of yours ends."""
    insist_on_accounts()
    own_password.change(acting(), json_data.old, json_data.new)
    return ""


@routes.get("/sessions")
@routes.output(list_of(SignInOut))
@routes.doc(operation_id="listSessions", responses=problems_of(401, 404))
def sessions() -> list[SignInOut]:
    """Where you are signed in, the last used first."""
    insist_on_accounts()
    own = acting().visitor.session_id
    return [
        SignInOut(
            id=each.id,
            agent=each.agent,
            address=each.address,
            created_at=each.created_at,
            seen_at=each.seen_at,
            expires_at=each.expires_at,
            current=each.id == own,
        )
        for each in signing.every(acting())
    ]


@routes.delete("/sessions/<int:session_id>")
@routes.output({}, status_code=204)
@routes.doc(operation_id="endSession", responses=problems_of(401, 404))
def end_session(session_id: int) -> str:
    """Sign out there; what is open there is closed."""
    signing.end(acting(), session_id)
    return ""


@routes.delete("/sessions")
@routes.output({}, status_code=204)
@routes.doc(operation_id="endOtherSessions", responses=problems_of(401, 404))
def end_others() -> str:
    """Sign out everywhere but here."""
    insist_on_accounts()
    signing.end_others(acting())
    return ""


@routes.get("/tokens")
@routes.output(list_of(TokenOut))
@routes.doc(operation_id="listTokens", responses=problems_of(401, 404))
def listed() -> list[ApiToken]:
    """Your tokens, newest first, without their secrets."""
    insist_on_accounts()
    return list(tokens.every(acting()))


@routes.post("/tokens")
@routes.input(TokenIn)
@routes.output(TokenMade, status_code=201)
@routes.doc(operation_id="makeToken", responses=problems_of(400, 401, 404, 413, 422))
def make(json_data: TokenIn) -> TokenMade:
    """A token for a program of yours: `Authorization: Bearer ...`. It is shown this once."""
    insist_on_accounts()
    row, secret = tokens.make(acting(), json_data.name, json_data.scopes, json_data.days)
    return TokenMade(**TokenOut.model_validate(row).model_dump(), token=secret)


@routes.delete("/tokens/<int:token_id>")
@routes.output({}, status_code=204)
@routes.doc(operation_id="revokeToken", responses=problems_of(401, 404))
def revoke(token_id: int) -> str:
    """From now on it opens nothing."""
    tokens.revoke(acting(), token_id)
    return ""
