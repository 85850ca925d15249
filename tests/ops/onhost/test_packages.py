"""Packages that are missing are installed, and no server starts before it has its configuration."""

from pathlib import Path

import pytest

from ops.onhost import packages
from ops.onhost.host import Failed, Host


class Debian(Host):
    """With these packages; installing fails as often as said."""

    def __init__(self, *there: str, fails: int = 0) -> None:
        super().__init__(lambda _: None, dry=False)
        self.there, self.fails = there, fails
        self.ran: list[str] = []
        self.could_start: list[bool] = []

    def ask(self, *_command: str) -> str:
        return "".join(f"installed {name}\n" for name in self.there)

    def run(self, *command: str, **_more: object) -> str:
        self.ran.append(next(word for word in command if word in ("install", "update")))
        self.could_start.append(not packages.NOT_YET.exists())
        if self.ran[-1] == "install" and self.fails:
            self.fails -= 1
            raise Failed("404")
        return ""


@pytest.fixture(autouse=True)
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(packages, "NOT_YET", tmp_path / "policy-rc.d")
    return tmp_path / "policy-rc.d"


def test_what_is_there_is_not_installed() -> None:
    debian = Debian("nginx")
    assert packages.install(debian, ["nginx"]) == []
    assert debian.ran == []


def test_nothing_starts_while_it_is_installed(policy: Path) -> None:
    debian = Debian("nginx")
    assert packages.install(debian, ["nginx", "redis-server"]) == ["redis-server"]
    assert debian.could_start == [False]
    assert not policy.exists()


def test_old_lists_are_brought_up_to_date_once(policy: Path) -> None:
    debian = Debian(fails=1)
    packages.install(debian, ["nginx"])
    assert debian.ran == ["install", "update", "install"]
    with pytest.raises(Failed):
        packages.install(Debian(fails=2), ["nginx"])
    assert not policy.exists(), "also after a failure"


def test_somebody_elses_policy_stays(policy: Path) -> None:
    policy.write_text("#!/bin/sh\nexit 101\n")
    packages.install(Debian(), ["nginx"])
    assert policy.exists()
