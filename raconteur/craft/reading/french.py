"""Reading French prompts: the turns of phrase."""

import re
from functools import cached_property

from raconteur.craft.book import BookError
from raconteur.craft.grammar import FormError, grammar
from raconteur.craft.reading.clauses import verb_phrase
from raconteur.craft.reading.conjugation import finite, infinitive, participle, to_past
from raconteur.craft.reading.lexicon import Lexicon
from raconteur.craft.reading.mention import THINGS
from raconteur.craft.reading.tokens import Token, tokens
from raconteur.craft.values import Gender, Noun

_DET = re.compile(
    r"(?P<det>un|une|des|le|la|les|son|sa|ses|mon|ma|mes|ton|ta|tes|notre|nos|leur|leurs|ce|cet|"
    r"cette|ces|du|de la|au|aux|tous ses|toutes ses|tout son|toute sa|dont la|dont le|dont les)\s+"
    r"|(?P<short>de l’|dont l’|l’)",
    re.IGNORECASE,
)
_FEMININE = re.compile(
    r"(?:plage|image|page|cage|neige|tion|sion|té|ette|elle|esse|ence|ance|ure|ée|ie|ise|ose|euse|trice|ille|ine|ade|ude|otte|"
    r"asse|ache|ote|ouche|ace|aine|eine|ude|ole|oire|ière|ane|une|che|gue|pe|ve|se)$"
)
_OCCASION = re.compile(
    r"\b(?:fête|jour|journée|voyage|pique-nique|course|anniversaire|vacances|mariage|concours|"
    r"concert|match|nuit|rentrée|visite|expédition|spectacle|sortie|balade|promenade|goûter)\b"
)


