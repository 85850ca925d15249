"""Every error of the API in one shape: an RFC 9457 problem with the trace id."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from apiflask import HTTPError
from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

from raconteur.identity.provider import IdentityError
from raconteur.models.errors import ModelError
from raconteur.observe import trace
from raconteur.services.errors import (
    Conflict,
    Forbidden,
    Invalid,
    NotFound,
    SignInNeeded,
    TooMany,
    Unfit,
)
from raconteur.store.base import DatabaseError, is_away
from raconteur.web.extensions import db
from raconteur.web.schemas.common import Problem

log = logging.getLogger(__name__)

CONTENT_TYPE = "application/problem+json"
TYPE = "urn:raconteur:problem:"

# Seconds until it is worth asking again when the database did not answer.
RETRY_AFTER_S = 5
DATABASE_FAILED = "The database could not do this now. Nothing was changed."
# Where a library's own words do not say what to do.
WORDS = {
    413: "The body is too long. Send less of it.",
    429: "Too many tries. Wait a minute, and try again.",
}
# It may have gone while it kept what it was given.
DATABASE_AWAY = "The database does not answer. Whether this was done is known when it does."

Errors = Mapping[str, Sequence[str]]


def body(
    status: int,
    detail: str,
    errors: Errors | None = None,
    kind: str = "",
    reasons: Sequence[str] | None = None,
) -> Problem:
    """`kind` tells problems of one status apart, as the last part of their type. Without one the
    type is left blank: `title`, the status's own phrase, says it all."""
    return Problem(
        type=TYPE + kind if kind else "about:blank",
        title=HTTPStatus(status).phrase,
        status=status,
        detail=detail,
        trace_id=trace.current.get(),
        errors={name: list(said) for name, said in errors.items()} if errors else None,
        reasons=list(reasons) if reasons is not None else None,
    )


def answer(
    status: int,
    detail: str,
    errors: Errors | None = None,
    kind: str = "",
    reasons: Sequence[str] | None = None,
) -> Response:
    response = jsonify(body(status, detail, errors, kind, reasons).model_dump(exclude_none=True))
    response.status_code = status
    response.content_type = CONTENT_TYPE
    return response


def register(app: Flask) -> None:
    """One handler for each kind of error; nothing reaches a client in another shape."""

    @app.errorhandler(NotFound)
    def _not_found(error: NotFound) -> Response:
        return answer(404, str(error))

    @app.errorhandler(Conflict)
    def _conflict(error: Conflict) -> Response:
        return answer(409, str(error), kind=error.kind)

    @app.errorhandler(Invalid)
    def _invalid(error: Invalid) -> Response:
        return answer(422, str(error), error.errors)

    @app.errorhandler(Unfit)
    def _unfit(error: Unfit) -> Response:
        return answer(422, str(error), kind="unfit", reasons=error.reasons)

    @app.errorhandler(SignInNeeded)
    def _sign_in(error: SignInNeeded) -> Response:
        response = answer(401, str(error), kind="sign-in")
        response.headers["WWW-Authenticate"] = 'Bearer realm="raconteur"'
        return response

    @app.errorhandler(Forbidden)
    def _forbidden(error: Forbidden) -> Response:
        return answer(403, str(error), kind=error.kind)

    @app.errorhandler(IdentityError)
    def _identity(error: IdentityError) -> Response:
        log.warning("%s", error)
        return answer(502, "The other account could not be asked.", kind="elsewhere")

    @app.errorhandler(TooMany)
    def _too_many(error: TooMany) -> Response:
        response = answer(429, str(error))
        response.headers["Retry-After"] = str(error.seconds)
        return response

    @app.errorhandler(ModelError)
    def _model(error: ModelError) -> Response:
        said = f"The model did not answer as it should ({error.code})."
        return answer(502, said, kind=f"model-{error.code}")

    @app.errorhandler(DatabaseError)
    def _database(error: DatabaseError) -> Response:
        db.session.rollback()
        log.exception("the database failed")
        response = answer(503, DATABASE_AWAY if is_away(error) else DATABASE_FAILED)
        response.headers["Retry-After"] = str(RETRY_AFTER_S)
        return response

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Response:
        status = error.code or 500
        said = WORDS.get(status) or error.description or HTTPStatus(status).phrase
        response = answer(status, said)
        response.headers.extend(
            (name, value)
            for name, value in error.get_headers()
            if name not in ("Content-Type", "Content-Length")
        )
        return response

    @app.errorhandler(Exception)
    def _unforeseen(_error: Exception) -> Response:
        db.session.rollback()
        log.exception("unforeseen error")
        return answer(500, "Something went wrong on our side. Nothing was lost.")


def of_apiflask(error: HTTPError) -> Response:
    """APIFlask's own errors, among them a body that does not fit its schema."""
    if error.status_code == HTTPStatus.UNPROCESSABLE_ENTITY and isinstance(error.detail, dict):
        errors = {
            name.removeprefix("_schema") or "body": said
            for fields in error.detail.values()
            for name, said in fields.items()
        }
        return answer(422, "Some fields cannot be used.", errors)
    response = answer(error.status_code, str(error.message or error.detail))
    response.headers.extend(error.headers)
    return response
