"""Finds the slips in a tale-book: `python -m raconteur.craft.check [language ...]`."""

import random
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from raconteur.craft.book import (
    KINDS,
    LANGUAGES,
    OWN,
    ROOT,
    SPECIAL,
    Beat,
    Book,
    BookError,
    Opener,
    Tale,
    read_tale,
)
from raconteur.craft.grammar import FormError, Grammar, grammar
from raconteur.craft.render import Renderer
from raconteur.craft.template import TemplateError, mentions
from raconteur.craft.values import Both, Gender, Noun, Person, Phrase, Place, Scene, Value
from raconteur.craft.vocabulary import has_word, unfit_words

_LISTS = (
    "soft shining happy jumping sounding quiet slow things small_things foods smells sounds "
    "weather rogues fears deeds quests events places"
)
_SUITS = "bedtime adventure fairy_tale mystery funny everyday calm cosy playful brave wild"
LISTS = tuple(_LISTS.split())
SUITS = frozenset(_SUITS.split())
POOLS = {"road": 12, "again": 8, "closing": 12, "liked": 6, "guest": 4}
AGES = (3, 4, 5, 6, 7, 8, 10, 12, 15)
_STRAIGHT = re.compile(r'"')
_UNAGREED = re.compile(r"\.(?:he|they)\} (?:was|were|is|are|has|have|wasn’t|isn’t|hasn’t)\b")


def faults(book: Book) -> Iterator[str]:
    """Every slip in a language's book, as a line that names the file."""
    rules = grammar(book.language, book)
    yield from _list_faults(book, rules)
    for name, least in POOLS.items():
        try:
            pool = book.pool(name)
        except BookError as error:
            yield str(error)
            continue
        if len(pool) < least:
            yield f"pools/{name}.toml: {len(pool)} stretches; {least} are wanted"
        for opener in pool:
            yield from _opener_faults(book, rules, opener, _standard(rules))
    paths = sorted((book.folder / "tales").glob("*.toml"))
    tales: list[Tale] = []
    for path in paths:
        try:
            tale = read_tale(path)
        except BookError as error:
            yield f"tales/{error}"
            continue
        tales.append(tale)
        for fault in _tale_faults(book, rules, tale, path):
            yield f"tales/{path.name}: {fault}"
    for kind in KINDS:
        count = sum(tale.kind == kind for tale in tales)
        if count < 2:
            yield f"tales: {count} of kind {kind}; 2 are wanted"


def _list_faults(book: Book, rules: Grammar) -> Iterator[str]:
    names = {path.stem for path in (book.folder / "lists").glob("*.toml")}
    for name in sorted(names | set(LISTS)):
        try:
            words = book.words(name)
        except BookError as error:
            yield f"lists/{error}"
            continue
        where = f"lists/{name}.toml"
        if words.id != name:
            yield f"{where}: its id is {words.id!r}"
        if len(words.items) < 30:
            yield f"{where}: {len(words.items)} items; 30 are wanted"
        seen: set[str] = set()
        for item in words.items:
            if item.casefold() in seen:
                yield f"{where}: {item!r} stands twice"
            seen.add(item.casefold())
            if (bad := _unfit(book, item)) and name != "fears":
                yield f"{where}: {item!r}: {bad!r} is not for a child of five"
            if item != item.strip() or item.endswith(".") or _STRAIGHT.search(item):
                yield f"{where}: {item!r}: no full stop, no straight quotation mark"
            if words.of == "nouns":
                try:
                    rules.noun(item)
                except FormError as error:
                    yield f"{where}: {error}"


