"""The kind of trouble in a prompt, by the patterns of the language's reading.toml."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from raconteur.craft.reading.clauses import noun_phrase, verb_phrase
from raconteur.craft.reading.lexicon import Lexicon, lexicon
from raconteur.craft.reading.mention import THINGS, Mention
from raconteur.craft.reading.speech import Speech
from raconteur.craft.values import Noun, Phrase, Value

_MACROS = {
    "np": r"(?P<np>\S.*)",
    "vp": r"(?P<vp>\S.*)",
    "ger": r"(?P<ger>\S.*)",
    "inf": r"(?P<inf>\S.*)",
    "de": r"(?P<de>(?:de |d’|du |des )\S.*)",
}
_ENGLISH = ("his", "her", "their", "its", "my", "our", "the", "a", "an")
_ARTICLES = frozenset((*_ENGLISH, "le", "la", "les", "son", "sa", "ses", "leur", "leurs"))
_DEFINITE = (" the", "le", "la", "l’", "du")
_JOINT = re.compile(r"(?:,| and| et| with| avec) [^,]*$")
SLOT = {
    "fear": "fear",
    "cannot_yet": "deed",
    "quest": "quest",
    "astray": "quest",
    "event": "event",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern and what to make of what it captures."""

    kind: str
    pattern: re.Pattern[str]
    fixed: str = ""
    prefix: str = ""
    astray: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """A trouble, what it concerns, and the stretch of the prompt it was read from.

    subject  it is said of the hero: "the fox is lost"
    named    the prompt only names an occasion: "My birthday"
    sought   it is about somebody who is looked for, and so does not act
    """

    kind: str
    value: Value | None
    start: int
    end: int
    subject: bool = False
    named: bool = False
    sought: bool = False


@lru_cache(maxsize=4)
def rules(language: str) -> tuple[Rule, ...]:
    """The language's patterns in their order."""
    lex = lexicon(language)
    rows = lex.raw.get("trouble")
    made: list[Rule] = []
    for row in rows if isinstance(rows, list) else []:
        for text in row["patterns"]:
            pattern = _with_macros(text, str(lex.raw["subject"]), _living(lex))
            compiled = re.compile(pattern.replace("'", "’"), re.IGNORECASE)
            extra = {key: str(row.get(key, "")) for key in ("fixed", "prefix", "astray")}
            made.append(Rule(row["kind"], compiled, **extra))
    return tuple(made)


def _living(lex: Lexicon) -> str:
    """Somebody who can be looked for: "best friend Max", "old cat"."""
    kinds = {word for word, (kind, _) in lex.entities.items() if kind.group not in THINGS}
    kinds -= lex.words("toys")
    words = "|".join(map(re.escape, sorted(kinds, key=len, reverse=True)))
    return rf"(?P<kin>(?:[\w-]+ ){{0,2}}?(?:{words})\b(?-i:(?: [A-ZÀ-Ý]\w+)?))"


def _with_macros(text: str, subject: str, living: str) -> str:
    for name, stands_for in {**_MACROS, "sub": subject, "living": living}.items():
        text = re.sub(rf"(?<!\?P)<{name}>", stands_for.replace("\\", r"\\"), text)
    return text


def troubles(text: str, lex: Lexicon, speech: Speech, people: Sequence[Mention]) -> Iterator[Found]:
    """Every trouble that a pattern finds, the likeliest first."""
    for rule in rules(lex.language):
        for match in rule.pattern.finditer(text):
            found = _read(rule, match, lex, speech, people)
            if found:
                yield found


