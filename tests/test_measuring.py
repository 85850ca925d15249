"""What those who watch are told, put together for each role."""

import socket

import pytest

from raconteur.assembly.base import base_of
from raconteur.assembly.measuring import (
    Watch,
    counting,
    insisted_listener,
    listener,
    show_the_standing,
)
from raconteur.observe import metrics
from raconteur.services import writing
from raconteur.services.acting import Acting, Event
from raconteur.services.wishes import Wish
from raconteur.settings import Settings
from raconteur.store import pieces
from raconteur.store.base import Sessions
from raconteur.store.base import writing as changing
from tests.measured import Since, measured


def test_a_passage_that_nobody_takes_up_is_seen_to_wait_from_when_it_was_first_seen(
    acting: Acting, sessions: Sessions
) -> None:
    now = [100.0]
    watch = Watch(sessions, lambda: now[0])
    assert watch().longest == {"queued": 0, "writing": 0}
    passage_id = writing.begin(acting, Wish(prompt="A bear")).passages[0].row.id
    assert watch().longest == {"queued": 0, "writing": 0}
    now[0] += 30
    assert watch().longest == {"queued": 30, "writing": 0}
    with changing(sessions) as session:
        pieces.claim(session, passage_id)
    now[0] += 30
    assert watch().longest == {"queued": 0, "writing": 0}, "it has come into other hands"
    now[0] += 5
    assert watch().longest == {"queued": 0, "writing": 5}


def test_a_web_tells_of_the_library_and_of_what_it_needs(
    settings: Settings, acting: Acting
) -> None:
    writing.begin(acting, Wish(prompt="A bear"))
    base = base_of(settings)
    show_the_standing(base, {"bus": lambda: False})
    said = metrics.render()[0].decode()
    base.close()
    assert measured("raconteur_passages", said, state="queued") == 1
    assert measured("raconteur_stories", said, state="queued") == 1
    assert measured("raconteur_part_up", said, part="database") == 1
    assert 'raconteur_part_up{part="bus"} 0.0' in said
    assert 'raconteur_build_info{version="' in said


def test_without_its_database_a_web_says_so_and_nothing_of_the_library(
    settings: Settings,
) -> None:
    base = base_of(settings.but(database_url="postgresql+psycopg://nobody@127.0.0.1:1/none"))
    show_the_standing(base, {})
    said = metrics.render()[0].decode()
    base.close()
    assert 'raconteur_part_up{part="database"} 0.0' in said
    assert "raconteur_passages{" not in said


def test_an_end_is_counted_when_it_is_told_with_a_reason_that_is_known() -> None:
    told: list[Event] = []
    publish = counting(lambda _, event: told.append(event))
    done = Since("raconteur_passages_ended_total", state="done", reason="")
    failed = Since("raconteur_passages_ended_total", state="failed", reason="storage")
    unknown = Since("raconteur_passages_ended_total", state="failed", reason="")
    for event in (
        Event("state", 1, state="writing"),
        Event("text", 1, text="Once"),
        Event("state", 1, state="done"),
        Event("state", 2, state="failed", error={"code": "storage"}),
        Event("state", 3, state="failed", error={"code": "what somebody made up"}),
    ):
        publish(1, event)
    assert (done.more, failed.more, unknown.more) == (1, 1, 1)
    assert len(told) == 5


def test_nothing_listens_unless_it_is_wanted() -> None:
    assert listener(Settings()) is None


def test_a_port_that_is_taken_is_named() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SystemExit) as caught:
            insisted_listener(Settings(metrics_port=port))
    said = f"raconteur: RACONTEUR_METRICS_PORT: 127.0.0.1:{port}: Address already in use"
    assert str(caught.value) == said
