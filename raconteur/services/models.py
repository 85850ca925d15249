"""The models that can write here, and a sentence to try one."""

import time
from collections.abc import Sequence

from raconteur.craft.trial import one_sentence
from raconteur.models.choice import ModelChoice
from raconteur.services import limits
from raconteur.services.acting import Acting
from raconteur.services.errors import NotFound
from raconteur.services.permissions import insist_on_a_grown_up
from raconteur.services.trying import one_at_a_time


def listed(acting: Acting) -> Sequence[ModelChoice]:
    return acting.models.choices(acting.user_id)


def sentence(acting: Acting, model_id: str, language: str) -> tuple[str, float]:
    """One sentence written now, and the seconds it took.

    Raises Forbidden, NotFound, Conflict, TooMany, ModelError.
    """
    insist_on_a_grown_up(acting)
    if acting.models.kind(model_id, acting.user_id) is None:
        raise NotFound(f"There is no model {model_id!r} here.")
    limits.insist_on_room(acting, model_id)
    # A model may think for minutes: no transaction is held open meanwhile.
    acting.session.rollback()
    started = time.monotonic()
    pen = acting.models.pen(model_id, acting.user_id)
    try:
        with one_at_a_time(acting.user_id):
            written = one_sentence(pen, language)
    finally:
        limits.count(acting, model_id, pen.usage.tokens)
    return written, time.monotonic() - started
