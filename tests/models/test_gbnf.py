"""Texts that a grammar allows."""

import random
import re

import pytest

from raconteur.models.scripted.gbnf import GrammarError, choose

CASES = {
    'root ::= "a"': "a",
    'root ::= "a" | "b"': "a|b",
    'root ::= ("a" | "b") "c"': "(a|b)c",
    '# a list\nroot ::= x "." # end\nx ::= "on" "e"?': r"one?\.",
    'root ::= "a #1"': "a #1",
    "root ::= [a-c]+ [ .!]": "[a-c]+[ .!]",
    'root ::= "a \\"b\\"\\n"': 'a "b"\n',
    'root ::= one |\n  two\none ::= "1"\ntwo ::= "2"': "1|2",
    'root ::= "a" ("b" "c")*': "a(bc)*",
}


@pytest.mark.parametrize(("grammar", "pattern"), CASES.items())
def test_what_is_chosen_is_allowed(grammar: str, pattern: str) -> None:
    for seed in range(20):
        assert re.fullmatch(pattern, choose(grammar, random.Random(seed)))


@pytest.mark.parametrize(
    "grammar", ["", "root ::= (", "root ::= x", '"a"', "root ::= root", "root ::= %", 'x ::= "a"']
)
def test_what_is_no_grammar_is_refused(grammar: str) -> None:
    with pytest.raises(GrammarError):
        choose(grammar, random.Random(1))
