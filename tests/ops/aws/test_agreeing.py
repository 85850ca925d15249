"""What would lose a machine is refused, and failures are one line."""

import re

import pytest
from botocore.exceptions import (
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
)
from botocore.parsers import ResponseParserError

from ops.aws import cli
from ops.aws.failing import one_line
from ops.aws.stack import Change, ChangeSet
from ops.tables import Wrong

ANEW = ChangeSet(
    "1", "raconteur", False, (Change("Modify", "Machine", "AWS::EC2::Instance", True),)
)


def test_a_machine_is_not_made_anew_unasked_even_with_yes() -> None:
    with pytest.raises(Wrong, match="Machine would be made anew or removed"):
        cli._agree(ANEW, yes=True, replace=False)
    cli._agree(ANEW, yes=True, replace=True)


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (NoRegionError(), "no region is set"),
        (NoCredentialsError(), "no credentials are here"),
        (EndpointConnectionError(endpoint_url="https://cloudformation"), "cannot be reached"),
        (ResponseParserError("<html>\n"), "does a proxy stand between"),
        (ClientError({"Error": {"Code": "ExpiredToken"}}, "X"), "does not take these credentials"),
        (
            ClientError({"Error": {"Code": "AccessDenied", "Message": "not\nyou"}}, "CreateStack"),
            r"may not do this \(CreateStack\): not you",
        ),
        (ClientError({"Error": {"Code": "Throttling"}}, "X"), "wait a minute"),
    ],
)
def test_a_failure_is_one_line(error: Exception, word: str) -> None:
    line = one_line(error)
    assert "\n" not in line
    assert re.search(word, line)
