"""A cap that a stream reaches pauses it where it is; with more room it goes on to the letter."""

import re

import pytest

from raconteur.engine import tally
from raconteur.models.registry import Models
from raconteur.models.scripted.server import ScriptedServer
from raconteur.services import limits
from raconteur.services.acting import Acting, Visitor
from raconteur.services.caps import Limits, today
from raconteur.store import usage
from raconteur.store.base import Sessions, reading
from tests.conftest import Told
from tests.engine.pool.conftest import Begin, MakePool, Readers, kept
from tests.parts.waiting import eventually


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "EVERY_S", 0.02)


def allow(sessions: Sessions, user_id: int, models: Models, told: Told, tokens: int | None) -> None:
    with sessions() as session:
        acting = Acting(session, Visitor(user_id), told.rung.append, told.publish, models)
        limits.write(acting, Limits(tokens_a_day=tokens))


def numbers(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"\bw(\d+)\b", text)]


def test_a_stream_is_paused_by_a_cap_and_goes_on_with_each_word_once(
    pool: MakePool,
    begin: Begin,
    scripted: Models,
    fake: ScriptedServer,
    readers: Readers,
    sessions: Sessions,
    user_id: int,
    told: Told,
) -> None:
    fake.control(numbered=True, pace=400)
    allow(sessions, user_id, scripted, told, 900)
    ours = pool(by=scripted)
    ours.start(alone=False)
    passage_id = begin(by=scripted, craft="free", language="en", length_words=400)
    ours.ring(passage_id)
    readers.until(lambda: "paused" in readers.states(passage_id))
    state, text = kept(sessions, passage_id)
    assert (state, text) == ("paused", readers.text(passage_id))
    assert numbers(text) == list(range(len(numbers(text))))
    assert numbers(text)
    # Nobody asks the model for more; it hears so when it says its next word.
    eventually(lambda: fake.seen()["active"] == 0)
    fake.control(numbered=True)
    allow(sessions, user_id, scripted, told, None)
    assert told.rung[-1] == passage_id
    ours.ring(passage_id)
    readers.until_done(passage_id)
    state, whole = kept(sessions, passage_id)
    assert (state, whole) == ("done", readers.text(passage_id))
    assert whole.startswith(text)
    assert numbers(whole) == list(range(len(numbers(whole))))
    ours.stop(5.0)
    with reading(sessions) as session:
        [(row, _)] = usage.since(session, today())
    # A word is a token, and what it had kept back when it paused was said twice.
    assert row.completion_tokens >= len(numbers(whole))
    assert row.prompt_tokens > 0
