"""What a model's server says about a request, without what the request said.

Some repeat the prompt in an error. The error goes into the log, and what people wrote does not
belong there.
"""

import re

_WORD = re.compile(r"\w+")
# As many of the same words in a row are no chance.
_IN_A_ROW = 3


def discreet(said: str, asked: str) -> str:
    """`said` with a star for every name that is in `asked`, and for what it repeats of it."""
    known = [match[0] for match in _WORD.finditer(asked)]
    rows = {tuple(known[n : n + _IN_A_ROW]) for n in range(len(known) - _IN_A_ROW + 1)}
    names = {word for word in known if word[0].isupper()}
    words = list(_WORD.finditer(said))
    hidden = {n for n, word in enumerate(words) if word[0] in names}
    for n in range(len(words)):
        if tuple(word[0] for word in words[n : n + _IN_A_ROW]) in rows:
            hidden.update(range(n, n + _IN_A_ROW))
    for n in sorted(hidden, reverse=True):
        said = said[: words[n].start()] + "*" + said[words[n].end() :]
    return said
