"""A library as a ZIP: JSON for programs, Markdown for people."""

import re
import zipfile
from typing import IO, TypeVar

import msgspec
from msgspec import Struct

from raconteur.services import editing, views
from raconteur.services.acting import Acting
from raconteur.services.portable.shapes import (
    LibraryFile,
    PassageFile,
    PromptFile,
    ReaderFile,
    RevisionFile,
    StoryFile,
)
from raconteur.store import passages, prompts, readers, stories
from raconteur.store.base import Session, now
from raconteur.store.passages import STOPPED, Passage
from raconteur.store.stories import Story

README = """This is everything of yours that a Raconteur kept.

stories/*.md    your stories, to read
stories/*.json  the same with every take, every revision and where each word came from
library.json    your prompts and your readers

`raconteur import FILE --user NAME` brings all of it back, there or on another server.
"""
_S = TypeVar("_S", bound=Struct)
_UNSAFE = re.compile(r"[^\w .,'’-]+")


def write(acting: Acting, file: IO[bytes]) -> int:
    """Everything of one person's; the number of stories."""
    session, user_id = acting.session, acting.user_id
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("README.txt", README)
        archive.writestr("library.json", _json(_library(session, user_id)))
        ids = stories.every_id(session, user_id)
        for story_id in ids:
            story = stories.get(session, user_id, story_id)
            assert story is not None  # noqa: S101 (read in one transaction)
            found = _story(acting, story)
            archive.writestr(f"stories/{story.id}.json", _json(found))
            name = _UNSAFE.sub(" ", found.title).strip()[:60] or "story"
            archive.writestr(f"stories/{story.id} {name}.md", _markdown(found))
            session.expunge_all()
    return len(ids)


def _library(session: Session, user_id: int) -> LibraryFile:
    every_prompt = prompts.newest(session, user_id, None, None)
    every_reader = readers.newest(session, user_id, None, None)
    return LibraryFile(
        exported_at=now(),
        prompts=[_shaped(PromptFile, each) for each in reversed(every_prompt)],
        readers=[_shaped(ReaderFile, each) for each in reversed(every_reader)],
    )


def _story(acting: Acting, story: Story) -> StoryFile:
    every = passages.of_story(acting.session, story.id)
    return _shaped(
        StoryFile,
        story,
        head=story.head_id,
        passages=[_passage(acting, each) for each in every],
    )


def _passage(acting: Acting, row: Passage) -> PassageFile:
    """What is being written just now is as if it was stopped: it is whole as far as it goes.
    A child takes along what a child is shown."""
    session = acting.session
    state = row.state if row.state in passages.FINAL else STOPPED
    kept = editing.seen(row, passages.revisions(session, row.id), acting)
    veiled: dict[str, object] = {}
    if row.held and acting.visitor.is_child:
        veiled = {"text": "", "spans": [], "plan": None, "craft_state": None}
    return _shaped(
        PassageFile,
        row,
        **{
            "parent": row.parent_id,
            "state": state,
            "error": row.error if row.state in passages.FINAL else None,
            "text": views.full_text(session, row),
            "revisions": [_shaped(RevisionFile, each) for each in reversed(kept)],
            **veiled,
        },
    )


def _shaped(shape: type[_S], row: object, **given: object) -> _S:
    """A shape filled from a row's attributes of the same names."""
    taken = {name: getattr(row, name) for name in shape.__struct_fields__ if name not in given}
    return shape(**taken, **given)


def _json(shape: Struct) -> bytes:
    return msgspec.json.format(msgspec.json.encode(shape), indent=1)


def _markdown(story: StoryFile) -> str:
    """The path that is shown."""
    by_id = {each.id: each for each in story.passages}
    path: list[PassageFile] = []
    here = by_id.get(story.head) if story.head is not None else None
    while here is not None and here not in path:
        path.append(here)
        here = by_id.get(here.parent) if here.parent is not None else None
    texts = [each.text.strip() for each in reversed(path)]
    return "\n\n".join([f"# {story.title}", *texts]) + "\n"
