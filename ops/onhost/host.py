"""The host as every step sees it: what is asked, what is changed, and how that is undone."""

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

LAST_WORDS = 12


class Failed(Exception):
    """A step that could not be done; the message is for a person."""


class Host:
    """dry   changes are only told
    tell  hears one line a step, and in a dry run every command and every file's difference
    """

    def __init__(self, tell: Callable[[str], None], *, dry: bool) -> None:
        self.tell, self.dry = tell, dry
        # Paths that a dry run would have changed.
        self.would: set[str] = set()
        self._undo: list[Callable[[], None]] = []
        self._after: dict[str, Callable[[], None]] = {}

    def ask(self, *command: str) -> str:
        """What a command prints that changes nothing; empty where it fails."""
        done = _run(command)
        return done.stdout if done.returncode == 0 else ""

    def holds(self, *command: str) -> bool:
        """Whether a command that changes nothing succeeds."""
        return _run(command).returncode == 0

    def run(
        self,
        *command: str,
        user: str = "",
        given: str = "",
        cwd: Path | None = None,
        env: Mapping[str, str] | None = None,
    ) -> str:
        """What a command prints. `given` to it as its input, where secrets may be.

        Raises Failed with its last words.
        """
        whole = ("runuser", "-u", user, "--", *command) if user else command
        if self.dry:
            self.tell(f"would run: {' '.join(whole)}")
            return ""
        done = _run(whole, given, cwd, env)
        if done.returncode:
            said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
            last = "\n  ".join(said[-LAST_WORDS:])
            raise Failed(f"{' '.join(command[:6])} ended with {done.returncode}:\n  {last}")
        return done.stdout

    def undo_by(self, step: Callable[[], None]) -> None:
        """What takes a change back, should what follows fail or the connection be lost."""
        if not self.dry:
            self._undo.append(step)

    def after_undoing(self, what: str, step: Callable[[], None]) -> None:
        """What is done once everything is as it was: a service is started with that, once."""
        if not self.dry:
            self._after.setdefault(what, step)

    def keep(self) -> None:
        """What was changed stays."""
        self._undo.clear()
        self._after.clear()

    def undo(self) -> None:
        """Take back what is not kept, the last first. What fails is told, and the rest goes on."""
        steps = [*reversed(self._undo), *self._after.values()]
        self.keep()
        for step in steps:
            try:
                step()
            except (Failed, OSError) as error:
                self.tell(f"could not be taken back: {error}")


def _run(
    command: Sequence[str],
    given: str = "",
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (without a shell)
        command,
        input=given,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
        cwd=cwd,
        env={**os.environ, "LC_ALL": "C.UTF-8", **(env or {})},
        # A key pressed where this is run from must not end it in its middle.
        start_new_session=True,
    )
