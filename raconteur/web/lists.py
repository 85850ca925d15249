"""Lists: bare arrays, newest first, with a relative `Link` to what comes next."""

from collections.abc import Sequence
from urllib.parse import urlencode

from flask import request


def link_next(found: Sequence[object], last_id: int | None, limit: int | None) -> dict[str, str]:
    """The header to the next page; none when this page was not full.

    Relative, so that another host name or a sub-path works.
    """
    if limit is None or last_id is None or len(found) < limit:
        return {}
    given = {name: value for name, value in request.args.items() if name != "before"}
    query = urlencode({**given, "limit": limit, "before": last_id})
    return {"Link": f'<?{query}>; rel="next"'}
