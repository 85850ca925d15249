"""The stack and its change sets: what CloudFormation would do, shown before it does it."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from botocore.exceptions import ClientError

from ops.tables import Wrong

TEMPLATE = Path(__file__).with_name("stack.yaml")
CHANGE_SET_S, STACK_S, LOOK_S = 180, 1800, 3
# What cannot be had back when CloudFormation makes another in its place.
PRECIOUS = ("Machine", "Backups", "Address")
NOTHING = ("didn't contain changes", "No updates are to be performed")


@dataclass(frozen=True)
class Change:
    """action: Add, Modify, Remove. replaced: another one is made in its place, or may be."""

    action: str
    name: str
    kind: str
    replaced: bool = False

    @property
    def loses(self) -> bool:
        return self.name in PRECIOUS and (self.replaced or self.action == "Remove")


@dataclass(frozen=True)
class ChangeSet:
    id: str
    stack: str
    new: bool
    changes: tuple[Change, ...]


class Loader(yaml.SafeLoader):
    """Reads the template's !Ref and the like as what stands after them."""


def _after(loader: Any, _suffix: str, node: Any) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    return loader.construct_mapping(node, deep=True)


Loader.add_multi_constructor("!", _after)


def template() -> dict[str, Any]:
    found: dict[str, Any] = yaml.load(TEMPLATE.read_text(encoding="utf-8"), Loader)  # noqa: S506
    return found


def find(client: Any, stack: str) -> dict[str, Any] | None:
    """The stack as it is described; None: there is none, or one that only ever was planned."""
    try:
        found: dict[str, Any] = client.describe_stacks(StackName=stack)["Stacks"][0]
    except ClientError as error:
        if "does not exist" in str(error):
            return None
        raise
    if found["StackStatus"] in ("REVIEW_IN_PROGRESS", "DELETE_COMPLETE"):
        return None
    if found["StackStatus"] in ("ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED"):
        raise Wrong(
            f"stack {stack} is {found['StackStatus']}: delete it, "
            f"aws cloudformation delete-stack --stack-name {stack}, and run this again"
        )
    if found["StackStatus"].endswith("_IN_PROGRESS"):
        raise Wrong(f"stack {stack} is {found['StackStatus']}: wait until it is done")
    return found


def prepare(
    client: Any, stack: str, new: bool, parameters: Mapping[str, str | None]
) -> ChangeSet | None:
    """A change set, not executed; None: nothing would change. Raises Wrong."""
    try:
        made = client.create_change_set(
            StackName=stack,
            ChangeSetName=f"raconteur-{uuid4().hex[:12]}",
            ChangeSetType="CREATE" if new else "UPDATE",
            TemplateBody=TEMPLATE.read_text(encoding="utf-8"),
            Parameters=[_parameter(key, value) for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM"],
            Tags=[{"Key": "raconteur", "Value": stack}],
        )["Id"]
    except ClientError as error:
        if any(words in str(error) for words in NOTHING):
            return None
        raise
    described = _until(
        lambda: client.describe_change_set(ChangeSetName=made, StackName=stack),
        lambda found: found["Status"] in ("CREATE_COMPLETE", "FAILED"),
        CHANGE_SET_S,
    )
    change_set = ChangeSet(made, stack, new, tuple(_changes(client, described, stack)))
    if described["Status"] == "FAILED":
        drop(client, change_set)
        why = described.get("StatusReason", "without a reason")
        if any(words in why for words in NOTHING):
            return None
        raise Wrong(f"CloudFormation refused: {' '.join(why.split())}")
    return change_set


def _parameter(key: str, value: str | None) -> dict[str, Any]:
    if value is None:
        return {"ParameterKey": key, "UsePreviousValue": True}
    return {"ParameterKey": key, "ParameterValue": value}


def _changes(client: Any, described: dict[str, Any], stack: str) -> Iterator[Change]:
    while True:
        for entry in described.get("Changes", []):
            found = entry["ResourceChange"]
            yield Change(
                found["Action"],
                found["LogicalResourceId"],
                found["ResourceType"],
                found.get("Replacement") in ("True", "Conditional"),
            )
        if not described.get("NextToken"):
            return
        described = client.describe_change_set(
            ChangeSetName=described["ChangeSetId"],
            StackName=stack,
            NextToken=described["NextToken"],
        )


def drop(client: Any, change_set: ChangeSet) -> None:
    """Takes a change set away, and the empty stack that a new one's stands in."""
    client.delete_change_set(ChangeSetName=change_set.id, StackName=change_set.stack)
    if change_set.new:
        client.delete_stack(StackName=change_set.stack)


def execute(client: Any, change_set: ChangeSet, tell: Callable[[str], None]) -> None:
    """Does it, and tells of each part. Raises Wrong with the first reason."""
    began = {event["EventId"] for event in _events(client, change_set.stack)}
    client.execute_change_set(ChangeSetName=change_set.id, StackName=change_set.stack)
    shown: set[str] = set()

    def look() -> dict[str, Any]:
        for event in reversed(_events(client, change_set.stack)):
            if event["EventId"] not in began | shown and _ended(event):
                shown.add(event["EventId"])
                tell(f"  {event['ResourceStatus']} {event['LogicalResourceId']}")
        found: dict[str, Any] = client.describe_stacks(StackName=change_set.stack)["Stacks"][0]
        return found

    done = _until(look, lambda found: not found["StackStatus"].endswith("_IN_PROGRESS"), STACK_S)
    if done["StackStatus"] not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise Wrong(f"the stack is {done['StackStatus']}: {_reason(client, change_set, began)}")


def protect(client: Any, stack: str) -> None:
    """From being deleted by a slip: that is switched off first (docs/hosting.md)."""
    client.update_termination_protection(StackName=stack, EnableTerminationProtection=True)


def _events(client: Any, stack: str) -> list[dict[str, Any]]:
    """The newest first, as it gives them."""
    found: list[dict[str, Any]] = client.describe_stack_events(StackName=stack)["StackEvents"]
    return found


def _ended(event: dict[str, Any]) -> bool:
    return not event["ResourceStatus"].endswith("_IN_PROGRESS")


def _reason(client: Any, change_set: ChangeSet, began: set[str]) -> str:
    for event in reversed(_events(client, change_set.stack)):
        if event["EventId"] not in began and event["ResourceStatus"].endswith("_FAILED"):
            why = event.get("ResourceStatusReason", "without a reason")
            return f"{event['LogicalResourceId']}: {' '.join(why.split())}"
    return "see the stack's events"


def outputs(found: dict[str, Any]) -> dict[str, str]:
    return {one["OutputKey"]: one["OutputValue"] for one in found.get("Outputs", [])}


def _until(
    look: Callable[[], dict[str, Any]], done: Callable[[dict[str, Any]], bool], seconds: float
) -> dict[str, Any]:
    """Looks until it is done. Raises Wrong when that takes longer."""
    latest = time.monotonic() + seconds
    while not done(found := look()):
        if time.monotonic() > latest:
            raise Wrong(f"CloudFormation is not done after {seconds:.0f} s: look at its page")
        time.sleep(LOOK_S)
    return found
