"""Who may do what: a row for every route. A route without a row fails `test_matrix`."""

from dataclasses import dataclass

# What each kind of route answers to whom, besides its owner, whom it answers as `Row.ok` says.
#
# open     anybody, known or not
# own      a thing of somebody's: for everybody else it is not there
# reads    a story of somebody's, only looked at: for the family too, where it stands on its shelf;
#          for guardians, where it is a child's
# each     everybody has their own
# grown    everybody but a child has their own
# writes   everybody has their own; a child, where a guardian allows it
# guards   Bob's family: for its guardians, and administrators
# lets in  for administrators, and guardians of any family
# answers  what a child is shown: for its guardians, and of a grown-up's own for that one
# runs     the server's: for administrators
KINDS = ("open", "own", "reads", "each", "grown", "writes", "guards", "lets in", "answers", "runs")

# Where a story can stand: Bob's alone, Bob's on the shelf of the family, and Zoé's, who is a child
# of the family.
PLACES = ("Bob's", "the family's", "Zoé's")


@dataclass(frozen=True)
class Row:
    """kind  see above; ok is the status for whoever may. `{...}` in path and body stand for ids and
    codes of Bob's, `{story}` and `{passage}` for those of each place; `{who}` for who asks.
    """

    method: str
    route: str
    kind: str
    ok: int
    body: object = None
    path: str = ""

    @property
    def name(self) -> str:
        return f"{self.method} {self.route}"

    @property
    def places(self) -> tuple[str, ...]:
        has_any = "{story}" in self.path or "{passage}" in self.path
        return PLACES if has_any and "{share}" not in self.path else PLACES[:1]

    @property
    def changes(self) -> bool:
        return self.method not in ("GET", "HEAD")


_STORY, _PASSAGE = "/api/stories/<int:story_id>", "/api/passages/<int:passage_id>"
_FAMILY = "/api/families/<int:family_id>"
_MEMBER = f"{_FAMILY}/members/<int:user_id>"
_CONFIG = {
    "language": None,
    "length_words": 200,
    "genre": None,
    "tone": "cosy",
    "model": None,
    "craft": None,
}
_LIMITS: dict[str, object] = {
    "tokens_a_day": None,
    "cost_a_month": None,
    "each_tokens_a_day": None,
    "currency": "EUR",
    "prices": [],
}