def _tale_faults(book: Book, rules: Grammar, tale: Tale, path: Path) -> Iterator[str]:
    if path.stem != tale.id.replace(".", "-", 1):
        yield f"the id {tale.id!r} does not match the file name"
    if tale.kind not in (*KINDS, *SPECIAL) or not tale.id.startswith(tale.kind + "."):
        yield f"unknown kind {tale.kind!r}, or the id does not begin with it"
    if len(tale.titles) < 2:
        yield "two titles or more, please"
    yield from (f"unknown genre or tone {suit!r}" for suit in tale.suits if suit not in SUITS)
    scene = _standard(rules)
    own = OWN.get(tale.kind)
    for name in ("thing", "fear", "deed", "quest", "event"):
        if name != own:
            scene.values.pop(name)
    if tale.kind != "stolen":
        scene.values.pop("rogue")
    for name, source in tale.slots.items():
        yield from _draws(book, rules, scene, name, source)
    for name, extra in tale.cast.items():
        yield from _draws(book, rules, scene, name, extra.source, person=True)
    for title in tale.titles:
        yield from _text_faults(rules, scene, title, "a title")
    ids = [beat.id for beat in tale.beats]
    yield from (f"two beats are called {id}" for id in {i for i in ids if ids.count(i) > 1})
    if not any(beat.when == "first" for beat in tale.beats):
        yield 'no beat opens the story (when = "first")'
    for beat in tale.beats:
        for fault in _beat_faults(book, rules, beat, scene):
            yield f"beat {beat.id}: {fault}"
    yield from _length_faults(tale)


def _draws(
    book: Book, rules: Grammar, scene: Scene, name: str, source: str, person: bool = False
) -> Iterator[str]:
    if name in scene.values:
        yield f"{name} is taken already"
        return
    try:
        words = book.words(source)
        if not words.items:
            raise BookError(f"{source}.toml: empty")
        if words.of == "nouns":
            noun = rules.noun(words.items[0])
            kind = Person("Pip", noun, "f", "paws")
            scene.values[name] = kind if person else noun
        elif person:
            yield f"{name}: {source} must be a list of nouns"
        else:
            scene.values[name] = Phrase(words.items[0])
    except (BookError, FormError) as error:
        yield f"{name}: {error}"


def _beat_faults(book: Book, rules: Grammar, beat: Beat, scene: Scene) -> Iterator[str]:
    if beat.pool:
        try:
            book.pool(beat.pool)
        except BookError as error:
            yield str(error)
        return
    if len(beat.openers) < 3:
        yield f"{len(beat.openers)} openers; 3 are wanted"
    for age in AGES:
        if not any(o.min_age <= age <= o.max_age and not o.needs for o in beat.openers):
            yield f"no opener for the age of {age}"
    keeps = {opener.keep for opener in beat.openers}
    if len(keeps) > 1 or (keeps != {""} and beat.optional):
        yield "every opener keeps the same slot, in a beat that is not optional, or none does"
    for opener in beat.openers:
        yield from _opener_faults(book, rules, opener, scene)
        if opener.keep and opener.slot:
            try:
                words = book.words(opener.slot)
                noun = words.of == "nouns" and bool(words.items)
                scene.values[opener.keep] = (
                    rules.noun(words.items[0]) if noun else Phrase("something")
                )
            except (BookError, FormError) as error:
                yield str(error)
    for texture in beat.textures:
        yield from _text_faults(rules, scene, texture, "a texture")
        if not texture.rstrip().endswith((".", "!", "?", "…", "”", "»")):
            yield f"a texture is no whole sentence: {texture[:50]!r}"


