"""Whether the server in this container answers: exit status 0, else 1. No curl in the image."""

import http.client
import os
import sys

connection = http.client.HTTPConnection(
    "127.0.0.1", int(os.environ.get("RACONTEUR_PORT", "5000")), timeout=4
)
try:
    connection.request("GET", "/healthz")
    sys.exit(connection.getresponse().status != 200)
except OSError as error:
    sys.exit(f"raconteur does not answer: {error}")
