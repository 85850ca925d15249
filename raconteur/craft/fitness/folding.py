"""One way of writing for each word, whatever it was disguised as.

Case, accents, wide and round letters, letters of other alphabets that look like ours, characters
that are not seen: all this is taken off before a word is looked up.
"""

import re
import unicodedata

_LOOKALIKES = {
    "а": "a", "в": "b", "с": "c", "ԁ": "d", "е": "e", "ё": "e", "һ": "h", "н": "h", "і": "i",
    "ї": "i", "ј": "j", "к": "k", "ӏ": "l", "м": "m", "п": "n", "о": "o", "р": "p", "ԛ": "q",
    "г": "r", "ѕ": "s", "т": "t", "ц": "u", "ѵ": "v", "ԝ": "w", "х": "x", "у": "y", "ү": "y",
    "α": "a", "β": "b", "ϲ": "c", "δ": "d", "ε": "e", "γ": "y", "η": "n", "ι": "i", "κ": "k",
    "ν": "v", "ο": "o", "ρ": "p", "σ": "o", "ς": "s", "τ": "t", "υ": "u", "χ": "x", "ω": "w",
    "ı": "i", "ɑ": "a", "ɡ": "g", "ɩ": "i", "ø": "o", "đ": "d", "ħ": "h", "ł": "l", "ŧ": "t",
    "œ": "oe", "æ": "ae", "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ꜰ": "f", "ɢ": "g",
    "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k", "ʟ": "l", "ᴍ": "m", "ɴ": "n", "ᴏ": "o", "ᴘ": "p",
    "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v", "ᴡ": "w", "ʏ": "y", "ᴢ": "z", "օ": "o",
    "ս": "u", "հ": "h", "ց": "g", "’": "'", "‘": "'", "ʼ": "'", "′": "'", "`": "'", "´": "'",
}  # fmt: skip
_SIGNS = {ord(sign): letter for sign, letter in _LOOKALIKES.items()}
# Letters in black circles and squares, flags, and the invisible copy of ASCII.
for _first in (0x1F150, 0x1F170, 0x1F1E6):
    _SIGNS.update({_first + n: chr(ord("a") + n) for n in range(26)})
_TAGS = {0xE0000 + n: chr(n) for n in range(0x20, 0x7F)}

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)


def fold(text: str) -> str:
    """Small letters without accents; what is not seen is gone."""
    if text.isascii():
        return text.lower()
    text = UNSEEN.sub("", text.translate(_TAGS))
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    text = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return text.translate(_SIGNS)