def _opener_faults(book: Book, rules: Grammar, opener: Opener, scene: Scene) -> Iterator[str]:
    where = opener.id
    said = f"{opener.text} {opener.half} {opener.after}"
    if said.count("“") != said.count("”") or said.count("«") != said.count("»"):
        yield f"{where}: the quotation marks do not pair"
    if not opener.text and not opener.half:
        yield f"{where}: empty"
    if opener.text and not opener.text.endswith((".", "!", "?", "…", "”", "»", ":")):
        yield f"{where}: the text does not end with a whole sentence"
    if bool(opener.half) != bool(opener.slot):
        yield f"{where}: half and slot go together"
    if opener.half.endswith((" and", " et", ".", ",")):
        yield f"{where}: the half must not end like {opener.half[-8:]!r}"
    if opener.keep and not opener.slot:
        yield f"{where}: keep without a slot"
    if opener.slot:
        try:
            book.words(opener.slot)
        except BookError as error:
            yield f"{where}: {error}"
    yield from (f"{where}: unknown suit {suit!r}" for suit in opener.suits if suit not in SUITS)
    if opener.needs not in ("", "like", "guest"):
        yield f"{where}: needs {opener.needs!r}?"
    if opener.min_age < 6 and (bad := _unfit(book, said)):
        yield f"{where}: {bad!r} is not for a child of five (or give it a min_age)"
    for part in (opener.text, opener.half, opener.after):
        yield from _text_faults(rules, scene, part, where)
        for name in {"like", "guest"}:
            if name in _safe_mentions(part) and opener.needs != name:
                yield f"{where}: {{{name}}} wants needs = {name!r}"


def _unfit(book: Book, text: str) -> str | None:
    if not (book.folder / "words.toml").exists():
        return None
    words = unfit_words(book.table("words"), 5)
    return next((word for word in words if has_word(text, (word,))), None)


def _safe_mentions(text: str) -> frozenset[str]:
    try:
        return mentions(text)
    except TemplateError:
        return frozenset()


def _text_faults(rules: Grammar, scene: Scene, text: str, where: str) -> Iterator[str]:
    if _STRAIGHT.search(text):
        yield f"{where}: a straight quotation mark in {text[:50]!r}"
    if rules.language == "en" and (found := _UNAGREED.search(text)):
        yield f"{where}: write {{...#was/were}} after a pronoun: {found.group()!r}"
    try:
        copy = Scene(dict(scene.values), set())
        Renderer(rules, copy).render(text, random.Random(1))  # noqa: S311
    except (TemplateError, FormError, IndexError) as error:
        yield f"{where}: {error}"


def _standard(rules: Grammar) -> Scene:
    """A scene that has everything a sentence may ask for."""
    french = rules.language == "fr"
    gender: Gender = "f"
    noun = Noun("souris" if french else "mouse", gender)
    hero = Person("Zoé", noun, gender, "pattes" if french else "paws")
    place = Place("dans" if french else "in", "un jardin", "le jardin")
    values: dict[str, Value] = {
        "hero": hero,
        "companion": hero,
        "guest": hero,
        "rogue": hero,
        "both": Both(hero, hero),
        "thing": Noun("échelle" if french else "umbrella", gender),
        "place": place,
    }
    for name in ("fear", "deed", "quest", "event", "like"):
        values[name] = Phrase("le noir" if french else "whistle")
    return Scene(values)


def words_in(opener: Opener) -> int:
    """About how many words an opener makes, its slot taken for four."""
    text = re.sub(r"\{[^}]*\}", "word", f"{opener.text} {opener.half}")
    after = re.sub(r"\{[^}]*\}", "word", opener.after)
    return len(text.split()) + len(after.split()) * (opener.after != ".") + 4 * bool(opener.slot)


def _length_faults(tale: Tale) -> Iterator[str]:
    used = [b for b in tale.beats if b.when != "again" and b.openers]
    least = sum(min(map(words_in, b.openers)) for b in used if not b.optional)
    most = sum(max(map(words_in, b.openers)) for b in used)
    most += sum(len(texture.split()) for b in used for texture in b.textures)
    if least > 145:
        yield f"its shortest telling has {least} words; 145 at most"
    if most < 300:
        yield f"its longest telling has {most} words without pools; 300 at least"
    if not any(b.pool == "road" for b in tale.beats) and most < 400:
        yield "it cannot reach 400 words (a beat with pool = “road” would do)"


def main(languages: list[str]) -> int:
    """Print every slip; the exit status says whether there was one."""
    count = 0
    for language in languages or LANGUAGES:
        for fault in faults(Book(ROOT / language)):
            count += 1
            print(f"{language}: {fault}")
    print(f"{count} to mend" if count else "nothing to mend")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
