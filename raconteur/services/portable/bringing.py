"""An exported library brought back: everything is added, nothing that is there is touched."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TypeVar

import msgspec
from msgspec import Struct

from raconteur.craft.fitness import BANDS
from raconteur.services.errors import Invalid
from raconteur.services.portable.shapes import (
    FORMAT,
    VERSION,
    LibraryFile,
    PassageFile,
    StoryFile,
)
from raconteur.store.base import Session, for_writing
from raconteur.store.passages import FINAL, STOPPED, Passage, Revision
from raconteur.store.prompts import Prompt
from raconteur.store.readers import Reader
from raconteur.store.stories import Story

# Bytes: of one file, unpacked, and of all of them. What is longer was not written by us.
LONGEST, ALL = 50_000_000, 2_000_000_000
BAND_NAMES = frozenset(band.id for band in BANDS)
MOST_FILES = 200_000
_STORY = re.compile(r"stories/\d+\.json")
_S = TypeVar("_S", bound=Struct)
# What a file within may raise that is missing, torn, encrypted, or not ours.
_UNREADABLE = (
    *(KeyError, EOFError, RuntimeError, zlib.error, zipfile.BadZipFile),
    *(msgspec.DecodeError, ValueError),
)
_MINE = {"id", "parent", "head", "passages", "revisions"}


@dataclass(frozen=True, slots=True)
class Brought:
    stories: int
    prompts: int
    readers: int


def bring(session: Session, user_id: int, file: IO[bytes]) -> Brought:
    """All of it, or nothing. Raises Invalid naming the file within that cannot be used."""
    try:
        with zipfile.ZipFile(file) as archive:
            _insist_on_size(archive)
            library = _read(archive, "library.json", LibraryFile)
            if library.format != FORMAT or library.version > VERSION:
                raise Invalid({"file": ["library.json is of another kind, or of a later version."]})
            names = [name for name in archive.namelist() if _STORY.fullmatch(name)]
            for_writing(session)
            for prompt in library.prompts:
                session.add(Prompt(user_id=user_id, **msgspec.structs.asdict(prompt)))
            for reader in library.readers:
                if reader.band is not None and reader.band not in BAND_NAMES:
                    raise Invalid({"file": [f"library.json: there is no band {reader.band!r}."]})
                session.add(Reader(user_id=user_id, **msgspec.structs.asdict(reader)))
            for name in sorted(names, key=lambda each: int(re.sub(r"\D", "", each))):
                _add(session, user_id, _read(archive, name, StoryFile), name)
            session.commit()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise Invalid({"file": [f"This is no ZIP file: {error}."]}) from error
    return Brought(len(names), len(library.prompts), len(library.readers))


def _insist_on_size(archive: zipfile.ZipFile) -> None:
    sizes = [each.file_size for each in archive.infolist()]
    if len(sizes) > MOST_FILES:
        raise Invalid({"file": ["There are too many files in it."]})
    if max(sizes, default=0) > LONGEST or sum(sizes) > ALL:
        raise Invalid({"file": ["It would be too long when it is unpacked."]})


def _read(archive: zipfile.ZipFile, name: str, shape: type[_S]) -> _S:
    try:
        with archive.open(name) as packed:
            # What it says of its own size need not be true.
            data = packed.read(LONGEST + 1)
        if len(data) > LONGEST:
            raise Invalid({"file": [f"{name} is too long."]})
        return msgspec.json.decode(data, type=shape)
    except _UNREADABLE as error:
        raise Invalid({"file": [f"{name}: {error}"]}) from error


def _add(session: Session, user_id: int, found: StoryFile, name: str) -> None:
    if found.band not in BAND_NAMES:
        raise Invalid({"file": [f"{name}: there is no band {found.band!r}."]})
    # Readers had other numbers there: here the same ones may be somebody else's.
    readers = [{**each, "id": 0} for each in found.readers]
    story = Story(user_id=user_id, **{**_values(found), "readers": readers})
    session.add(story)
    session.flush()
    made: dict[int, Passage] = {}
    # A parent was made before its children.
    for each in sorted(found.passages, key=lambda passage: passage.id):
        if each.parent is not None and each.parent not in made:
            raise Invalid({"file": [f"{name}: passage {each.id} has no parent {each.parent}."]})
        made[each.id] = _add_passage(session, story, each, made)
    if found.head is not None and found.head not in made:
        raise Invalid({"file": [f"{name}: there is no passage {found.head}."]})
    story.head_id = made[found.head].id if found.head is not None else None
    session.flush()


def _add_passage(
    session: Session, story: Story, found: PassageFile, made: dict[int, Passage]
) -> Passage:
    parent = made[found.parent].id if found.parent is not None else None
    values = {**_values(found), "state": found.state if found.state in FINAL else STOPPED}
    passage = Passage(story_id=story.id, parent_id=parent, **values)
    session.add(passage)
    session.flush()
    for each in found.revisions:
        session.add(Revision(passage_id=passage.id, **msgspec.structs.asdict(each)))
    return passage


def _values(shape: Struct) -> dict[str, object]:
    """What is a column of the same name."""
    return {name: getattr(shape, name) for name in shape.__struct_fields__ if name not in _MINE}
