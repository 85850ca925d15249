"""The page: every address that is not the API's answers with it, and it finds its own way."""

import re
from pathlib import Path

from flask import Flask, Response, request, send_from_directory
from werkzeug.exceptions import HTTPException

from raconteur.web import problems
from raconteur.web.edge import ENDPOINT

_HASHED = re.compile(r"/assets/.+-[A-Za-z0-9_-]{8,}\.\w+$")

# Addresses that are never a place in the page.
OURS = ("/api", "/assets/")

NOT_BUILT = (
    "<!doctype html><meta charset=utf-8><title>Raconteur</title>"
    "<p>The page has not been built yet: run <code>make run</code>. The API is at /api."
)


def is_hashed(_path: str, url: str) -> bool:
    """Whether a file's name holds its content's hash, so that it may be kept for ever."""
    return _HASHED.search(url) is not None


def register(app: Flask, page_dir: Path) -> None:
    """Unknown addresses outside the API answer with the page, for deep links and reloads."""

    @app.errorhandler(404)
    def page_or_problem(error: HTTPException) -> Response:
        if request.method not in ("GET", "HEAD") or request.path.startswith(OURS):
            return problems.answer(404, error.description or f"There is nothing at {request.path}.")
        request.environ.get("asgi.scope", {})[ENDPOINT] = "page"
        if not (page_dir / "index.html").is_file():
            return Response(NOT_BUILT, status=503, content_type="text/html; charset=utf-8")
        response = send_from_directory(page_dir, "index.html", max_age=0)
        response.headers["Cache-Control"] = "no-cache"
        return response