class FrenchSpeech:
    """See speech.Speech."""

    def __init__(self, lex: Lexicon) -> None:
        self.lex = lex

    @cached_property
    def known(self) -> dict[str, Gender]:
        """The gender of every noun in the book's lists."""
        found: dict[str, Gender] = {}
        for path in sorted((self.lex.book.folder / "lists").glob("*.toml")):
            words = self.lex.book.words(path.stem)
            for item in words.items if words.of == "nouns" else ():
                try:
                    noun = grammar("fr").noun(item)
                except (FormError, BookError):
                    continue
                found.setdefault(noun.text.split()[0], noun.gender)
        return found

    def noun(self, phrase: str) -> Noun | None:
        phrase = re.sub(r"^(?:de |d’)(?=\w)", "", phrase)
        phrase = re.sub(
            r" (?:la nuit|le soir|le matin|chaque \w+|tou(?:te)?s les \w+)$", "", phrase
        )
        whole, phrase = phrase, self._without_owner(phrase)
        match = _DET.match(phrase)
        det = (match["det"] or match["short"]).lower() if match else ""
        bare = phrase[match.end() :].strip() if match else phrase.strip()
        if not bare or bare.lower() in self.lex.stop or len(bare.split()) > 7:
            return None
        plural = det in ("des", "les", "ses", "mes", "tes", "nos", "leurs", "ces", "aux") or (
            det.endswith((" ses", " les")) or (not det and bare.split()[0].endswith(("s", "x")))
        )
        common = phrase == whole and det in ("le", "la", "les", "l’", "dont le", "dont la")
        return Noun(bare, self._gender(det, bare), plural=plural, given=True, common=common)

    def _without_owner(self, phrase: str) -> str:
        """« la couronne de la princesse » is « la couronne »: whose it is is known."""
        for found in re.finditer(r" (?:de la |de l’|du |d’une? |des |de (?:sa|son|ses) )", phrase):
            rest = phrase[found.end() :].split()
            known = self.lex.entities.get(rest[0].lower()) if rest else None
            if known and known[0].group not in THINGS:
                return phrase[: found.start()]
        return re.sub(r" (?:de |d’)(?=[A-ZÀ-Ý]).*$", "", phrase)

    def _gender(self, det: str, bare: str) -> Gender:
        if det in ("un", "le", "ce", "du", "au", "dont le", "tout son"):
            return "m"
        if det in ("une", "la", "sa", "ma", "ta", "cette", "de la", "dont la", "toute sa"):
            return "f"
        words = bare.split()
        head = words[0] if len(words) < 2 or words[0] not in _BEFORE else words[1]
        if det in ("son", "mon", "ton") and head[:1].lower() not in "aeiouyéèêàâîïôh":
            return "m"
        single = head[:-1] if head.endswith("s") and len(head) > 3 else head
        for form in (head, single):
            if form in self.known:
                return self.known[form]
            if form in self.lex.entities:
                return self.lex.entities[form][0].noun.gender
        return "f" if _FEMININE.search(single) else "m"

    def definite(self, noun: Noun) -> str:
        return grammar("fr").form(noun, "def", True)

    def feared(self, phrase: str) -> str:
        return self.whole(phrase)

    def whole(self, phrase: str) -> str:
        """« du noir » is « le noir » again; « de l’eau » « l’eau », « d’aller » « aller »."""
        for start, stands_for in (
            ("du ", "le "), ("des ", "les "), ("de la ", "la "), ("de l’", "l’"), ("aux ", "les "),
            ("au ", "le "), ("à la ", "la "), ("d’", ""), ("de ", ""),
        ):  # fmt: skip
            if phrase.lower().startswith(start):
                return stands_for + phrase[len(start) :]
        return phrase

    def have(self, phrase: str) -> str:
        return f"avoir {phrase}"

    def verbal(self, sort: str, phrase: str) -> str:
        phrase = re.sub(r"^(?:toujours|vraiment|enfin|bien|tout) ", "", phrase)
        first = next((w for w in re.split(r"[ ’]", phrase) if w not in _BEFORE_VERB), "")
        if infinitive(first):
            return phrase
        if sort == "de":
            rest = self.whole(phrase)
            head = next((w for w in re.split(r"[ ’]", rest) if w not in _BEFORE_VERB), "")
            return rest if infinitive(head) else f"voir {self._with_article(rest)}"
        return ""

    def _with_article(self, phrase: str) -> str:
        """« plage », out of « rêve de plage », is « la plage »."""
        noun = None if _DET.match(phrase) else self.noun(phrase)
        return self.definite(noun) if noun else phrase

    def past(self, phrase: str) -> str:
        return to_past(phrase)

    def animate(self, noun: Noun) -> bool:
        words = noun.text.split()
        for word in words[:2]:
            found = self.lex.entities.get(word.lower())
            if found:
                return found[0].group not in THINGS
        return False

    def find_again(self, phrase: str) -> str:
        return f"retrouver {phrase}"

    def owner_before(self, whole: str, kin: str) -> str:
        dets = "sa|son|ses|leur|leurs|le|la|mon|ma|mes|notre|nos|dont le|dont la|dont les"
        found = re.search(rf"\b(?P<det>{dets}) {re.escape(kin)}$", whole, re.IGNORECASE)
        det = found["det"].lower() if found else "la"
        if det in ("notre", "dont le", "dont la", "mon", "ma"):
            noun = self.noun(f"{det} {kin}")
            return grammar("fr").form(noun, "son", True) if noun else f"son {kin}"
        return f"{'ses' if det in ('nos', 'mes', 'dont les') else det} {kin}"

    def event(self, text: str, after: int, many: bool) -> str | None:
        text = text[:after] + _BUSY.sub("se met à ", text[after:], count=1)
        toks = [t for t in tokens(text, "fr") if t.start >= after]
        begin: int | None = None
        for at, token in enumerate(toks[:12]):
            if token.text in ".;!?":
                return None
            if token.low in ("que", "qu’") or token.low in self.lex.words("states"):
                if not (token.low in ("a", "est") and _compound(toks, at)):
                    return None
                begin = begin if begin is not None else token.start
                phrase = verb_phrase(text[begin:], self.lex, most=16, told=True)
                return to_past(phrase) if many or len(phrase.split()) > 2 else None
            if token.low in _BEFORE_VERB and begin is None:
                begin = token.start
            elif (finite(token.low) or (many and _strange_verb(token.low))) and not (
                at == 0 and token.low in self.lex.words("dets_one")
            ):
                start = begin if begin is not None else token.start
                phrase = verb_phrase(text[start:], self.lex, most=16, told=True)
                return to_past(phrase) if len(phrase.split()) > 1 or at == 0 else None
            else:
                begin = None
        return None

    def wondered(self, question: str) -> str | None:
        """« pourquoi le ciel est-il bleu » : « pourquoi le ciel est bleu »."""
        said = re.sub(r"(?<=\w)-(?:t-)?(?:ils?|elles?|on)\b", "", question)
        if what := re.match(r"qu’est-ce que? ?(?P<what>.*)", said):
            plain = _DET.match(what["what"]) and len(what["what"].split()) < 5
            return f"ce qu’est {what['what']}" if plain else None
        return re.sub(r"^(pourquoi|comment|où|quand) est-ce qu(?:e |’)", r"\1 ", said)

    def occasion(self, text: str) -> str | None:
        phrase = re.split(r"[.!?;]", text.strip())[0].strip(" ,")
        if not phrase or len(phrase.split()) > 12:
            return None
        low = phrase[0].lower() + phrase[1:]
        if not _DET.match(low):
            return None
        low = re.sub(
            r"^(?:mon|ma|mes) ", lambda m: {"mon ": "son ", "ma ": "sa "}.get(m[0], "ses "), low
        )
        if _OCCASION.search(low):
            return f"se prépara pour {low}"
        left, right = grammar("fr").before("entendit parler de ", low)
        return left + right


def _strange_verb(word: str) -> bool:
    """« zigouillent » : no verb we know, but where that of several is wanted."""
    return word.endswith("ent") and len(word) > 5 and not word.endswith("ment")


def _compound(toks: list[Token], at: int) -> bool:
    """« a trouvé », « est parti »."""
    following = toks[at + 1].low if at + 1 < len(toks) else ""
    return participle(following)


_BUSY = re.compile(r"\b(?:est|sont|était|étaient) en train (?:de |d’)")
_BEFORE = (
    "petit",
    "petite",
    "vieux",
    "vieille",
    "grand",
    "grande",
    "beau",
    "belle",
    "gros",
    "grosse",
)
_BEFORE_VERB = (
    "ne",
    "n",
    "n’",
    "se",
    "s",
    "s’",
    "y",
    "lui",
    "le",
    "la",
    "les",
    "l",
    "l’",
    "leur",
    "en",
    "pas",
)
