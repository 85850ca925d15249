"""Where letters are put, and in which language."""

from flask import request

from raconteur.mail.outbox import Outbox
from raconteur.services.accounts.letters import LANGUAGES
from raconteur.services.errors import NotFound
from raconteur.web.acting import wiring


def outbox() -> Outbox:
    """Raises NotFound where this server sends no mail."""
    found = wiring().outbox
    if found is None:
        raise NotFound(
            "This server sends no mail. Ask an administrator for a link with which you can set a "
            "new password."
        )
    return found


def browsers_language() -> str:
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
