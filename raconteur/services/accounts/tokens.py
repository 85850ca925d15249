"""API tokens, for programs of one's own."""

import datetime as dt
from collections.abc import Sequence

from raconteur.services.accounts import secret
from raconteur.services.accounts.visitor import PREFIX
from raconteur.services.acting import Acting
from raconteur.services.errors import NotFound
from raconteur.services.permissions import (
    insist_on_a_grown_up,
    insist_on_a_person,
    insist_on_administrator,
)
from raconteur.store import audit, tokens
from raconteur.store.base import for_writing, now
from raconteur.store.tokens import ApiToken


def every(acting: Acting) -> Sequence[ApiToken]:
    return tokens.of_user(acting.session, acting.user_id)


def make(acting: Acting, name: str, scopes: Sequence[str], days: int) -> tuple[ApiToken, str]:
    """A token and its secret, which is shown this once. Raises Forbidden."""
    insist_on_a_person(acting)
    insist_on_a_grown_up(acting)
    if "administer" in scopes or "metrics" in scopes:
        insist_on_administrator(acting)
    for_writing(acting.session)
    made = secret.new(PREFIX)
    token = ApiToken(
        user_id=acting.user_id,
        name=name,
        digest=secret.digest(made),
        scopes=sorted(set(scopes)),
        expires_at=now() + dt.timedelta(days=days),
    )
    acting.session.add(token)
    audit.write(acting.session, acting.user_id, "token-made", scopes=sorted(set(scopes)))
    acting.session.commit()
    return token, made


def revoke(acting: Acting, token_id: int) -> None:
    """Raises Forbidden, NotFound."""
    insist_on_a_person(acting)
    for_writing(acting.session)
    if not tokens.revoke(acting.session, acting.user_id, token_id):
        raise NotFound(f"There is no token {token_id}.")
    audit.write(acting.session, acting.user_id, "token-revoked")
    acting.session.commit()
