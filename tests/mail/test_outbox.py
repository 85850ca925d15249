"""Letters that wait, and are tried again."""

import threading
from collections.abc import Iterator

import pytest

from raconteur.mail import outbox as outboxes
from raconteur.mail.letter import Letter, MailError
from raconteur.mail.outbox import Outbox

LETTER = Letter("zoe@example.org", "Hello", "Hello")


class Post:
    """Fails as it is told to, then keeps what it is given."""

    def __init__(self) -> None:
        self.fails: list[MailError] = []
        self.sent: list[Letter] = []

    def send(self, letter: Letter) -> None:
        if self.fails:
            raise self.fails.pop(0)
        self.sent.append(letter)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def outbox(post: Post) -> Iterator[Outbox]:
    outbox = Outbox(post, again_s=(0, 0))
    outbox.start()
    yield outbox
    outbox.stop()


def test_a_letter_is_written_and_sent_in_another_thread(post: Post, outbox: Outbox) -> None:
    where = list[str]()

    def write() -> list[Letter]:
        where.append(threading.current_thread().name)
        return [LETTER]

    outbox.put(write)
    outbox.wait()
    assert (post.sent, where) == ([LETTER], ["outbox"])


def test_what_may_work_later_is_tried_three_times(post: Post, outbox: Outbox) -> None:
    post.fails = [MailError("away", passing=True)] * 2
    outbox.put(lambda: [LETTER])
    outbox.wait()
    assert post.sent == [LETTER]
    post.fails = [MailError("away", passing=True)] * 4
    outbox.put(lambda: [LETTER])
    outbox.wait()
    assert (len(post.fails), post.sent) == (1, [LETTER])


def test_what_is_refused_for_good_is_not(
    post: Post, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    post.fails = [MailError("nobody", passing=False)]
    outbox.put(lambda: [LETTER])
    outbox.wait()
    assert post.sent == []
    assert "a mail was not sent: nobody" in caplog.text
    assert LETTER.to not in caplog.text


def test_one_that_cannot_be_written_does_not_hold_up_the_next(post: Post, outbox: Outbox) -> None:
    def broken() -> list[Letter]:
        raise KeyError("a defect")

    outbox.put(broken)
    outbox.put(lambda: [LETTER])
    outbox.wait()
    assert post.sent == [LETTER]


def test_of_too_many_the_last_are_let_go(
    post: Post, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(outboxes, "WAITING", 2)
    outbox = Outbox(post)
    for _ in range(3):
        outbox.put(lambda: [LETTER])
    outbox.start()
    outbox.wait()
    outbox.stop()
    assert len(post.sent) == 2
    assert "too many" in caplog.text
