"""The Flask application: everything but the live text."""

from apiflask import APIFlask
from whitenoise import WhiteNoise

from raconteur import __version__
from raconteur.services.privacy import policy
from raconteur.settings import Settings
from raconteur.web import (
    account,
    address,
    browse,
    config,
    connections,
    docs,
    edge,
    families,
    health,
    invitations,
    limits,
    notes,
    oidc,
    once,
    page,
    passages,
    privacy,
    problems,
    prompts,
    readers,
    session,
    sharing,
    stories,
    usage,
    users,
)
from raconteur.web import models as models_routes
from raconteur.web.asked import Id, JsonRequest
from raconteur.web.cookie import PUBLIC_BY_HTTPS
from raconteur.web.extensions import wire
from raconteur.web.wiring import Wiring

MOST_BODY_BYTES = 1_000_000


def create_app(settings: Settings, wiring: Wiring | None = None) -> APIFlask:
    """The application. Without `wiring` it can migrate and describe itself, not write."""
    app = APIFlask(
        "raconteur",
        title="Raconteur",
        version=__version__,
        spec_path="/api/openapi.json",
        docs_path=None,
        static_folder=None,  # type: ignore[arg-type]
    )
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BODY_BYTES,
        SYNC_LOCAL_SPEC=False,
        DESCRIPTION="Stories, written on a machine of your own and never lost.",
        SERVERS=[{"url": "/"}],
        AUTO_404_RESPONSE=False,
        AUTO_VALIDATION_ERROR_RESPONSE=False,
        **{PUBLIC_BY_HTTPS: settings.is_by_https},
        **{address.ADDRESS: settings.address, address.PUBLIC: settings.public_url},
        **{privacy.POLICY: policy(settings)},
    )
    app.extensions["raconteur"] = wiring
    app.url_map.converters["int"] = Id
    app.request_class = JsonRequest
    app.spec_processor(
        lambda spec: once.describe(docs.bodies_are_required(docs.problem_is_named(spec)))
    )
    wire(app, settings.database)
    limits.wire(app, settings.bus_url)
    if wiring is None:
        from raconteur.web import migrating

        migrating.wire(app)

    for module in (
        *(prompts, readers, stories, passages, config, models_routes, health),
        *(session, oidc, invitations, account, users, families, sharing),
        *(usage, connections, privacy, browse, notes),
    ):
        app.register_blueprint(module.routes)

    edge.tell_endpoint(app)
    # In this order: APIFlask's would keep nothing of what an error says but its name.
    app.error_processor(problems.of_apiflask)
    problems.register(app)
    page.register(app, settings.page_dir)
    if settings.page_dir.is_dir():
        # Serves what the build wrote, compressed beforehand; hashed names never change.
        app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
            app.wsgi_app, root=settings.page_dir, immutable_file_test=page.is_hashed
        )
    return app
