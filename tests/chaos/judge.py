"""Whether every character of every story is there, once, with everybody who read it."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from tests.cluster.asking import is_whole, numbers

# The shortest story that is asked for has more.
LEAST = 100
# What none of the parts says, so that a character came twice or not at all: a space beside another
# or at the end of a line, a line break alone, a sentence that does not end after its ten tokens.
_ODD = re.compile(r"  | \n|\n |(?<!\n)\n(?!\n)|\n{3}|^\s|\s$|w\d*9(?![\d.])|w\d*[0-8]\.|\.\.")


class Read(Protocol):
    """What is asked of a reader: which story, how far, and what it should never have seen."""

    story: int
    text: str
    state: str
    faults: list[str]


def judge(stories: Sequence[Mapping[str, Any]], readers: Iterable[Read]) -> list[str]:
    """What went wrong, a sentence each. `stories`: all there are, as the API tells them.

    The model's tokens are numbered, ten a sentence, so of them no character is missed. Of the few
    words between two scenes, which are the tale-book's, only that everybody has the same.
    """
    texts: dict[int, str] = {}
    faults: list[str] = []
    for story in stories:
        faults += [f"story {story['id']}: {fault}" for fault in _of_story(story)]
        texts[story["id"]] = "".join(passage["text"] for passage in story["passages"])
    for reader in readers:
        where = f"story {reader.story}"
        faults += reader.faults
        if reader.story not in texts:
            faults.append(f"{where} was promised and is not there")
        elif reader.text != texts[reader.story]:
            faults.append(f"{where}: a reader has another text than the database")
        elif reader.state != "done":
            faults.append(f"{where}: a reader never heard of its end")
    return faults


def _of_story(story: Mapping[str, Any]) -> Iterable[str]:
    if len(story["passages"]) != 1:
        yield f"{len(story['passages'])} passages"
        return
    [passage] = story["passages"]
    text = passage["text"]
    if passage["state"] != "done":
        yield f"still {passage['state']}"
        return
    if not is_whole(text):
        yield "tokens are missing, doubled or out of order"
    if odd := _ODD.search(text):
        around = text[max(0, odd.start() - 20) : odd.end() + 20]
        yield f"a character too many or too few: {around!r}"
    if not text.endswith("."):
        yield "it ends within a sentence"
    if len(numbers(text)) < LEAST:
        yield f"only {len(numbers(text))} tokens"
