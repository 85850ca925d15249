"""The built page, made ready for its site: it says itself where it is and where its API is.

One build serves every place, because its files find each other by index.html's <base>. Only that
file changes, and what was compressed of it.
"""

import gzip
import os
import re
import shutil
from pathlib import Path

from ops.inventory import Site

_BASE = re.compile(r'<base href="[^"]*"')
_API = re.compile(r'(<meta name="raconteur-api" content=)"[^"]*"')


class NotBuilt(Exception):
    """There is no page in the folder; says what to do."""


def prepared(dist: Path, site: Site, folder: Path, port: str = "") -> Path:
    """A copy of the page in `dist` for this site, in `folder`, which is made new. Raises NotBuilt.

    port: what stands behind the API's name, `:8443`; nothing where it is HTTPS' own.
    Times of files are kept: what did not change is not sent to a host again.
    """
    if not (dist / "index.html").is_file():
        raise NotBuilt(f"{dist}: there is no page in it; run make frontend/dist/index.html")
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(dist, folder)
    index = folder / "index.html"
    # Where nothing can compress it as it was, Nginx does on the way.
    index.with_name("index.html.br").unlink(missing_ok=True)
    times = index.stat()
    html = rewritten(index.read_text(encoding="utf-8"), site, port).encode()
    index.write_bytes(html)
    packed = index.with_name("index.html.gz")
    packed.write_bytes(gzip.compress(html, 9, mtime=0))
    for each in (index, packed):
        os.utime(each, ns=(times.st_atime_ns, times.st_mtime_ns))
    return folder


def rewritten(html: str, site: Site, port: str = "") -> str:
    """index.html with its base and the API's address. Raises NotBuilt where it has no such."""
    html = _once(_BASE, f'<base href="{site.path}"', html)
    api = f"https://{site.api}{port}" if site.api else "api"
    return _once(_API, rf'\g<1>"{api}"', html)


def _once(pattern: re.Pattern[str], replacement: str, html: str) -> str:
    html, found = pattern.subn(replacement, html)
    if found != 1:
        raise NotBuilt("index.html: is not the page of this version; build it anew")
    return html
