"""The stack is made on moto and read back, value by value; cfn-lint finds nothing in the template.

Where moto leaves something aside, tests/ops/aws reads it from the template: a machine's metadata
options, security groups and protection, a bucket's public access and policy. It knows neither the
images of Debian and Ubuntu nor a stack's protection, and a stack that it makes of a change set has
no outputs, so those are read from one that it made of the same template and parameters directly.
Amazon's own CloudFormation was not tried here.
"""

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
import requests
import yaml
from click.testing import CliRunner
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from ops.aws import asked, cli, stack
from tests.parts.moto import IMAGE, Moto

HERE = "203.0.113.7/32"
KEY = (
    Ed25519PrivateKey.generate()
    .public_key()
    .public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
)


@pytest.fixture(scope="module")
def moto(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moto]:
    server = Moto(tmp_path_factory.mktemp("moto"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(autouse=True)
def amazon(moto: Moto, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An empty account, and somebody who is logged in to it."""
    requests.post(f"{moto.url}/moto-api/reset", timeout=10).raise_for_status()
    monkeypatch.chdir(tmp_path)
    for variable, value in {
        "AWS_ENDPOINT_URL": moto.url,
        "AWS_ACCESS_KEY_ID": "an-id",
        "AWS_SECRET_ACCESS_KEY": "a-secret",
        "AWS_DEFAULT_REGION": "eu-west-3",
        "AWS_CONFIG_FILE": str(tmp_path / "no-config"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "no-credentials"),
    }.items():
        monkeypatch.setenv(variable, value)
    (tmp_path / "key.pub").write_bytes(KEY)
    # What moto does not know: that call, and the public parameters of Debian and Ubuntu.
    monkeypatch.setattr(stack, "protect", lambda _client, _stack: None)
    monkeypatch.setattr(asked, "image", lambda _parameter, _ssm: IMAGE["ami_id"])


def says(*words: str) -> tuple[int, str]:
    done = CliRunner().invoke(cli.main, list(words))
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def fine(*words: str) -> str:
    code, output = says(*words)
    assert code == 0, output
    return output


def refused(*words: str) -> str:
    """Its last line."""
    code, output = says(*words)
    assert code == 1, output
    return output.splitlines()[-1]


def applied(*more: str) -> None:
    """A stack as the command makes it."""
    fine("apply", "--yes", "--key", "key.pub", "--from", HERE, *more)


def made(**said: Any) -> dict[str, str]:
    """A stack of the same template and parameters, with its outputs."""
    clients = (boto3.client("ec2"), boto3.client("ssm"))
    values = asked.at_first(
        asked.Asked(key="key.pub", source=HERE, **said), stack.template(), *clients
    )
    boto3.client("cloudformation").create_stack(
        StackName="raconteur",
        TemplateBody=stack.TEMPLATE.read_text(),
        Parameters=[{"ParameterKey": key, "ParameterValue": values[key]} for key in values],
        Capabilities=["CAPABILITY_IAM"],
    )
    return held()


def held() -> dict[str, str]:
    found = stack.find(boto3.client("cloudformation"), "raconteur")
    assert found
    return stack.outputs(found)


def machine() -> dict[str, Any]:
    reservations = boto3.client("ec2").describe_instances()["Reservations"]
    (one,) = [one for reservation in reservations for one in reservation["Instances"]]
    return dict(one)


def test_a_plan_shows_everything_and_leaves_nothing_behind() -> None:
    output = fine("plan", "--key", "key.pub", "--from", HERE)
    for line in ("+ Machine AWS::EC2::Instance", "+ Backups AWS::S3::Bucket", "+ Door "):
        assert line in output
    stacks = boto3.client("cloudformation").describe_stacks()["Stacks"]
    assert [one for one in stacks if one["StackStatus"] != "DELETE_COMPLETE"] == []
    assert boto3.client("ec2").describe_key_pairs()["KeyPairs"] == []


def test_the_machine_stands_in_its_network_with_its_address() -> None:
    applied("--type", "t4g.medium")
    one = machine()
    assert one["InstanceType"] == "t4g.medium"
    ec2 = boto3.client("ec2")
    (address,) = ec2.describe_addresses()["Addresses"]
    assert address["InstanceId"] == one["InstanceId"]
    assert address["PublicIp"] == one["PublicIpAddress"]
    (key,) = ec2.describe_key_pairs()["KeyPairs"]
    assert one["KeyName"] == key["KeyName"]
    (network,) = ec2.describe_vpcs(VpcIds=[one["VpcId"]])["Vpcs"]
    assert network["CidrBlock"] == "10.20.0.0/24"
    (gateway,) = ec2.describe_internet_gateways(
        Filters=[{"Name": "attachment.vpc-id", "Values": [one["VpcId"]]}]
    )["InternetGateways"]
    tables = ec2.describe_route_tables(Filters=[{"Name": "vpc-id", "Values": [one["VpcId"]]}])
    ways = [
        route["GatewayId"]
        for table in tables["RouteTables"]
        for route in table["Routes"]
        if route["DestinationCidrBlock"] == "0.0.0.0/0"
    ]
    assert ways == [gateway["InternetGatewayId"]]


def test_its_disk_is_encrypted_and_outlives_it() -> None:
    applied("--disk", "24")
    (mapping,) = machine()["BlockDeviceMappings"]
    assert mapping["Ebs"]["DeleteOnTermination"] is False
    number = mapping["Ebs"]["VolumeId"]
    (disk,) = boto3.client("ec2").describe_volumes(VolumeIds=[number])["Volumes"]
    assert (disk["Encrypted"], disk["VolumeType"], disk["Size"]) == (True, "gp3", 24)


def test_its_door_lets_ssh_in_from_one_address_and_the_site_from_all() -> None:
    applied()
    groups = boto3.client("ec2").describe_security_groups()["SecurityGroups"]
    (door,) = [one for one in groups if one["Description"].startswith("SSH from one address")]
    let_in = {
        (rule["IpProtocol"], rule["FromPort"], rule["ToPort"], source["CidrIp"])
        for rule in door["IpPermissions"]
        for source in rule["IpRanges"]
    }
    assert let_in == {
        ("tcp", 22, 22, HERE),
        ("tcp", 80, 80, "0.0.0.0/0"),
        ("tcp", 443, 443, "0.0.0.0/0"),
    }
    assert all(not rule["Ipv6Ranges"] for rule in door["IpPermissions"])


def test_the_bucket_is_encrypted() -> None:
    bucket, s3 = made()["Bucket"], boto3.client("s3")
    (rule,) = s3.get_bucket_encryption(Bucket=bucket)["ServerSideEncryptionConfiguration"]["Rules"]
    assert rule["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"] == "AES256"


def test_the_role_puts_and_gets_in_its_bucket_and_nothing_else() -> None:
    bucket, iam = made()["Bucket"], boto3.client("iam")
    (role,) = [one for one in iam.list_roles()["Roles"] if "Role" in one["RoleName"]]
    name = role["RoleName"]
    assert iam.list_role_policies(RoleName=name)["PolicyNames"] == ["backups"]
    document = iam.get_role_policy(RoleName=name, PolicyName="backups")["PolicyDocument"]
    (statement,) = yaml.safe_load(str(document))["Statement"]
    assert sorted(statement["Action"]) == ["s3:GetObject", "s3:PutObject"]
    assert statement["Resource"] == f"arn:aws:s3:::{bucket}/*"
    assert iam.list_attached_role_policies(RoleName=name)["AttachedPolicies"] == []
    assert machine()["IamInstanceProfile"]["Arn"]


@pytest.mark.parametrize(
    ("system", "user"), [("debian-12", "admin"), ("debian-13", "admin"), ("ubuntu-24.04", "ubuntu")]
)
def test_the_login_user_follows_the_system(system: str, user: str) -> None:
    assert made(system=system)["LoginUser"] == user


def test_a_change_goes_through_a_change_set_and_keeps_the_machine_and_its_address() -> None:
    before = made(keep_days=45)
    fine("apply", "--yes", "--keep-days", "60")
    client = boto3.client("cloudformation")
    (done,) = client.describe_stacks(StackName="raconteur")["Stacks"]
    assert done["StackStatus"] == "UPDATE_COMPLETE"
    assert machine()["InstanceId"] == before["Machine"]
    (kept,) = boto3.client("ec2").describe_addresses()["Addresses"]
    assert kept["PublicIp"] == before["Address"]
    (change_set,) = client.list_change_sets(StackName="raconteur")["Summaries"]
    described = client.describe_change_set(
        ChangeSetName=change_set["ChangeSetId"], StackName="raconteur"
    )
    said = {one["ParameterKey"]: one["ParameterValue"] for one in described["Parameters"]}
    assert (said["KeepDays"], said["SshFrom"]) == ("60", HERE)


def test_the_same_again_has_nothing_to_do() -> None:
    made()
    assert fine("apply", "--yes").strip() == "stack raconteur: nothing to do."


def test_what_is_to_be_written_into_the_inventory_is_shown() -> None:
    found = made()
    table = tomllib.loads(fine("inventory"))
    assert table["login"]["user"] == "admin"
    assert table["login"]["from"] == [HERE]
    assert table["backups"]["bucket"] == f"s3://{found['Bucket']}/"
    assert table["hosts"]["stories"]["address"] == found["Address"]
    assert f"Address: {found['Address']}" in fine("outputs")


def test_without_anybody_to_ask_nothing_is_made() -> None:
    assert "say --yes" in refused("apply", "--key", "key.pub", "--from", HERE)
    assert boto3.client("ec2").describe_instances()["Reservations"] == []
    applied()
    assert machine()


def test_a_key_that_is_not_taken_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "key.pub").write_text("ssh-ed25519 AAAAC3Nz ada@example.com\n")
    assert "ImportKeyPair" in refused("apply", "--yes", "--key", "key.pub", "--from", HERE)
    stacks = boto3.client("cloudformation").describe_stacks()["Stacks"]
    assert [one for one in stacks if one["StackStatus"] != "DELETE_COMPLETE"] == []


@pytest.mark.parametrize("word", ["outputs", "inventory"])
def test_a_stack_that_is_not_there_is_one_line(word: str) -> None:
    assert "there is no stack raconteur here" in refused(word)


def test_amazon_not_reached_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    assert "Amazon cannot be reached" in refused("outputs")


def test_cfn_lint_finds_nothing() -> None:
    program = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run(
        [program, "--include-checks", "I", "--regions", "eu-west-3", "--", stack.TEMPLATE],
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert (done.returncode, done.stdout) == (0, "")
