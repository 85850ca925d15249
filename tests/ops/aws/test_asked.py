"""What was asked for becomes parameters; what cannot be is one line."""

from pathlib import Path
from typing import Any

import pytest

from ops.aws import asked, stack
from ops.aws.asked import Asked
from ops.tables import Wrong

TEMPLATE = stack.template()


class Amazon:
    """EC2 and the parameter store: one type of machine, one image."""

    def __init__(self, architectures: tuple[str, ...] = ("arm64",)) -> None:
        self.architectures = list(architectures)
        self.looked_up: list[str] = []

    def describe_instance_types(self, **_said: Any) -> Any:
        return {
            "InstanceTypes": [{"ProcessorInfo": {"SupportedArchitectures": self.architectures}}]
        }

    def get_parameter(self, Name: str) -> Any:
        self.looked_up.append(Name)
        return {"Parameter": {"Value": "ami-0123"}}

    def describe_images(self, **_said: Any) -> Any:
        return {"Images": [{"RootDeviceName": "/dev/xvda"}]}


@pytest.fixture
def key(tmp_path: Path) -> str:
    (tmp_path / "key.pub").write_text("ssh-ed25519 AAAA ada@example.com\n")
    return str(tmp_path / "key.pub")


@pytest.mark.parametrize(
    ("system", "architectures", "parameter"),
    [
        ("", ("arm64",), "/aws/service/debian/release/12/latest/arm64"),
        ("debian-13", ("i386", "x86_64"), "/aws/service/debian/release/13/latest/amd64"),
        (
            "ubuntu-24.04",
            ("x86_64",),
            "/aws/service/canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id",
        ),
    ],
)
def test_the_image_is_looked_up_for_the_system_and_the_machine(
    key: str, system: str, architectures: tuple[str, ...], parameter: str
) -> None:
    amazon = Amazon(architectures)
    said = Asked(key=key, source="203.0.113.7/32", system=system)
    found = asked.at_first(said, TEMPLATE, amazon, amazon)
    assert amazon.looked_up == [parameter]
    assert (found["Image"], found["RootDevice"]) == ("ami-0123", "/dev/xvda")
    assert found["KeyName"].startswith("raconteur-")


def test_what_was_not_said_stays_as_it_is() -> None:
    found = asked.later(Asked(source="198.51.100.1/32", session=True), TEMPLATE)
    assert {key: value for key, value in found.items() if value} == {
        "SshFrom": "198.51.100.1/32",
        "Session": "yes",
    }
    assert set(found) == set(TEMPLATE["Parameters"])


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ({"source": ""}, "--from: is missing"),
        ({"key": ""}, "--key: is missing"),
        ({"key": "/no/such/file.pub"}, "cannot be read"),
        ({"system": "windows"}, "--system windows: must be debian-12"),
    ],
)
def test_a_new_stack_that_lacks_something_is_one_line(
    key: str, said: dict[str, Any], word: str
) -> None:
    with pytest.raises(Wrong, match=word) as refusal:
        asked.at_first(
            Asked(**{"key": key, "source": "203.0.113.7/32", **said}), TEMPLATE, Amazon(), Amazon()
        )
    assert "\n" not in str(refusal.value)


def test_a_private_key_is_never_sent(tmp_path: Path) -> None:
    (tmp_path / "id").write_text("-----BEGIN OPENSSH PRIVATE KEY-----\n")
    with pytest.raises(Wrong, match="is no public key"):
        asked.public_key(Asked(key=str(tmp_path / "id")))


@pytest.mark.parametrize("said", [{"system": "debian-13"}, {"disk": 40}, {"key": "key.pub"}])
def test_what_would_make_another_machine_cannot_be_changed(said: dict[str, Any]) -> None:
    with pytest.raises(Wrong, match="--"):
        asked.later(Asked(**said), TEMPLATE)
