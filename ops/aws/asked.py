"""What was asked for, as the template's parameters; what was not said stays as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ops.tables import Wrong

ARCHITECTURES = {"arm64": "arm64", "x86_64": "amd64"}
TYPE, SYSTEM = "t4g.small", "debian-12"


@dataclass(frozen=True)
class Asked:
    """Empty: as it is, or the template's default when the stack is made.

    key: the file of the public key that may log in. source: the address that may reach SSH.
    """

    stack: str = "raconteur"
    system: str = ""
    type: str = ""
    disk: int = 0
    key: str = ""
    source: str = ""
    keep_days: int = 0
    session: bool | None = None

    def said(self) -> dict[str, str]:
        """The parameters that were said."""
        values = {
            "System": self.system,
            "Type": self.type,
            "DiskGiB": str(self.disk or ""),
            "SshFrom": self.source,
            "KeepDays": str(self.keep_days or ""),
            "Session": "" if self.session is None else ("yes" if self.session else "no"),
        }
        return {key: value for key, value in values.items() if value}


def at_first(asked: Asked, template: Mapping[str, Any], ec2: Any, ssm: Any) -> dict[str, str]:
    """All that a new stack needs: the image is looked up once, here. Raises Wrong."""
    if not asked.source:
        raise Wrong("--from: is missing; it is the one address that may reach SSH, 203.0.113.7/32")
    key = key_name(asked)
    system, kind = asked.system or SYSTEM, asked.type or TYPE
    systems = template["Mappings"]["Systems"]
    if system not in systems:
        raise Wrong(f"--system {system}: must be {' or '.join(systems)}")
    found = image(systems[system][architecture(kind, ec2)], ssm)
    device = root_device(found, ec2)
    return {**asked.said(), "KeyName": key, "Image": found, "RootDevice": device}


def later(asked: Asked, template: Mapping[str, Any]) -> dict[str, str | None]:
    """Parameters of a stack that is there; None: as it is. Raises Wrong."""
    if asked.system:
        raise Wrong(
            "--system: the machine's system cannot be changed; make another stack, --stack NAME"
        )
    if asked.disk:
        raise Wrong(
            "--disk: the disk grows by itself, without the stack: aws ec2 modify-volume "
            "(docs/hosting.md)"
        )
    if asked.key:
        raise Wrong("--key: keys of a machine that is there are changed on it (docs/hosting.md)")
    said = asked.said()
    return {key: said.get(key) for key in template["Parameters"]}


def key_name(asked: Asked) -> str:
    """What the key is called there; another key has another name. Raises Wrong."""
    return f"{asked.stack}-{sha256(public_key(asked)).hexdigest()[:12]}"


def public_key(asked: Asked) -> bytes:
    """What is in the key's file. Raises Wrong."""
    if not asked.key:
        raise Wrong("--key: is missing; it is your public key's file, ~/.ssh/id_ed25519.pub")
    file = Path(asked.key).expanduser()
    try:
        held = file.read_bytes().strip()
    except OSError:
        raise Wrong(f"--key {file}: cannot be read; make one with ssh-keygen -t ed25519") from None
    if not held.startswith((b"ssh-ed25519 ", b"ssh-rsa ")):
        raise Wrong(f"--key {file}: is no public key (ssh-ed25519 or ssh-rsa)")
    return held


def architecture(kind: str, ec2: Any) -> str:
    """The image's architecture for a type of machine."""
    found = ec2.describe_instance_types(InstanceTypes=[kind])["InstanceTypes"]
    for name in found[0]["ProcessorInfo"]["SupportedArchitectures"]:
        if name in ARCHITECTURES:
            return ARCHITECTURES[name]
    raise Wrong(f"--type {kind}: has a processor for which there is no image here")


def image(parameter: str, ssm: Any) -> str:
    """The newest image of a system, as its makers say in the public parameters."""
    return str(ssm.get_parameter(Name=parameter)["Parameter"]["Value"])


def root_device(found: str, ec2: Any) -> str:
    images = ec2.describe_images(ImageIds=[found])["Images"]
    if not images:
        raise Wrong(f"image {found}: is not there; try another --system")
    return str(images[0]["RootDeviceName"])
