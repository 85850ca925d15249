"""A file as it shall be on a host, described here and written there only where it differs."""

from ops.onhost.files import File, Folder


def placed(
    path: str, content: str | None, mode: int = 0o644, *, group: str = "root", fill: bool = False
) -> File:
    """content  None: there shall be no such file"""
    return {
        "path": path,
        "content": content,
        "mode": mode,
        "owner": "root",
        "group": group,
        "secret": fill,
        "fill": fill,
    }


def secret(
    path: str,
    content: str,
    *,
    group: str = "raconteur",
    mode: int = 0o440,
    fill: bool = False,
) -> File:
    """One that its service alone reads, and of which nothing is shown.

    fill: `{{postgres}}` and so on stand for what the hosts know (ops/onhost/known.py)
    """
    return {**placed(path, content, mode, group=group, fill=fill), "secret": True}


def folder(path: str, mode: int, owner: str = "root", group: str = "root") -> Folder:
    return {"path": path, "mode": mode, "owner": owner, "group": group}
