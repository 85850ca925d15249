"""What went wrong with a passage, as a code and a sentence a person understands."""

from collections.abc import Mapping

from raconteur.models.errors import ModelError

# The page has its own words in each language by `code`; the message is for other clients.
MESSAGES: Mapping[str, str] = {
    "unreachable": "The model could not be reached.",
    "refused": "The model's server refused to write.",
    "timeout": "The model took too long to answer.",
    "died": "The model stopped answering.",
    "nonsense": "The model answered something that is not a story.",
    "not_found": "This model is not there any more.",
    "bad_request": "The model's server did not understand the request.",
    "unauthorised": "The model's server did not accept the key.",
    "overloaded": "The model is busy.",
    "not_allowed": "This address may not be used for a model. Ask whoever runs this server.",
    "waiting": "The model does not answer. The story goes on by itself as soon as it does.",
    "unfit": "The story was turning towards something that is not for its reader. "
    "Ask for another take, or wish for another turn.",
    "storage": "The text could not be kept: the disk may be full.",
    "internal": "Something went wrong on our side.",
}


def of_model(error: ModelError) -> dict[str, object]:
    return of_code(error.code)


def of_code(code: str) -> dict[str, object]:
    """What is kept is said by the page, which can count the words."""
    return {"code": code, "message": MESSAGES[code]}
