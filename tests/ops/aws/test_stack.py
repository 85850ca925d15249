"""What the template says, value by value; and what is made of CloudFormation's answers."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from ops.aws import stack
from ops.tables import Wrong

TEMPLATE = stack.template()


def properties(name: str) -> dict[str, Any]:
    found: dict[str, Any] = TEMPLATE["Resources"][name]["Properties"]
    return found


def test_the_bucket_is_open_to_nobody() -> None:
    assert properties("Backups")["PublicAccessBlockConfiguration"] == {
        "BlockPublicAcls": True,
        "BlockPublicPolicy": True,
        "IgnorePublicAcls": True,
        "RestrictPublicBuckets": True,
    }
    (rule,) = properties("Backups")["OwnershipControls"]["Rules"]
    assert rule["ObjectOwnership"] == "BucketOwnerEnforced"


def test_the_bucket_keeps_versions_and_forgets_old_backups() -> None:
    assert properties("Backups")["VersioningConfiguration"] == {"Status": "Enabled"}
    (rule,) = properties("Backups")["LifecycleConfiguration"]["Rules"]
    assert (rule["Status"], rule["ExpirationInDays"]) == ("Enabled", "KeepDays")
    assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}


def test_the_bucket_refuses_everybody_who_comes_without_tls() -> None:
    assert properties("BackupsByTls")["Bucket"] == "Backups"
    (statement,) = properties("BackupsByTls")["PolicyDocument"]["Statement"]
    assert (statement["Effect"], statement["Principal"], statement["Action"]) == (
        "Deny",
        "*",
        "s3:*",
    )
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert statement["Resource"] == ["Backups.Arn", "${Backups.Arn}/*"]


@pytest.mark.parametrize("name", ["Backups", "Address"])
def test_what_others_rely_on_stays_when_the_stack_goes(name: str) -> None:
    assert TEMPLATE["Resources"][name]["DeletionPolicy"] == "RetainExceptOnCreate"
    assert TEMPLATE["Resources"][name]["UpdateReplacePolicy"] == "Retain"


def test_the_machines_metadata_need_a_token_and_do_not_travel() -> None:
    assert properties("Machine")["MetadataOptions"] == {
        "HttpEndpoint": "enabled",
        "HttpTokens": "required",
        "HttpPutResponseHopLimit": 1,
    }


def test_the_machine_stands_behind_the_door_and_is_protected() -> None:
    assert properties("Machine")["SecurityGroupIds"] == ["Door.GroupId"]
    assert properties("Machine")["DisableApiTermination"] is True
    (disk,) = properties("Machine")["BlockDeviceMappings"]
    assert disk["DeviceName"] == "RootDevice"
    assert (disk["Ebs"]["Encrypted"], disk["Ebs"]["DeleteOnTermination"]) == (True, False)


def test_the_door_opens_three_ports_and_ssh_to_one_address_alone() -> None:
    opened = [
        (rule["FromPort"], rule["ToPort"], rule["CidrIp"])
        for rule in properties("Door")["SecurityGroupIngress"]
    ]
    assert opened == [(22, 22, "SshFrom"), (80, 80, "0.0.0.0/0"), (443, 443, "0.0.0.0/0")]
    assert TEMPLATE["Parameters"]["SshFrom"]["AllowedPattern"].endswith("/32")


def test_the_role_has_systems_manager_only_when_asked_for() -> None:
    condition, with_it, without = properties("Role")["ManagedPolicyArns"]
    assert condition == "WithSession"
    assert with_it == ["arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore"]
    assert without == []
    assert TEMPLATE["Parameters"]["Session"]["Default"] == "no"


def test_the_image_is_no_parameter_that_is_looked_up_at_each_change() -> None:
    assert TEMPLATE["Parameters"]["Image"]["Type"] == "AWS::EC2::Image::Id"


class Cloud:
    """CloudFormation's answers, one after the other by the name of the call."""

    def __init__(self, **answers: list[dict[str, Any]]) -> None:
        self.answers, self.asked = answers, list[tuple[str, dict[str, Any]]]()

    def __getattr__(self, name: str) -> Any:
        def call(**said: Any) -> dict[str, Any]:
            self.asked.append((name, said))
            waiting = self.answers.get(name)
            if not waiting:
                return {}
            answer = waiting[0] if len(waiting) == 1 else waiting.pop(0)
            if "error" in answer:
                raise ClientError(
                    {"Error": {"Code": "ValidationError", "Message": answer["error"]}}, name
                )
            return answer

        return call

    def names(self) -> list[str]:
        return [name for name, _ in self.asked]


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stack, "LOOK_S", 0)


