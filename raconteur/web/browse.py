"""`/api/docs`: the API's description to read and try, by Swagger UI's own files, served by us.

Reading it tells nobody. Its package has a page too, but with a script written in it, which our
content security policy (`web.guards`) runs nowhere.
"""

from importlib.resources import files

from apiflask import APIBlueprint
from flask import Response, redirect, send_from_directory
from flask.typing import ResponseReturnValue

routes = APIBlueprint("browse", __name__, url_prefix="/api/docs", enable_openapi=False)

_FILES = str(files("flask_swagger_ui") / "dist")

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Raconteur's API</title>
<link rel="stylesheet" href="index.css">
<link rel="stylesheet" href="swagger-ui.css">
<link rel="icon" href="favicon-32x32.png">
<div id="swagger-ui"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="begin.js"></script>
"""

BEGIN = """SwaggerUIBundle({
  url: '../openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null,
});
"""


@routes.get("/")
def page() -> Response:
    return Response(PAGE, content_type="text/html; charset=utf-8")


@routes.get("/<path:path>")
def file(path: str) -> ResponseReturnValue:
    if path == "index.html":
        return redirect("./")
    if path == "begin.js":
        return Response(BEGIN, content_type="text/javascript; charset=utf-8")
    return send_from_directory(_FILES, path)
