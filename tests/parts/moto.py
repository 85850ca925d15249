"""An ephemeral moto on loopback: Amazon's APIs as far as it stands in for them."""

import json
import sys
from pathlib import Path

from tests.parts.process import Part, free_port, listens

# Its own list of images is long, and read again for every empty account.
IMAGE = {
    "ami_id": "ami-0123456789abcdef0",
    "name": "debian",
    "description": "an image",
    "owner_id": "136693071363",
    "public": True,
    "virtualization_type": "hvm",
    "architecture": "arm64",
    "state": "available",
    "platform": None,
    "image_type": "machine",
    "hypervisor": "xen",
    "root_device_name": "/dev/xvda",
    "root_device_type": "ebs",
    "sriov": "simple",
    "creation_date": "2026-01-01T00:00:00.000Z",
}


class Moto:
    """start(), then `url`, then stop(). `home` is a folder that is its own."""

    def __init__(self, home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        program = Path(sys.executable).with_name("moto_server")
        images = home / "images.json"
        images.write_text(json.dumps([IMAGE]))
        self.part = Part(
            [str(program), "-H", "127.0.0.1", "-p", str(self.port)],
            lambda: listens(self.port),
            home / "moto.log",
            {"MOTO_AMIS_PATH": str(images)},
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.part.start()

    def stop(self) -> None:
        # It keeps nothing, and takes its time when asked.
        self.part.kill()
