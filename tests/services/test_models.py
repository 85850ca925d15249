"""A sentence to try a model with is counted like any other."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from raconteur.models.errors import ModelError
from raconteur.models.probe import probe
from raconteur.models.registry import Endpoint, Models
from raconteur.models.scripted.server import ScriptedServer
from raconteur.services import limits, models
from raconteur.services.acting import Acting, Visitor
from raconteur.services.caps import Limits, Price
from raconteur.services.errors import Conflict
from raconteur.store.base import Sessions


@pytest.fixture
def acting(sessions: Sessions, user_id: int) -> Iterator[Acting]:
    with (
        ScriptedServer() as fake,
        closing(Models([Endpoint("url", "Far", "url", fake.url, "", local=False)], probe)) as known,
        sessions() as session,
    ):
        yield Acting(session, Visitor(user_id), lambda _: None, lambda *_: None, known)


def test_it_is_counted_with_its_cost_and_refused_where_a_cap_is_reached(acting: Acting) -> None:
    limits.write(acting, Limits(prices={"url": Price(1, 1000)}))
    models.sentence(acting, "url", "en")
    [(row, _)] = limits.used(acting, 1, everybody=False)
    assert row.completion_tokens > 0
    assert row.cost == row.prompt_tokens + 1000 * row.completion_tokens
    limits.write(acting, Limits(tokens_a_day=1))
    with pytest.raises(Conflict, match="tomorrow"):
        models.sentence(acting, "url", "en")


def test_what_was_not_written_is_not_counted(acting: Acting, sessions: Sessions) -> None:
    gone = Models([Endpoint("url", "Far", "url", "http://127.0.0.1:1/v1", "")], probe)
    nowhere = Acting(acting.session, acting.visitor, acting.ring, acting.publish, gone)
    with pytest.raises(ModelError):
        models.sentence(nowhere, "url", "en")
    assert limits.used(acting, 1, everybody=False) == []
