"""An ephemeral Redis: on loopback, nothing on the disk."""

import shutil
from pathlib import Path

import redis

from tests.parts.process import Part, free_port


class Redis:
    """start(), then `client` or `url`, then stop(). `home` is a folder that exists."""

    def __init__(self, home: Path) -> None:
        binary = shutil.which("redis-server")
        if binary is None:
            raise RuntimeError("no Redis here: sudo apt install redis-server")
        self.port = free_port()
        settings = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "dir": str(home),
            "save": "",
            "appendonly": "no",
        }
        options = [word for name, value in settings.items() for word in (f"--{name}", value)]
        self.part = Part([binary, *options], self._answers, home / "redis.log")

    @staticmethod
    def installed() -> bool:
        return shutil.which("redis-server") is not None

    def start(self) -> None:
        self.part.start()

    def stop(self) -> None:
        self.part.stop()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def url_of(self, user: str, password: str) -> str:
        return f"redis://{user}:{password}@127.0.0.1:{self.port}/0"

    def client(self) -> redis.Redis:
        return redis.Redis.from_url(self.url)

    def _answers(self) -> bool:
        try:
            with self.client() as client:
                client.ping()
        except redis.RedisError:
            return False
        return True
