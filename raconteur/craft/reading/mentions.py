"""Who is spoken of in a prompt: names, and kinds with their adjectives, in order."""

from collections.abc import Sequence
from dataclasses import replace

from raconteur.craft.reading.joining import joined
from raconteur.craft.reading.lexicon import Entity, Lexicon
from raconteur.craft.reading.mention import THINGS, Mention
from raconteur.craft.reading.tokens import Token, tokens
from raconteur.craft.reading.verbs import finite, forms
from raconteur.craft.values import Gender, Noun


def mentions(text: str, lex: Lexicon, readers: Sequence[str]) -> list[Mention]:
    """Everybody the text speaks of, in order; what is said of one in two ways is joined."""
    toks = tokens(text, lex.language)
    found: list[Mention] = []
    at = 0
    while at < len(toks):
        inside = toks[at].text[0].isupper() and not _sentence_start(toks, at)
        order = (_name, _entity) if inside else (_entity, _name)
        made = order[0](toks, at, lex, readers) or order[1](toks, at, lex, readers)
        made = made or _stranger(toks, at, lex)
        if made is None:
            at += 1
            continue
        mention, at = made
        found.append(mention)
    return joined(found, text, lex)


def _entity(
    toks: Sequence[Token], at: int, lex: Lexicon, readers: Sequence[str]
) -> tuple[Mention, int] | None:
    del readers
    for length in range(min(lex.longest, len(toks) - at), 0, -1):
        words = " ".join(token.low for token in toks[at : at + length])
        if words not in lex.entities:
            continue
        entity, many = lex.entities[words]
        end = at + length
        if _compound(toks, end, lex):
            return None
        first, det, adjectives = _determined(toks, at, lex)
        if first > 0 and toks[first - 1].low in lex.words("negations"):
            return None
        if lex.language == "fr":
            entity = _agreeing(entity, det)
            behind, end = _adjectives_behind(toks, end, lex)
            adjectives += tuple(f"+{word}" for word in behind)
        if not det and not many and not (first == 0 or _sentence_start(toks, first)):
            follows = toks[end].text if end < len(toks) else ""
            if not follows[:1].isupper() and not _called_so(toks[at], words, lex):
                return None
        if entity.plural == entity.noun.text:
            many = det in lex.words("dets_many") and det not in lex.words("dets_one")
        owner = _owns(toks, first, end, det, lex)
        follows = toks[end].low if end < len(toks) else ""
        if words in lex.words("toys") and _owned(det, follows, lex):
            entity = replace(entity, group=THINGS[0])
        mention = Mention(
            toks[first].start, toks[end - 1].end, None, entity, adjectives, det, many, owner
        )
        return mention, end
    return None


def _called_so(token: Token, kin: str, lex: Lexicon) -> bool:
    """ "Dad", which is as good as a name."""
    naming = lex.raw.get("naming")
    return token.text[0].isupper() and isinstance(naming, dict) and kin in naming


def _owned(det: str, follows: str, lex: Lexicon) -> bool:
    """ "Ivy’s doll", « le nounours de Lise »: a thing, where a doll by itself may be a hero."""
    of = ("of",) if lex.language == "en" else ("de", "d’", "du")
    return det == "’s" or det in lex.words("owning") or follows in of


def _can_be_owned(noun: str, rest: Sequence[Token], lex: Lexicon) -> bool:
    """« le doudou de Lise », « le cerf-volant de Tom est ... »: Tom is no place."""
    if lex.language == "en":
        return False
    known = lex.entities.get(noun)
    thing = known is not None and known[0].group in THINGS
    return noun in lex.words("toys") or (thing and bool(rest) and finite(rest[0].low, lex))


def _agreeing(entity: Entity, det: str) -> Entity:
    """« une capitaine », « la pirate »: the article knows better than the list."""
    if det in ("une", "la", "sa", "ma", "ta", "cette") and entity.noun.gender == "m":
        return replace(entity, noun=replace(entity.noun, gender="f"))
    return entity


def _owns(toks: Sequence[Token], first: int, end: int, det: str, lex: Lexicon) -> bool:
    """Spoken of only as an owner: "the queen’s ring", « la bague de la reine »."""
    if lex.language == "en":
        return end < len(toks) and toks[end].text == "’s"
    of = first if det in ("du", "des") else first - 1
    if of < 1 or toks[of].low not in ("de", "d’", "du", "des"):
        return False
    before = toks[of - 1]
    return before.word and before.low not in lex.stop and not finite(before.low, lex)


def _determined(toks: Sequence[Token], at: int, lex: Lexicon) -> tuple[int, str, tuple[str, ...]]:
    """Back over adjectives to the article: where the phrase begins, its article, the adjectives."""
    dets = lex.words("dets_one") | lex.words("dets_many")
    first = at
    while first > 0 and at - first < 5:
        token = toks[first - 1]
        if token.low in dets or token.text == "’s":
            inside = tuple(t.text for t in toks[first:at] if t.word and t.low not in dets)
            return first - 1, token.low, inside
        comma = token.text == "," and first > 1 and toks[first - 2].word
        verb = token.low.endswith("s") and finite(token.low, lex)
        if not (token.word or comma) or token.low in lex.stop or verb:
            break
        if token.text[0].isupper() and not _sentence_start(toks, first - 1):
            break
        first -= 1
    if first < at and _sentence_start(toks, first):
        return first, "", tuple(t.text.lower() for t in toks[first:at] if t.word)
    return at, "", ()


