"""Logstash, where Elasticsearch is the same machine: reads the files, one index a day.

It has not been run against the real one here: there is no package of it to be had. Each rule of the
pipeline is exercised on lines of a real run by a reader that follows the same rules (tests/ops).
"""

from ops.inventory import Host, Inventory
from ops.rendering import render
from ops.shipping import APPLICATION, CERTIFICATE, INDEX, elasticsearch, globs, shipper


def files(inventory: Inventory, host: Host) -> dict[str, str]:
    """By path; none where rsyslog ships, or nobody. Its key is in its keystore (install.sh)."""
    return ours(inventory, host) if shipper(inventory, host) == "logstash" else {}


def ours(inventory: Inventory, host: Host) -> dict[str, str]:
    """The same for any host, for those who prefer it to rsyslog there."""
    pipeline = render(
        "logstash/pipeline.conf.j2",
        paths=_paths(host),
        url=elasticsearch(inventory, host),
        index=INDEX,
        certificate=CERTIFICATE,
    )
    return {
        "/etc/logstash/logstash.yml": render("logstash/logstash.yml.j2", host=host),
        "/etc/logstash/pipelines.yml": render("logstash/pipelines.yml.j2"),
        "/etc/logstash/conf.d/raconteur.conf": pipeline,
        "/etc/default/logstash": 'LS_JAVA_OPTS="-Xms512m -Xmx512m"\n',
    }


def _paths(host: Host) -> list[str]:
    """Its globs are Ruby's; the generations are named, so that no `.lock` or `.gz` comes along."""
    found = []
    for each in globs(host):
        if each == APPLICATION:
            stem = each.removesuffix("*")
            found += [stem, f"{stem}.[1-9]"]
        else:
            found.append(each)
    return found
