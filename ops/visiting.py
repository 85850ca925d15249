"""A visit to a host: our program there does what it is asked, a line of JSON at a time.

The program (ops/onhost) is sent along and held in memory, so that it is always of one version with
what asks it, and a deploy is one connection with few round trips.
"""

import contextlib
import io
import json
import shlex
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

from ops.connecting import connected
from ops.inventory import Host, Inventory
from ops.tables import Wrong

Tell = Callable[[str], None]

_HERE = Path(__file__).parent
# Takes the program from its input into memory, and runs it from there.
_BEGIN = """
import os, sys
if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or later is needed there: Debian 12, Ubuntu 24.04, or newer")
memory = os.memfd_create("raconteur-ops")
left = {size}
while left:
    left -= os.write(memory, sys.stdin.buffer.read(left))
sys.path.insert(0, "/proc/self/fd/%d" % memory)
from ops.onhost.main import main
main(dry={dry})
"""


class Failed(Exception):
    """What a host could not do; the message is for a person and names the host."""


class Visit(Protocol):
    """host  whose; do  one step of ops/onhost/main.py: what it finds. Raises Failed"""

    host: Host

    def do(self, step: str, **given: object) -> Any: ...


class Visiting:
    """A visit by SSH."""

    def __init__(self, host: Host, channel: Any, tell: Tell) -> None:
        self.host = host
        self._in = channel.makefile("wb")
        self._out = channel.makefile("rb")
        self._err = channel.makefile_stderr("rb")
        self._tell = tell
        program = _program()
        self._in.write(program)
        self._in.flush()

    def do(self, step: str, **given: object) -> Any:
        line = self._heard(json.dumps({"do": step, "with": given}).encode() + b"\n")
        while line:
            said = json.loads(line)
            if "is" in said:
                return said["is"]
            if "wrong" in said:
                raise Failed(f"{self.host.name}: {said['wrong']}")
            self._tell(said["said"])
            line = self._heard()
        words = self._err.read().decode(errors="replace").strip()
        last = words.splitlines()[-1] if words else "run it again"
        raise Failed(f"{self.host.name}: the connection was lost: {last}")

    def _heard(self, asked: bytes = b"") -> bytes:
        """The next line, empty where nothing more comes."""
        try:
            if asked:
                self._in.write(asked)
                self._in.flush()
            line: bytes = self._out.readline()
        except (OSError, EOFError) as error:
            lost = f"{self.host.name}: the connection was lost ({error}); run it again"
            raise Failed(lost) from None
        return line

    def rest(self) -> Iterator[str]:
        """What is still told once nothing more is asked."""
        with contextlib.suppress(OSError, EOFError):
            while line := self._out.readline():
                said = json.loads(line)
                if "said" in said:
                    yield said["said"]


@contextlib.contextmanager
def visit(inventory: Inventory, host: Host, tell: Tell, *, dry: bool = False) -> Iterator[Visit]:
    """What was not kept (`do("keep")`) when it ends is taken back. Raises Wrong or Failed."""
    with connected(inventory, host) as connection:
        channel = connection.transport.open_session()
        begin = _BEGIN.format(size=len(_program()), dry=dry)
        channel.exec_command(f"sudo -n python3 -I -c {shlex.quote(begin)}")
        visiting = Visiting(host, channel, lambda line: tell(f"{host.name}: {line}"))
        try:
            yield visiting
        finally:
            # It hears that nothing more comes, and says when it has ended.
            with contextlib.suppress(OSError, EOFError):
                channel.shutdown_write()
            for line in visiting.rest():
                tell(f"{host.name}: {line}")


@contextlib.contextmanager
def visits(
    inventory: Inventory, hosts: tuple[Host, ...], tell: Tell, *, dry: bool = False
) -> Iterator[dict[str, Visit]]:
    """All at once, by the hosts' names; nobody is touched before all are there."""
    with contextlib.ExitStack() as stack:
        yield {
            host.name: stack.enter_context(visit(inventory, host, tell, dry=dry)) for host in hosts
        }


def _program() -> bytes:
    """ops/onhost as a zip that Python imports from."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for path in (_HERE / "__init__.py", *sorted((_HERE / "onhost").glob("*.py"))):
            name = Path("ops") / path.relative_to(_HERE)
            # Without its time, it is the same at each call.
            file.writestr(zipfile.ZipInfo(str(name)), path.read_bytes())
    return packed.getvalue()


__all__ = ["Failed", "Visit", "Visiting", "Wrong", "visit", "visits"]
