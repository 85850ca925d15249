"""What was changed is taken back, the last first; then services start with what there was."""

import pytest

from ops.onhost.host import Failed
from tests.ops.onhost.hosting import host


def test_the_last_step_is_taken_back_first_and_services_start_at_the_end() -> None:
    here, done = host()
    here.undo_by(lambda: done.append("files"))
    here.after_undoing("web", lambda: done.append("start web"))
    here.undo_by(lambda: done.append("link"))
    here.after_undoing("web", lambda: done.append("start web again"))
    here.undo()
    here.undo()
    assert done == ["link", "files", "start web"]


def test_what_cannot_be_taken_back_is_told_and_the_rest_goes_on() -> None:
    here, done = host()
    here.undo_by(lambda: done.append("files"))

    def fails() -> None:
        raise Failed("no")

    here.undo_by(fails)
    here.undo()
    assert done == ["could not be taken back: no", "files"]


def test_a_command_that_fails_says_its_last_words() -> None:
    here, _ = host()
    with pytest.raises(Failed, match=r"(?s)ended with 3.*because"):
        here.run("sh", "-c", "echo because >&2; exit 3")


def test_what_a_command_is_given_is_not_among_its_arguments() -> None:
    here, _ = host()
    assert here.run("cat", given="secret") == "secret"


def test_a_dry_run_only_says_it() -> None:
    here, said = host(dry=True)
    assert here.run("touch", "/nowhere/at-all", user="nobody", given="secret") == ""
    assert said == ["would run: runuser -u nobody -- touch /nowhere/at-all"]
