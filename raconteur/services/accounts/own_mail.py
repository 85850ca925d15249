"""The address to which a link for a new password goes."""

from collections.abc import Sequence

from raconteur.mail.letter import Letter, is_address
from raconteur.services.accounts import letters, own_password
from raconteur.services.accounts.forgotten import too_soon
from raconteur.services.acting import Acting
from raconteur.services.errors import Invalid, TooMany
from raconteur.services.permissions import insist_on_a_person
from raconteur.store import audit, invitations
from raconteur.store.base import for_writing
from raconteur.store.users import User


def own(acting: Acting) -> User:
    return acting.session.get_one(User, acting.user_id)


def change(
    acting: Acting, mail: str | None, password: str | None, language: str, address: str
) -> Sequence[Letter]:
    """None to have none. The letters that say so, to the old address and to the new one.

    Raises Forbidden for a token, Invalid for what is no address, and for a wrong password, TooMany.
    """
    insist_on_a_person(acting)
    if mail is not None and not is_address(mail):
        raise Invalid({"mail": ["This is not an address that mail can be sent to."]})
    own_password.insist(acting, password)
    for_writing(acting.session)
    user = own(acting)
    before = user.mail
    if before == mail:
        acting.session.rollback()
        return []
    # Or a page could have this server write to anybody, as often as it likes.
    if mail is not None and too_soon(acting.session, f"address {user.id}"):
        acting.session.rollback()
        raise TooMany("You were sent a mail not long ago. Wait some minutes, then try again.", 300)
    user.mail = mail
    # A link on its way to the old one opens nothing.
    invitations.forget(acting.session, user.id)
    audit.write(acting.session, user.id, "mail-changed")
    acting.session.commit()
    told = [letters.gone(before, language, user.name, address)] if before else []
    return [*told, letters.kept(mail, language, user.name, address)] if mail else told
