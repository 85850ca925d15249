"""Tales without any model, to read aloud: `python -m raconteur.craft.sample en fear.string`."""

import argparse
from collections.abc import Iterator

from raconteur.craft import plan as planning
from raconteur.craft import write
from raconteur.craft.book import open_book
from raconteur.craft.brief import Brief, Reader
from raconteur.craft.pen import Abilities, Request


class NoPen:
    """A pen for tests and samples: it can do nothing, so every choice is the seed's."""

    abilities = Abilities(False, False, False, 2048, False, False, ())

    def complete(self, request: Request) -> str:
        raise NotImplementedError(request)

    def stream(self, request: Request) -> Iterator[str]:
        raise NotImplementedError(request)


def main() -> None:
    """Print one tale a seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language")
    parser.add_argument("prompt", help="a prompt, or a tale's id such as lost.umbrella")
    parser.add_argument("--words", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--name", default="Zoé")
    parser.add_argument("--age", type=int, default=5)
    parser.add_argument("--likes", nargs="*", default=[])
    parser.add_argument("--avoid", nargs="*", default=[])
    asked = parser.parse_args()
    reader = Reader(asked.name, asked.age, None, tuple(asked.likes), tuple(asked.avoid))
    for seed in range(asked.seed, asked.seed + asked.count):
        known = {tale.id for tale in open_book(asked.language).tales}
        wanted = asked.prompt if asked.prompt in known else None
        prompt = "" if wanted else asked.prompt
        brief = Brief(prompt, asked.language, asked.words, seed, "guided", readers=(reader,))
        plan = planning.make(brief, tale=wanted)
        print(f"\n=== {plan['title']} ===\n")
        for piece in write(brief, "", plan, None, NoPen()):
            print(piece.text, end="")
        print()


if __name__ == "__main__":
    main()
