"""What a writer does is counted as it happens, with labels that are bounded."""

import datetime as dt
from collections.abc import Iterator

from raconteur.craft.piece import Piece
from raconteur.models.client import ModelClient
from raconteur.models.errors import ModelError
from raconteur.models.timing import Timing
from raconteur.models.usage import Tokens
from raconteur.services import readers
from raconteur.store.base import writing
from raconteur.store.passages import Passage
from tests.engine.conftest import Desk, claim, piece
from tests.measured import Since


def one_piece(_text: str) -> Iterator[Piece]:
    yield piece("Once.")


def test_how_long_a_passage_waited_is_counted_when_it_is_first_taken_up(desk: Desk) -> None:
    count, seconds = (
        Since("raconteur_queue_wait_seconds_count"),
        Since("raconteur_queue_wait_seconds_sum"),
    )
    desk.craft(one_piece)
    passage_id = desk.begin().passages[0].row.id
    with writing(desk.sessions) as session:
        row = session.get_one(Passage, passage_id)
        row.created_at -= dt.timedelta(seconds=40)
    desk.writer.write(passage_id)
    assert count.more == 1
    assert 40 <= seconds.more < 60


def test_a_passage_that_is_taken_over_did_not_wait_and_is_counted_as_taken_over(
    desk: Desk,
) -> None:
    count, taken = (
        Since("raconteur_queue_wait_seconds_count"),
        Since("raconteur_lease_takeovers_total"),
    )
    desk.craft(one_piece)
    passage_id = desk.begin().passages[0].row.id
    fence = claim(desk.sessions, passage_id)
    desk.writer.write(passage_id, over=fence + 1)
    assert taken.more == 0, "it was not taken"
    desk.writer.write(passage_id, over=fence)
    assert (count.more, taken.more) == (0, 1)


def test_each_failure_of_a_model_is_counted_by_its_kind(desk: Desk) -> None:
    def fails(_text: str) -> Iterator[Piece]:
        raise ModelError("unauthorised", "for the log")
        yield

    failed = Since("raconteur_model_errors_total", model="Large", kind="unauthorised")
    desk.craft(fails)
    desk.writer.write(desk.begin(model="url", craft="free").passages[0].row.id)
    assert failed.more == 1


def test_what_people_connected_is_one_model_and_what_nobody_knows_is_another(desk: Desk) -> None:
    models = desk.writer.models
    assert models.label("url") == "Large"
    assert models.label("own:7") == models.label("own:8") == "own"
    assert models.label("ollama:whatever-somebody-says") == "other"
    assert models.labels() == ["Small", "Large", "own"]


def test_tokens_and_their_cost_are_counted_once_they_are_kept(desk: Desk) -> None:
    desk.acting.session.rollback()
    read = Since("raconteur_model_tokens_total", model="Small", kind="prompt")
    written = Since("raconteur_model_tokens_total", model="Small", kind="completion")
    story = desk.begin()
    tally = type(desk.tally)(desk.sessions, desk.writer.models.is_local, desk.writer.models.label)
    with desk.heart.holding(story.passages[0].row.id, 1) as hold:
        with tally.metering(story.row.user_id, "bundled", hold) as meter:
            meter.usage.add(*Tokens(30, 12))
        tally.count()
        tally.count()
    assert (read.more, written.more) == (30, 12)


def test_what_a_gate_held_back_is_counted_by_its_gravest_reason(desk: Desk) -> None:
    held = Since("raconteur_gate_refusals_total", gate="piece", category="violence")
    reader = readers.add(desk.acting, {"name": "Mia", "age": 5, "likes": [], "avoid": []})
    desk.craft(lambda _: iter([piece("Then the bear killed the fox with a knife.")]))
    desk.writer.write(desk.begin(reader_ids=[reader.id]).passages[0].row.id)
    assert held.more == 3, "and drawn again twice"


def test_an_answer_is_measured_with_its_models_name(desk: Desk) -> None:
    first = Since("raconteur_first_token_seconds_count", model="Large")
    speed = Since("raconteur_model_tokens_per_second_sum", model="Large")
    pens: list[ModelClient] = []
    pen_of = desk.writer.models.pen

    def pen(model_id: str, user_id: int | None = None) -> ModelClient:
        pens.append(pen_of(model_id, user_id))
        return pens[-1]

    def answers(_text: str) -> Iterator[Piece]:
        pens[-1].timed(Timing(0.2, 2.0, 100))
        yield piece("Once.")

    desk.monkeypatch.setattr(desk.writer.models, "pen", pen)
    desk.craft(answers)
    desk.writer.write(desk.begin(model="url", craft="free").passages[0].row.id)
    assert (first.more, speed.more) == (1, 50)
