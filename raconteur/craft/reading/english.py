"""Reading English prompts: the turns of phrase."""

import re

from raconteur.craft.english import ing
from raconteur.craft.reading.clauses import verb_phrase
from raconteur.craft.reading.lexicon import Lexicon
from raconteur.craft.reading.mention import THINGS
from raconteur.craft.reading.tenses import base_of_gerund, finite, is_base, third, to_past
from raconteur.craft.reading.tokens import Token, tokens
from raconteur.craft.values import Noun

_DET = re.compile(
    r"(?:(?:his|her|their|its|whose|my|our|your|the|a|an|some|all|every|"
    r"one of (?:his|her|their|the))\s+)+",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"\b(?:party|day|trip|picnic|race|birthday|holiday|wedding|contest|competition|concert|"
    r"parade|match|game|night|adventure|journey|visit|sleepover|expedition|festival|show)\b"
)


class EnglishSpeech:
    """See speech.Speech."""

    def __init__(self, lex: Lexicon) -> None:
        self.lex = lex

    def noun(self, phrase: str) -> Noun | None:
        bare = _DET.sub("", phrase, count=1) if _DET.match(phrase) else phrase
        bare = bare.strip()
        if not bare or bare.lower() in self.lex.stop or len(bare.split()) > 7:
            return None
        if re.match(r"[^’]*’s ", bare):
            bare = re.sub(r"^[^’]*’s (?:very |own )?", "", bare) or bare
        head = re.split(r" (?:of|with|from|for|made)\b", bare)[0]
        last = head.split()[-1].lower()
        plural = last.endswith("s") and not last.endswith(("ss", "us", "is", "lens"))
        if (turned := re.fullmatch(r"(\w+) of (?:the|a) ([\w ]+)", bare)) and not plural:
            bare = f"{turned[2]} {turned[1]}"
        common = phrase.lower().startswith("the ")
        return Noun(bare, plural=plural, given=True, common=common)

    def feared(self, phrase: str) -> str:
        return phrase

    def have(self, phrase: str) -> str:
        return f"have {phrase}"

    def verbal(self, sort: str, phrase: str) -> str:
        phrase = re.sub(r"^(?:to|just|even|really|ever|properly) ", "", phrase)
        head, _, rest = phrase.partition(" ")
        if not head or head.lower() in ("he", "she", "it", "they", "the", "a", "an", "do"):
            return ""
        if sort == "ger":
            return ing(phrase)
        if sort == "inf":
            base = base_of_gerund(head.lower())
            return f"{base} {rest}".strip() if base else f"see {phrase}"
        return phrase

    def past(self, phrase: str) -> str:
        return to_past(phrase)

    def animate(self, noun: Noun) -> bool:
        head = noun.text.split(" of ")[0].split()[-1].lower()
        found = self.lex.entities.get(head)
        return bool(found and found[0].group not in THINGS)

    def find_again(self, phrase: str) -> str:
        return f"find {phrase}"

    def owner_before(self, whole: str, kin: str) -> str:
        found = re.search(
            rf"(?P<det>his|her|their|its|my|our|whose|the) {re.escape(kin)}$", whole, re.IGNORECASE
        )
        det = found["det"].lower() if found else "the"
        return f"{'their' if det in ('our', 'whose') else det} {kin}"

    def event(self, text: str, after: int, many: bool) -> str | None:
        toks = [t for t in tokens(text, "en") if t.start >= after]
        for at, token in enumerate(toks[:9]):
            if token.text in ".;!?":
                return None
            if token.text == "’s":
                return None
            if token.low in self.lex.words("subjects"):
                return None
            if token.low in self.lex.words("states") and not _goes_on(toks, at):
                return None
            if many and at == 0 and base_of_gerund(token.low):
                return f"was {verb_phrase(text[token.start :], self.lex, most=16, told=True)}"
            if many and is_base(token.low):
                phrase = verb_phrase(text[token.start :], self.lex, most=16, told=True)
                return re.sub(r"^were\b", "was", to_past(phrase, plural=True))
            if finite(token.low) or (at < 2 and self._strange_verb(token.low)):
                phrase = verb_phrase(text[token.start :], self.lex, most=16, told=True)
                return to_past(phrase) if len(phrase.split()) > 1 or at == 0 else None
        return None

    def _strange_verb(self, word: str) -> bool:
        """ "zooms": no verb we know, but where one is wanted."""
        if word in _NO_VERB or word in self.lex.stop or word in self.lex.entities:
            return False
        return word.endswith("s") and not word.endswith("ss")

    def wondered(self, question: str) -> str | None:
        """ "why is the sky blue" as it is put after "find out": "why the sky is blue"."""
        match = _QUESTION.match(question)
        if not match:
            return None
        ask, verb, rest = match["ask"], match["verb"].lower(), match["rest"]
        words = rest.split()
        if verb in ("do", "can", "could", "will", "should"):
            return f"{ask} {rest}" if verb == "do" else None
        if verb in ("does", "did"):
            at = next((n for n, w in enumerate(words) if n and is_base(w.lower())), None)
            if at is None:
                return None
            turned = third(words[at]) if verb == "does" else to_past(words[at], plural=True)
            return " ".join((ask, *words[:at], turned, *words[at + 1 :]))
        if ask.split()[0] != "why" or len(words) < 2:
            return f"{ask} {rest} {verb}"
        begins = ("so", "always", "never", "not", "in", "on", "at", "afraid", "too")
        at = next((n for n, w in enumerate(words) if n and w in begins), len(words) - 1)
        return " ".join((ask, *words[:at], verb, *words[at:]))

    def occasion(self, text: str) -> str | None:
        phrase = re.split(r"[.!?;]", text.strip())[0].strip(" ,")
        if not phrase or len(phrase.split()) > 12:
            return None
        phrase = phrase[0].lower() + phrase[1:] if phrase.split()[0].lower() in _SMALL else phrase
        phrase = re.sub(r"^(?=(?:first|last|next) )", "the ", phrase, flags=re.IGNORECASE)
        phrase = re.sub(r"^the (?:First|Last|Next)", lambda m: m.group().lower(), phrase)
        if re.match(r"the (?:day|night|time|morning|year|summer|winter) (?!of|in|at|on)", phrase):
            return f"lived through {phrase}"
        if _OCCASION.search(phrase.lower()):
            return f"got ready for {phrase}"
        named = phrase.split()[0].lower() in _SMALL or len(phrase.split()) == 1
        several = len(phrase.split()) < 4 and re.search(r"[^su]s$", phrase)
        return f"heard about {phrase}" if named or several else None


def _goes_on(toks: list[Token], at: int) -> bool:
    """ "is stuck", "was looking": more than a state."""
    following = toks[at + 1].low if at + 1 < len(toks) else ""
    return toks[at].low in ("is", "are", "was", "were") and following.endswith(("ing", "ed", "ck"))


_SMALL = {"a", "an", "the", "my", "our", "some", "her", "his", "their", "one", "two", "three"}
_QUESTION = re.compile(
    r"(?P<ask>(?:why|where|when|what|who|how(?: \w+(?= (?:is|are|was|were)\b))?)) "
    r"(?P<verb>is|are|was|were|does|do|did) (?P<rest>\S.*)",
    re.IGNORECASE,
)
_NO_VERB = {
    "always",
    "sometimes",
    "this",
    "his",
    "its",
    "as",
    "perhaps",
    "besides",
    "towards",
    "us",
}
