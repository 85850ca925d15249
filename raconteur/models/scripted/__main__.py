"""`python -m raconteur.models.scripted --port 9000`: the fake, served by one process."""

import argparse
import asyncio
import contextlib
import os
import sys
import threading
from dataclasses import fields
from pathlib import Path
from typing import get_args

from granian.constants import Interfaces
from granian.server.embed import Server

from raconteur.models.scripted.app import Scripted
from raconteur.models.scripted.script import Fault, Role, Script, Stage, Thinking


def main(arguments: list[str] | None = None) -> None:
    given = vars(_parser().parse_args(arguments))
    port, host = given.pop("port"), given.pop("host")
    if given.pop("attached"):
        threading.Thread(target=_end_with_input, daemon=True).start()
    given["text"] = tuple(file.read_text("utf-8") for file in given["text"])
    stage = Stage(**{field.name: given.pop(field.name) for field in fields(Stage)})
    app = Scripted(stage, Script().changed(given))
    server = Server(
        app, host, port, interface=Interfaces.ASGINL, log_enabled=False, websockets=False
    )
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(server.serve())


def _end_with_input() -> None:
    """Whoever started us holds the other end; when it is gone, so are we."""
    sys.stdin.buffer.read()
    os._exit(0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="raconteur.models.scripted", description=__doc__)
    add = parser.add_argument
    add("--port", type=int, required=True)
    add("--host", default="127.0.0.1")
    add("--attached", action="store_true", help="end when standard input closes")
    add("--role", choices=get_args(Role), default="llama", help="the server it plays")
    add("--model", default="scripted", help="the name it goes by")
    add("--parameters", type=lambda n: int(float(n)), default=135_000_000)
    add("--context", type=int, default=8192, help="tokens")
    add("--key", help="asked of every request")
    add("--text", type=Path, action="append", default=[], metavar="FILE", help="exact answers")
    add("--numbered", action="store_true", help='say "w0 w1 w2 ..."')
    add("--pace", type=float, default=0.0, help="tokens a second, 0 for as fast as it can")
    add("--first-token", type=float, default=0.0, help="seconds before the first token")
    add("--seed", type=int, default=0)
    add("--thinking", choices=get_args(Thinking), help="reason aloud first")
    add("--fault", choices=get_args(Fault))
    add("--status", type=int, default=500, help="of the fault refuse")
    add("--after", type=int, default=0, help="tokens before the fault")
    add("--times", type=int, help="how many requests meet the fault")
    return parser


if __name__ == "__main__":
    main()
