"""`python -m raconteur` is the `raconteur` command."""

from raconteur.cli import main

main()