def entry(name: str, action: str, replacement: str = "False") -> dict[str, Any]:
    resource = {"Action": action, "LogicalResourceId": name, "ResourceType": "AWS::X::Y"}
    return {"ResourceChange": {**resource, "Replacement": replacement}}


def test_a_change_set_is_waited_for_and_read_page_by_page() -> None:
    ready = {"Status": "CREATE_COMPLETE", "ChangeSetId": "1"}
    cloud = Cloud(
        create_change_set=[{"Id": "1"}],
        describe_change_set=[
            {"Status": "CREATE_IN_PROGRESS"},
            {**ready, "Changes": [entry("Door", "Modify")], "NextToken": "more"},
            {**ready, "Changes": [entry("Machine", "Modify", "Conditional")]},
        ],
    )
    found = stack.prepare(cloud, "raconteur", False, {"KeepDays": "60", "Image": None})
    assert found
    assert [(one.name, one.replaced, one.loses) for one in found.changes] == [
        ("Door", False, False),
        ("Machine", True, True),
    ]
    parameters = cloud.asked[0][1]["Parameters"]
    assert {"ParameterKey": "Image", "UsePreviousValue": True} in parameters


def test_a_change_set_without_changes_is_taken_away_and_nothing_to_do() -> None:
    why = "The submitted information didn't contain changes. Submit different information."
    cloud = Cloud(
        create_change_set=[{"Id": "1"}],
        describe_change_set=[{"Status": "FAILED", "StatusReason": why}],
    )
    assert stack.prepare(cloud, "raconteur", False, {}) is None
    assert "delete_change_set" in cloud.names()


def test_a_change_set_that_is_refused_says_why() -> None:
    cloud = Cloud(
        create_change_set=[{"Id": "1"}],
        describe_change_set=[{"Status": "FAILED", "StatusReason": "Template error:\n no such key"}],
    )
    with pytest.raises(Wrong, match=r"CloudFormation refused: Template error: no such key"):
        stack.prepare(cloud, "raconteur", True, {})
    assert cloud.names()[-2:] == ["delete_change_set", "delete_stack"]


def test_what_fails_is_told_with_its_first_reason() -> None:
    failed = {
        "EventId": "2",
        "ResourceStatus": "CREATE_FAILED",
        "LogicalResourceId": "Address",
        "ResourceStatusReason": "The maximum number of addresses has been reached.",
    }
    later = {
        **failed,
        "EventId": "3",
        "LogicalResourceId": "Door",
        "ResourceStatusReason": "cancelled",
    }
    cloud = Cloud(
        describe_stack_events=[{"StackEvents": []}, {"StackEvents": [later, failed]}],
        describe_stacks=[{"Stacks": [{"StackStatus": "ROLLBACK_COMPLETE"}]}],
    )
    told: list[str] = []
    with pytest.raises(Wrong, match=r"ROLLBACK_COMPLETE: Address: The maximum number"):
        stack.execute(cloud, stack.ChangeSet("1", "raconteur", True, ()), told.append)
    assert told == ["  CREATE_FAILED Address", "  CREATE_FAILED Door"]


def test_a_stack_is_protected_from_being_deleted() -> None:
    cloud = Cloud()
    stack.protect(cloud, "raconteur")
    assert cloud.asked == [
        (
            "update_termination_protection",
            {"StackName": "raconteur", "EnableTerminationProtection": True},
        )
    ]


@pytest.mark.parametrize(
    ("status", "word"),
    [("ROLLBACK_COMPLETE", "delete it"), ("UPDATE_IN_PROGRESS", "wait until it is done")],
)
def test_a_stack_that_cannot_be_changed_says_what_to_do(status: str, word: str) -> None:
    cloud = Cloud(describe_stacks=[{"Stacks": [{"StackStatus": status}]}])
    with pytest.raises(Wrong, match=word):
        stack.find(cloud, "raconteur")


def test_a_stack_that_was_only_planned_is_none() -> None:
    cloud = Cloud(describe_stacks=[{"Stacks": [{"StackStatus": "REVIEW_IN_PROGRESS"}]}])
    assert stack.find(cloud, "raconteur") is None
    gone = Cloud(describe_stacks=[{"error": "Stack with id raconteur does not exist"}])
    assert stack.find(gone, "raconteur") is None
