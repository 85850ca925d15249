"""python -m ops.aws plan | apply | outputs | inventory: the machine, its address, its bucket."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import boto3
import click
from botocore.exceptions import ClientError

from ops import inventory as inventories
from ops.aws import asked as asking
from ops.aws import stack as stacks
from ops.aws.asked import Asked
from ops.aws.failing import FAILURES, one_line
from ops.tables import Wrong

INVENTORY = Path("ops/inventory.toml")
SIGNS = {"Add": "+", "Modify": "~", "Remove": "-", "Import": "+"}


def _named(command: Any) -> Any:
    """The options of every command."""
    command = click.option("--region", default=None, help="Else as AWS' own tools take it.")(
        command
    )
    return click.option("--stack", default="raconteur", show_default=True, help="Its name.")(
        command
    )


def _described(command: Any) -> Any:
    """The options that describe the machine."""
    for option in (
        click.option(
            "--session/--no-session", default=None, help="Systems Manager may log in too."
        ),
        click.option(
            "--keep-days", type=click.IntRange(1, 3650), default=None, help="Of a backup."
        ),
        click.option("--from", "source", default="", metavar="ADDRESS/32", help="Who reaches SSH."),
        click.option("--key", default="", metavar="FILE", help="Your public key."),
        click.option("--disk", type=click.IntRange(10, 1000), default=None, help="GiB."),
        click.option("--type", default="", help=f"Of machine; {asking.TYPE} at first."),
        click.option("--system", default="", help=f"{asking.SYSTEM} at first."),
    ):
        command = option(command)
    return _named(command)


@click.group()
def main() -> None:
    """A machine at Amazon's (ops/aws/stack.yaml): plan shows what would change, apply does it."""


@main.command()
@_described
def plan(region: str | None, **said: Any) -> None:
    """Show what would be made, changed and removed. Nothing is touched."""
    asked = _asked(said)

    def show() -> None:
        client = boto3.client("cloudformation", region_name=region)
        change_set = _prepare(asked, client, region)
        if change_set:
            _show(change_set)
            stacks.drop(client, change_set)

    _careful(show)


@main.command()
@_described
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--replace", is_flag=True, help="Even where the machine is made anew.")
def apply(region: str | None, yes: bool, replace: bool, **said: Any) -> None:
    """Show it, ask, and do it."""
    asked = _asked(said)

    def change() -> None:
        client = boto3.client("cloudformation", region_name=region)
        change_set = _prepare(asked, client, region)
        if not change_set:
            return
        _show(change_set)
        try:
            _agree(change_set, yes, replace)
            if change_set.new:
                _bring_key(asked, region)
        except (Wrong, *FAILURES):
            stacks.drop(client, change_set)
            raise
        stacks.execute(client, change_set, click.echo)
        stacks.protect(client, asked.stack)
        _outputs(client, asked.stack)

    _careful(change)


@main.command()
@_named
def outputs(stack: str, region: str | None) -> None:
    """Show the address, the bucket and the login user."""
    _careful(lambda: _outputs(boto3.client("cloudformation", region_name=region), stack))


@main.command()
@_named
def inventory(stack: str, region: str | None) -> None:
    """Show what to write into ops/inventory.toml."""

    def show() -> None:
        found = _found(boto3.client("cloudformation", region_name=region), stack)
        click.echo("\n".join(into_inventory(stacks.outputs(found))))

    _careful(show)


def into_inventory(found: dict[str, str]) -> list[str]:
    return [
        "[login]",
        f'user = "{found["LoginUser"]}"',
        f'from = ["{found["SshFrom"]}"]',
        'known_hosts = "known_hosts"',
        "",
        "[backups]",
        f'bucket = "s3://{found["Bucket"]}/"',
        "",
        "[hosts.stories]",
        f'address = "{found["Address"]}"',
        'roles = ["gateway", "serve"]',
    ]


def _asked(said: dict[str, Any]) -> Asked:
    return Asked(**{key: value for key, value in said.items() if value is not None})


def _careful(work: Callable[[], None]) -> None:
    """Leaves with one line where something is wrong."""
    try:
        work()
    except Wrong as error:
        sys.exit(str(error))
    except FAILURES as error:
        sys.exit(one_line(error))


def _prepare(asked: Asked, client: Any, region: str | None) -> stacks.ChangeSet | None:
    template = stacks.template()
    new = stacks.find(client, asked.stack) is None
    parameters: dict[str, str | None]
    if new:
        asked = _with_source(asked)
        ec2, ssm = (boto3.client(name, region_name=region) for name in ("ec2", "ssm"))
        parameters = {**asking.at_first(asked, template, ec2, ssm)}
    else:
        parameters = asking.later(asked, template)
    change_set = stacks.prepare(client, asked.stack, new, parameters)
    if not change_set:
        click.echo(f"stack {asked.stack}: nothing to do.")
    return change_set


def _with_source(asked: Asked) -> Asked:
    """The address that the inventory lets in, where there is one and none was said."""
    if asked.source or not INVENTORY.exists():
        return asked
    sources = inventories.load(INVENTORY).login.sources
    if len(sources) != 1:
        raise Wrong("--from: the inventory lets several in, and here it is one: say which")
    return Asked(**{**vars(asked), "source": sources[0]})


def _show(change_set: stacks.ChangeSet) -> None:
    click.echo(f"stack {change_set.stack}: {'new' if change_set.new else 'changed'}")
    for change in change_set.changes:
        anew = "  made anew, or may be" if change.replaced else ""
        click.echo(f"  {SIGNS.get(change.action, '?')} {change.name} {change.kind}{anew}")


def _agree(change_set: stacks.ChangeSet, yes: bool, replace: bool) -> None:
    """Raises Wrong where it shall not be done."""
    lost = [change.name for change in change_set.changes if change.loses]
    if lost and not replace:
        raise Wrong(
            f"{', '.join(lost)} would be made anew or removed, and what is on it left behind: take "
            "a backup, and run it again with --replace if that is what you want"
        )
    if yes:
        return
    if not sys.stdin.isatty():
        raise Wrong("Nobody is here to ask: say --yes to apply without being asked.")
    if not click.confirm(f"Apply these {len(change_set.changes)} changes?"):
        raise Wrong("Nothing was changed.")


def _bring_key(asked: Asked, region: str | None) -> None:
    """The public key. One that is there already is the same: its name says so."""
    ec2 = boto3.client("ec2", region_name=region)
    try:
        ec2.import_key_pair(
            KeyName=asking.key_name(asked), PublicKeyMaterial=asking.public_key(asked)
        )
    except ClientError as error:
        if error.response["Error"]["Code"] != "InvalidKeyPair.Duplicate":
            raise


def _found(client: Any, stack: str) -> dict[str, Any]:
    found = stacks.find(client, stack)
    if not found:
        raise Wrong(f"there is no stack {stack} here: is the region right? apply makes it")
    return found


def _outputs(client: Any, stack: str) -> None:
    for key, value in sorted(stacks.outputs(_found(client, stack)).items()):
        click.echo(f"{key}: {value}")