ROWS = (
    Row("GET", "/healthz", "open", 200),
    Row("GET", "/readyz", "open", 200),
    Row("GET", "/metrics", "runs", 200),
    Row("GET", "/api/openapi.json", "each", 200),
    Row("GET", "/api/docs/<path:path>", "each", 200, path="/api/docs/begin.js"),
    Row("GET", "/api/docs/", "each", 200),
    Row("GET", "/api/session", "open", 200),
    Row("POST", "/api/session", "open", 401, {"name": "no {who}", "password": "not this one"}),
    Row("DELETE", "/api/session", "each", 204),
    Row("POST", "/api/session/forgotten", "open", 404, {"name": "no {who}"}),
    Row("POST", "/api/session/oidc", "open", 404, {}),
    Row("GET", "/api/session/oidc/back", "open", 302),
    Row("GET", "/api/invitations", "lets in", 200),
    Row("POST", "/api/invitations", "runs", 201, {"role": "writer"}),
    Row(
        "DELETE",
        "/api/invitations/<int:invitation_id>",
        "lets in",
        404,
        path="/api/invitations/99",
    ),
    Row("POST", "/api/invitations/look", "open", 404, {"code": "unknown"}),
    Row(
        "POST",
        "/api/invitations/accept",
        "open",
        404,
        {"code": "unknown", "name": "eve", "password": "four bears in a boat"},
    ),
    Row("GET", "/api/users", "runs", 200),
    Row("PATCH", "/api/users/<int:user_id>", "runs", 200, {"role": "writer"}, "/api/users/{bob}"),
    Row("POST", "/api/users/<int:user_id>/reset", "runs", 201, path="/api/users/{bob}/reset"),
    Row("GET", "/api/audit", "runs", 200),
    Row("GET", "/api/families", "each", 200),
    Row("POST", "/api/families", "grown", 409, {"name": "Another"}),
    Row("POST", "/api/families/join", "each", 404, {"code": "unknown"}),
    Row("PATCH", _FAMILY, "guards", 200, {"name": "The bears"}, "/api/families/{family}"),
    Row("DELETE", _FAMILY, "guards", 204, path="/api/families/{family}"),
    Row(
        "PATCH",
        _MEMBER,
        "guards",
        200,
        {"may_write": False},
        "/api/families/{family}/members/{zoe}",
    ),
    Row("DELETE", _MEMBER, "guards", 204, path="/api/families/{family}/members/{zoe}"),
    Row(
        "POST", f"{_MEMBER}/reset", "guards", 201, path="/api/families/{family}/members/{zoe}/reset"
    ),
    Row("GET", "/api/limits", "each", 200),
    Row("PUT", "/api/limits", "runs", 200, _LIMITS),
    Row("GET", "/api/usage", "each", 200),
    Row("POST", "/api/estimate", "each", 200, {"prompt": "A bear"}),
    Row("GET", "/api/config", "each", 200),
    Row("PUT", "/api/config", "runs", 200, _CONFIG),
    Row("GET", "/api/models", "each", 200),
    Row(
        "POST",
        "/api/models/<path:model_id>/test",
        "grown",
        502,
        {"language": "en"},
        "/api/models/bundled/test",
    ),
    Row(
        "PUT",
        "/api/account/password",
        "each",
        422,
        {"old": "not this one", "new": "five bears in a boat"},
    ),
    Row("GET", "/api/account", "each", 200),
    Row("PATCH", "/api/account", "each", 422, {"mail": None, "password": "not this one"}),
    Row("GET", "/api/account/export", "each", 200),
    Row("DELETE", "/api/account", "grown", 422, {"password": "not this one"}),
    Row("GET", "/api/account/sessions", "each", 200),
    Row("DELETE", "/api/account/sessions", "each", 204),
    Row(
        "DELETE",
        "/api/account/sessions/<int:session_id>",
        "own",
        204,
        path="/api/account/sessions/{sign_in}",
    ),
    Row("GET", "/api/account/tokens", "each", 200),
    Row("POST", "/api/account/tokens", "grown", 201, {"name": "mine", "scopes": ["read"]}),
    Row(
        "DELETE",
        "/api/account/tokens/<int:token_id>",
        "own",
        204,
        path="/api/account/tokens/{token}",
    ),
    Row("GET", "/api/connections", "grown", 200),
    Row(
        "POST",
        "/api/connections",
        "grown",
        201,
        {"label": "Mine", "url": "https://api.example.com/v1"},
    ),
    Row(
        "PATCH",
        "/api/connections/<int:connection_id>",
        "own",
        200,
        {"label": "Bears"},
        "/api/connections/{connection}",
    ),
    Row(
        "DELETE",
        "/api/connections/<int:connection_id>",
        "own",
        204,
        path="/api/connections/{connection}",
    ),
    Row("GET", "/api/privacy", "each", 200),
    Row("GET", "/api/prompts", "each", 200),
    Row("POST", "/api/prompts", "writes", 201, {"content": "A bear"}),
    Row(
        "PATCH",
        "/api/prompts/<int:prompt_id>",
        "own",
        200,
        {"title": "Bears"},
        "/api/prompts/{prompt}",
    ),
    Row("DELETE", "/api/prompts/<int:prompt_id>", "own", 204, path="/api/prompts/{prompt}"),
    Row("GET", "/api/readers", "each", 200),
    Row("POST", "/api/readers", "writes", 201, {"name": "Mia"}),
    Row("PATCH", "/api/readers/<int:reader_id>", "own", 200, {"age": 6}, "/api/readers/{reader}"),
    Row("DELETE", "/api/readers/<int:reader_id>", "own", 204, path="/api/readers/{reader}"),
    Row("GET", "/api/stories", "each", 200),
    Row("GET", "/api/stories", "each", 200, path="/api/stories?shelf=family"),
    Row("POST", "/api/stories", "writes", 202, {"prompt": "A bear"}),
    Row("GET", _STORY, "reads", 200, path="/api/stories/{story}"),
    Row("GET", f"{_STORY}/events", "reads", 200, path="/api/stories/{story}/events"),
    Row(
        "PATCH",
        _STORY,
        "own",
        200,
        {"title": "Bears", "revision": 2},
        "/api/stories/{story}",
    ),
    Row("DELETE", _STORY, "own", 204, path="/api/stories/{story}"),
    Row("GET", f"{_STORY}/shares", "own", 200, path="/api/stories/{story}/shares"),
    Row("POST", f"{_STORY}/shares", "own", 201, {}, "/api/stories/{story}/shares"),
    Row(
        "DELETE",
        f"{_STORY}/shares/<int:share_id>",
        "own",
        204,
        path="/api/stories/{story}/shares/{share}",
    ),
    Row("POST", "/api/shared", "open", 404, {"code": "unknown"}),
    Row("POST", f"{_STORY}/restore", "own", 200, path="/api/stories/{trashed}/restore"),
    Row("POST", f"{_STORY}/passages", "own", 202, {}, "/api/stories/{story}/passages"),
    Row(
        "PATCH",
        _PASSAGE,
        "own",
        200,
        {"text": "Twice.", "revision": 1},
        "/api/passages/{passage}",
    ),
    Row("POST", f"{_PASSAGE}/retake", "own", 202, path="/api/passages/{passage}/retake"),
    Row("POST", f"{_PASSAGE}/resume", "own", 409, path="/api/passages/{passage}/resume"),
    Row("POST", f"{_PASSAGE}/stop", "own", 202, path="/api/passages/{passage}/stop"),
    Row("POST", f"{_PASSAGE}/approve", "answers", 200, path="/api/passages/{passage}/approve"),
    Row("GET", "/api/notes", "grown", 200),
    Row("GET", f"{_PASSAGE}/revisions", "reads", 200, path="/api/passages/{passage}/revisions"),
    Row("GET", f"{_PASSAGE}/origins", "reads", 200, path="/api/passages/{passage}/origins"),
)
