"""Tells systemd when a process does its work, so that `systemctl start` waits for that.

A unit with `Type=notify` names a socket in the environment and waits for one datagram in it.
"""

import os
import socket
import threading
import time

_SOCKET = "NOTIFY_SOCKET"
_AGAIN_S = 0.1
_ANSWER_S = 5.0
_EVERY_ADDRESS = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 (not bound here)


def say_ready() -> None:
    """Nothing where nobody asked to be told."""
    address = os.environ.get(_SOCKET, "")
    if not address:
        return
    if address.startswith("@"):
        # One without a file begins with a NUL.
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as told:
        told.sendto(b"READY=1", address)


def say_when_it_answers(host: str, port: int) -> None:
    """Returns at once; says it when `/readyz` there is 200 for the first time."""
    if not os.environ.get(_SOCKET):
        return
    place = _EVERY_ADDRESS.get(host, host), port
    threading.Thread(target=_ask_until_ready, args=place, name="ready", daemon=True).start()


def _ask_until_ready(host: str, port: int) -> None:
    while not _answers(host, port):
        time.sleep(_AGAIN_S)
    say_ready()


def _answers(host: str, port: int) -> bool:
    # By hand: the process that supervises stays small, and Python's client is as large as it.
    name = f"[{host}]" if ":" in host else host
    request = f"GET /readyz HTTP/1.1\r\nHost: {name}:{port}\r\nConnection: close\r\n\r\n"
    try:
        with socket.create_connection((host, port), _ANSWER_S) as asking:
            asking.sendall(request.encode())
            status = asking.makefile("rb").readline(100)
    except OSError:
        return False
    return status.split()[1:2] == [b"200"]