def _adjectives_behind(
    toks: Sequence[Token], end: int, lex: Lexicon
) -> tuple[tuple[str, ...], int]:
    known = lex.words("adjectives_behind")
    found: list[str] = []
    while end < len(toks) and toks[end].low in known | {"très", "tout", "toute"} and len(found) < 3:
        found.append(toks[end].text)
        end += 1
    while found and found[-1].lower() in ("très", "tout", "toute"):
        found.pop()
        end -= 1
    return tuple(found), end


def _compound(toks: Sequence[Token], end: int, lex: Lexicon) -> bool:
    """ "a dragon egg" is no dragon: a plain noun follows."""
    if lex.language != "en" or end >= len(toks):
        return False
    token = toks[end]
    if not token.word or token.text[0].isupper() or token.text[0].isdigit():
        return False
    low = token.low
    if low in lex.stop or low in lex.words("describing") or low in forms(lex):
        return False
    return not low.endswith(("s", "ed", "ing", "ly", "n’t")) or low.endswith(("ss", "us"))


def _sentence_start(toks: Sequence[Token], at: int) -> bool:
    return at == 0 or toks[at - 1].text in ".!?:"


def _name(
    toks: Sequence[Token], at: int, lex: Lexicon, readers: Sequence[str]
) -> tuple[Mention, int] | None:
    token = toks[at]
    if not token.word:
        return None
    for name in readers:
        parts = [t.low for t in tokens(name, "")]
        if parts and [t.low for t in toks[at : at + len(parts)]] == parts:
            end = at + len(parts)
            owner = end < len(toks) and toks[end].text == "’s"
            of = at > 1 and toks[at - 1].low in ("de", "d’")
            owner |= of and _can_be_owned(toks[at - 2].low, toks[end:], lex)
            return Mention(token.start, toks[end - 1].end, name, owner=owner), end
    if not token.text[0].isupper() or token.low == "i":
        return None
    end = at
    while end < len(toks) and toks[end].word and toks[end].text[0].isupper() and end - at < 4:
        if end > at and _sentence_start(toks, end):
            break
        end += 1
    words = [t.text for t in toks[at:end]]
    skip = 0
    while (
        words and words[0].lower() in lex.not_names and words[0].lower() not in lex.words("titles")
    ):
        words, skip = words[1:], skip + 1
    if not words or (len(words) == 1 and words[0].lower() in lex.not_names):
        return None
    start = at + skip
    if len(words) == 1 and not _plausible(toks, start, lex):
        return None
    after_place = start > 0 and toks[start - 1].low in lex.words("before_a_place")
    owned = start > 1 and _can_be_owned(toks[start - 2].low, toks[end:], lex)
    if after_place and words[0].casefold() not in lex.people and not owned:
        return None
    owner = (end < len(toks) and toks[end].text == "’s") or (after_place and owned)
    title = lex.entities.get(words[0].lower())
    entity = title[0] if title and len(words) > 1 else None
    name = " ".join(words)
    return Mention(toks[start].start, toks[end - 1].end, name, entity, owner=owner), end


def _stranger(toks: Sequence[Token], at: int, lex: Lexicon) -> tuple[Mention, int] | None:
    """Somebody of a kind not known, who opens a sentence and does something: "a toaster who"."""
    if not _sentence_start(toks, at) or toks[at].low not in lex.words("dets_one"):
        return None
    for end in range(at + 2, min(at + 6, len(toks))):
        token, noun = toks[end], toks[end - 1]
        if not noun.word or noun.low in lex.stop:
            return None
        if noun.low in lex.entities:
            return None
        if token.low in lex.words("relatives") or finite(token.low, lex):
            group = "stranger" if token.low in lex.words("who_words") else "thing"
            gender: Gender = "n" if lex.language == "en" else _by_article(toks[at].low)
            entity = Entity(Noun(noun.low, gender), noun.low + "s", group, "", False, False)
            adjectives = tuple(t.text for t in toks[at + 1 : end - 1])
            det = toks[at].low
            return Mention(toks[at].start, noun.end, None, entity, adjectives, det), end
    return None


def _by_article(det: str) -> Gender:
    return "f" if det in ("une", "la", "ma", "sa", "cette", "notre") else "m"


def _plausible(toks: Sequence[Token], at: int, lex: Lexicon) -> bool:
    """At the beginning of a sentence a capital alone makes no name."""
    token = toks[at]
    if not _sentence_start(toks, at):
        return token.low not in lex.stop
    if token.low in lex.stop or token.low in lex.entities:
        return False
    if token.low in lex.people:
        return True
    following = toks[at + 1] if at + 1 < len(toks) else None
    if following is None:
        return False
    starts = lex.words("after_a_name") | forms(lex)
    return following.low in starts or following.text in ("’s", ",")
