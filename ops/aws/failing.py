"""What Amazon answered instead, as one line that says what to do next."""

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,
    CredentialRetrievalError,
    HTTPClientError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
)
from botocore.parsers import ResponseParserError

FAILURES = (BotoCoreError, ClientError, ResponseParserError)
LOGIN = "log in with AWS' own tools (aws configure, or aws sso login) and run it again"
DENIED = ("AccessDenied", "AccessDeniedException", "UnauthorizedOperation")
EXPIRED = (
    "ExpiredToken",
    "ExpiredTokenException",
    "InvalidClientTokenId",
    "UnrecognizedClientException",
    "AuthFailure",
    "SignatureDoesNotMatch",
)


def one_line(error: Exception) -> str:
    if isinstance(error, NoRegionError):
        return "no region is set: say --region eu-west-3, or set AWS_DEFAULT_REGION"
    if isinstance(error, NoCredentialsError | PartialCredentialsError | CredentialRetrievalError):
        return f"no credentials are here: {LOGIN}"
    if isinstance(error, ClientError):
        code = error.response.get("Error", {}).get("Code", "")
        if code in EXPIRED:
            return f"Amazon does not take these credentials: {LOGIN}"
        said = " ".join(error.response.get("Error", {}).get("Message", "").split())
        if code in DENIED:
            return f"these credentials may not do this ({error.operation_name}): {said}"
        if code in ("Throttling", "ThrottlingException", "RequestLimitExceeded"):
            return "Amazon takes no more requests for now: wait a minute and run it again"
        return f"Amazon refused ({error.operation_name}): {said}"
    if isinstance(error, ConnectionError | HTTPClientError):
        return "Amazon cannot be reached: is this machine connected, is the region right?"
    if isinstance(error, ResponseParserError):
        return "something else than Amazon answered: does a proxy stand between?"
    return " ".join(str(error).split())
