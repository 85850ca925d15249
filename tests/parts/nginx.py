"""An ephemeral Nginx on loopback, before several web processes."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from tests.parts.process import Part, free_port, listens

# A stream is not held back, and a web process that has gone is passed over at once. Which one a
# request meets does not matter: all they share is in the database and on the bus.
_CONFIGURATION = """
daemon off;
worker_processes 1;
pid {home}/nginx.pid;
error_log {home}/error.log warn;
events {{ worker_connections 8192; }}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    upstream web {{
        {servers}
        keepalive 32;
    }}
    server {{
        listen 127.0.0.1:{port};
        client_max_body_size 2m;
        location / {{
            proxy_pass http://web;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_buffering off;
            proxy_read_timeout 1h;
            proxy_connect_timeout 1s;
            proxy_next_upstream error timeout;
            {more}
        }}
    }}
}}
"""


class Nginx:
    """start(), then `url`, then stop(). `home` is a folder that is its own."""

    def __init__(self, home: Path, ports: Sequence[int], more: str = "") -> None:
        """`more`: further lines of the configuration, where it passes requests on."""
        binary = shutil.which("nginx") or "/usr/sbin/nginx"
        if not Path(binary).exists():
            raise RuntimeError("no Nginx here: sudo apt install nginx-light")
        home.mkdir(parents=True, exist_ok=True)
        self.port = free_port()
        file = home / "nginx.conf"
        lines = (f"server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;" for port in ports)
        servers = "\n        ".join(lines)
        file.write_text(
            _CONFIGURATION.format(home=home, port=self.port, servers=servers, more=more)
        )
        self.part = Part(
            [binary, "-c", str(file), "-e", str(home / "error.log")],
            lambda: listens(self.port),
            home / "nginx.log",
        )

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.part.start()

    def stop(self) -> None:
        self.part.stop()
