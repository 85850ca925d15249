"""`fab -r ops dns --plan` and `--apply`: the same as raconteur-dns, among the other tasks."""

import sys
from pathlib import Path

from fabric import task
from invoke.context import Context

HELP = {
    "plan": "show what would be created, changed and removed (what it does when nothing is said)",
    "apply": "show it, ask, and do it",
    "yes": "do not ask",
    "inventory": "the file that says what there is (ops/inventory.toml)",
    "zone": "the zone's file",
    "provider": "cloudflare or godaddy",
    "remove": "a name whose other records go ('@': the domain's)",
    "remove_all": "all records go that the file has not",
}


@task(help=HELP)  # type: ignore[untyped-decorator]
def dns(
    _context: Context,
    plan: bool = False,
    apply: bool = False,
    yes: bool = False,
    inventory: str = "",
    zone: str = "",
    provider: str = "",
    remove: str = "",
    remove_all: bool = False,
) -> None:
    """The domain's records: plan shows what would change, apply does it."""
    # Fabric puts the folder of its file first, and the libraries' own `dns` would be ours.
    ours = Path(__file__).parents[1]
    sys.path[:] = [each for each in sys.path if Path(each) != ours]
    # Its libraries are large, and most tasks do without.
    from ops.dns.cli import main

    said = {"--inventory": inventory, "--zone": zone, "--provider": provider, "--remove": remove}
    words = [word for name, value in said.items() if value for word in (name, value)]
    doing = apply and not plan
    words += ["--remove-all"] * remove_all + ["--yes"] * (doing and yes)
    main(["apply" if doing else "plan", *words], prog_name="fab dns")
