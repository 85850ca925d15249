"""The places that the page and the API may have."""

from pathlib import Path

from tests.parts.gateway import API, Gateway
from tests.parts.standin import StandIn


def test_on_a_host_of_its_own_the_api_is_at_the_root(tmp_path: Path, web: StandIn) -> None:
    with Gateway(tmp_path / "g", [web.port], api=API) as gateway, gateway.client(API) as api:
        for asked, passed in (
            ("/prompts?limit=5", "/api/prompts?limit=5"),
            ("/stories/5/events", "/api/stories/5/events"),
            ("/api/prompts", "/api/prompts"),
            ("/docs/", "/api/docs/"),
            ("/healthz", "/healthz"),
        ):
            api.get(asked, headers={"Origin": gateway.origin})
            assert web.seen[-1].path == passed
        answer = api.get("/prompts", headers={"Origin": gateway.origin})
        assert answer.headers["Access-Control-Allow-Origin"] == gateway.origin
        assert api.get("/metrics").status_code == 404
        with gateway.client() as page:
            assert f'content="https://{API}{gateway.at.port}"' in page.get("/").text
            policy = page.get("/").headers["Content-Security-Policy"]
            assert f"connect-src 'self' https://{API}{gateway.at.port};" in policy
            assert page.get("/api/prompts").status_code == 404
            back = page.get("/api/session/oidc/back?code=1&state=2")
            assert back.headers["Location"] == (
                f"{gateway.api_url}session/oidc/back?code=1&state=2"
            )


def test_under_a_path_everything_is_below_it(tmp_path: Path, web: StandIn) -> None:
    home = tmp_path / "g"
    with Gateway(home, [web.port], path="/stories/") as gateway, gateway.client() as ask:
        assert '<base href="/stories/"' in ask.get("/stories/trash").text
        kept = ask.get("/stories/assets/main-AbCd_123.js").headers["Cache-Control"]
        assert kept == "public, max-age=31536000, immutable"
        assert ask.get("/stories/assets/gone.js").status_code == 404
        for asked, passed in (
            ("/stories/api/prompts?limit=5", "/api/prompts?limit=5"),
            ("/stories/api/stories/5/events", "/api/stories/5/events"),
            ("/stories/readyz", "/readyz"),
        ):
            ask.get(asked)
            assert web.seen[-1].path == passed
        assert ask.get("/").headers["Location"] == "/stories/"
        assert ask.get("/other").status_code == 404
        assert ask.get("/stories/metrics").status_code == 404
