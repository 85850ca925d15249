"""Other ways to read a text: what was spelled, encoded or spaced out to pass unseen.

What is found is read beside the text, never in its place, and judged by what it asks for.
"""

import base64
import binascii
import html
import re
from collections.abc import Iterator
from urllib.parse import unquote

from raconteur.craft.fitness.folding import UNSEEN, fold

MOST = 20_000
"""Characters of all other readings together."""

MOST_STARRED = 30
MOST_STOPS = 0.4
"""Ends of sentences for each word: more are there to part what belongs together."""

_ENCODED = re.compile(r"(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,}={0,2}")
_HEX = re.compile(r"(?<![0-9a-fA-F])(?:[0-9a-fA-F]{2}[ :]?){8,}(?![0-9a-fA-F])")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_DIGIT = re.compile(r"[a-z][0134578@$!|€+]|[0134578@$|€+][a-z]")
_WORD = re.compile(r"[a-z0-9@$!|€+]+")
_LEET = (
    str.maketrans("0134578@$!|€+", "oieastbasilet"),
    str.maketrans("0134578@$!|€+", "oleastbasliet"),
)
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[\s._*·•~/\\-]{1,3}[^\W\d_](?![^\W_])){2,}")
_GAP = re.compile(r"\s{2,}|\s*[,;:!?]\s*")
_SPACE = re.compile(r"\s+")
_DOT = re.compile(r"[^\W_][._*·•~/\\-]+[^\W_]")
_STOP = re.compile(r"[.!?…]+|\n\s*\n")
_BETWEEN = re.compile(r"[\W_]+")
_LONG = re.compile(r"([a-z])\1{2,}")
_STARRED = re.compile(r"(?<![a-z])[a-z]+(?:[*#%]+[a-z]+)+")


def readings(text: str) -> Iterator[str]:
    """The text folded, then what else it may be read as; each once."""
    plain = fold(text)
    seen = {plain}
    left = MOST
    yield plain
    for other in _others(text, plain):
        if other not in seen and left > 0:
            seen.add(other)
            left -= len(other)
            yield other


def spelled(plain: str) -> Iterator[str]:
    """Letters set apart without a wider gap between the words: “k i l l t h e m”, as one string."""
    for found in _SPACED.finditer(plain):
        yield _BETWEEN.sub("", found.group())


def starred(plain: str) -> Iterator[str]:
    """Words with stars in them, each once, `.` for a star: what may stand there is any letter."""
    words = {re.sub(r"[*#%]", ".", found.group()) for found in _STARRED.finditer(plain)}
    yield from sorted(words)[:MOST_STARRED]


def _others(text: str, plain: str) -> Iterator[str]:
    if UNSEEN.search(text):
        yield fold(UNSEEN.sub(" ", text))
    if len(_STOP.findall(plain)) > MOST_STOPS * len(plain.split()):
        yield _STOP.sub(" ", plain)
    for decoded in _decoded(text):
        yield fold(decoded)
        yield from _respelled(fold(decoded))
    yield from _respelled(plain)


def _respelled(plain: str) -> Iterator[str]:
    if _DIGIT.search(plain):
        for table in _LEET:
            yield _without_digits(plain, table)
    if _LONG.search(plain):
        yield _LONG.sub(r"\1\1", plain)
        yield _LONG.sub(r"\1", plain)
    for found in _SPACED.finditer(plain):
        # Where dots or dashes part the letters, a space parts the words.
        gap = _SPACE if _DOT.search(found.group()) else _GAP
        yield " ".join(_BETWEEN.sub("", part) for part in gap.split(found.group()))


def _without_digits(plain: str, table: dict[int, int]) -> str:
    """“k1ll!” is read as “kill!”: marks at the end of a word are marks, and numbers stay."""

    def letters(found: re.Match[str]) -> str:
        word = found.group()
        core = word.rstrip("!|+")
        return core.translate(table) + word[len(core) :] if _DIGIT.search(core) else word

    return _WORD.sub(letters, plain)


def _decoded(text: str) -> Iterator[str]:
    if "&" in text and (plain := html.unescape(text)) != text:
        yield plain
    if "%" in text and (plain := unquote(text, errors="ignore")) != text:
        yield plain
    if "\\" in text and _ESCAPED.search(text):
        yield _ESCAPED.sub(lambda found: chr(int(found.group(1) or found.group(2), 16)), text)
    for found in _ENCODED.finditer(text):
        yield from _from_base64(found.group())
    for found in _HEX.finditer(text):
        yield from _readable(bytes.fromhex(re.sub("[ :]", "", found.group())))


def _from_base64(word: str) -> Iterator[str]:
    body = word.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        data = base64.b64decode(body + "=" * (-len(body) % 4))
    except (binascii.Error, ValueError):
        return
    yield from _readable(data)


def _readable(data: bytes) -> Iterator[str]:
    """As text, where it is one: a long word of a story decodes to nonsense."""
    text = data.decode("utf-8", errors="replace")
    if text and sum(sign.isprintable() and sign != "\ufffd" for sign in text) >= 0.9 * len(text):
        yield text