def _read(
    rule: Rule, match: re.Match[str], lex: Lexicon, speech: Speech, people: Sequence[Mention]
) -> Found | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    start, end = match.span()
    if rule.fixed:
        return Found(rule.kind, Phrase(rule.fixed, given=True), start, end)
    subject = "sub" in groups
    kind = rule.kind
    value: Value | None = None
    if "kin" in groups:
        whole = match.group()
        owner = speech.owner_before(whole, groups["kin"])
        value = Phrase(f"{rule.astray} {owner}".strip(), given=True)
        return Found(kind, value, start, end, sought=True)
    elif "sub" in groups:
        value = _subject(groups["sub"], match, speech, people)
        if value is None:
            return None
    elif "np" in groups:
        at = match.start("np")
        phrase = noun_phrase(groups["np"], lex, keep_where=kind in ("fear", "quest"))
        if not phrase:
            return None
        end = at + len(phrase)
        value = _noun_value(kind, phrase, rule, speech, match)
    elif "have" in groups:
        phrase = noun_phrase(groups["have"], lex)
        value = Phrase(speech.have(phrase), given=True) if phrase else None
        end = match.start("have") + len(phrase)
    elif "vp" in groups or "ger" in groups or "inf" in groups:
        key = next(k for k in ("vp", "ger", "inf") if k in groups)
        phrase = verb_phrase(_alone(groups[key], match.start(key), people), lex)
        end = match.start(key) + len(phrase)
        text = speech.verbal(key, phrase)
        value = Phrase(text, given=True) if text else None
    elif "de" in groups:
        value, end = _of(rule, match, lex, speech)
    elif "past" in groups:
        phrase = verb_phrase(
            _alone(groups["past"], match.start("past"), people), lex, most=16, told=True
        )
        told = f"{rule.prefix} {speech.past(phrase)}".strip()
        value = Phrase(told, given=True)
        end = match.start("past") + len(phrase)
    elif kind == "lonely":
        return Found(kind, None, start, end)
    if isinstance(value, Phrase) and kind in ("lost", "stolen", "broken"):
        kind = "quest"
    return Found(kind, value, start, end, subject) if value else None


def _of(rule: Rule, match: re.Match[str], lex: Lexicon, speech: Speech) -> tuple[Value | None, int]:
    """French « peur du noir », « en quête d’un trésor », « rêve de voler »."""
    start = match.start("de")
    verb = speech.verbal("de", verb_phrase(match["de"], lex))
    wishing = rule.kind == "quest" and not rule.prefix
    if wishing and not verb.startswith("voir "):
        return Phrase(verb, given=True), start + len(verb)
    phrase = noun_phrase(match["de"], lex, keep_where=True)
    end = start + len(phrase)
    if not phrase:
        return None, end
    if wishing:
        return Phrase(speech.verbal("de", phrase), given=True), end
    if rule.kind == "fear" and verb and not verb.startswith("voir "):
        return Phrase(verb, given=True), start + len(verb)
    if rule.kind == "quest":
        return Phrase(f"{rule.prefix} {speech.feared(phrase)}", given=True), end
    if rule.kind == "fear":
        return Phrase(speech.feared(phrase), given=True), end
    return speech.noun(speech.feared(phrase)), end


def _alone(phrase: str, start: int, people: Sequence[Mention]) -> str:
    """ "breathe fire and his friend the mouse": what one does alone."""
    for mention in people:
        at = mention.start - start
        joint = (
            re.search(r"(?:,| and| et| with| avec) [^,]*$", phrase[: max(0, at)] + "")
            if at > 3
            else None
        )
        if joint and len(phrase[joint.start() : at].split()) <= 3:
            return phrase[: joint.start()]
    return phrase


def _subject(
    phrase: str, match: re.Match[str], speech: Speech, people: Sequence[Mention]
) -> Noun | None:
    """The noun before "is missing"; None when it is somebody who acts in the story."""
    begin, end = match.span("sub")
    for mention in people:
        if not mention.thing and not mention.owner and mention.end == end:
            return None
        if (
            not mention.thing
            and mention.start >= begin
            and mention.end <= end
            and not mention.owner
        ):
            return None
    return speech.noun(phrase)


def _with_article(before: str, phrase: str) -> str:
    """In English the article stands before what is captured, in French within it."""
    det = before.rpartition(" ")[2]
    return f"{det} {phrase}" if det in _ARTICLES else phrase


def _noun_value(
    kind: str, phrase: str, rule: Rule, speech: Speech, match: re.Match[str]
) -> Value | None:
    if kind == "fear":
        return Phrase(speech.feared(phrase), given=True)
    if kind == "quest":
        return Phrase(f"{rule.prefix} {speech.feared(phrase)}".strip(), given=True)
    noun = speech.noun(phrase)
    before = match.group()[: match.start("np") - match.start()].rstrip().lower()
    if noun and before.endswith(("his", "her", "their", "its", "my", "our", " a", " an")):
        noun = replace(noun, common=False)
    elif noun and noun.text in phrase[-len(noun.text) :] and before.endswith(_DEFINITE):
        noun = replace(noun, common=True)
    if noun and kind == "lost" and speech.animate(noun):
        return Phrase(speech.find_again(_with_article(before, phrase)), given=True)
    return noun
