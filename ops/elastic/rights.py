"""Who may do what with the lines."""

from typing import Any

from ops.shipping import INDEX

_LINES = f"{INDEX}-*"


def shipper(*, logstash: bool = False) -> dict[str, Any]:
    """What the key of a shipper may: create lines, and with the first of a day its index, which
    `auto_configure` is for. It can read nothing, change nothing and delete nothing.

    Logstash also asks for the server's version when it starts: `monitor`.
    """
    lines = {"names": [_LINES], "privileges": ["create_doc", "auto_configure"]}
    return {"cluster": ["monitor"] if logstash else [], "indices": [lines]}


def reader() -> dict[str, Any]:
    """The role of people who look at lines in Kibana and change nothing."""
    return {
        "cluster": [],
        "indices": [{"names": [_LINES], "privileges": ["read", "view_index_metadata"]}],
        "applications": [
            {
                "application": "kibana-.kibana",
                "privileges": ["space_read"],
                "resources": ["space:default"],
            }
        ],
    }
