"""`make cluster`: many machines on one, until Ctrl-C."""

import argparse
import contextlib
import signal
import tempfile
from pathlib import Path

from tests.cluster.cluster import Cluster


def main() -> None:
    """Start everything, print the address, wait."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--webs", type=int, default=2)
    parser.add_argument("--writers", type=int, default=3)
    parser.add_argument("--model", metavar="URL", help="a model instead of the scripted one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="raconteur-cluster-") as home:
        cluster = Cluster(Path(home), asked.webs, asked.writers, asked.model)
        print("Starting PostgreSQL, RabbitMQ, Redis, webs, writers and Nginx...", flush=True)
        with cluster:
            print(f"The cluster is at {cluster.url}  (Ctrl-C ends it)", flush=True)
            print(f"  webs      {', '.join(f'http://127.0.0.1:{p}' for p in cluster.ports)}")
            print(f"  writers   {len(cluster.writers)}, their logs in {home}/logs")
            print(f"  database  {cluster.database}", flush=True)
            with contextlib.suppress(KeyboardInterrupt):
                signal.pause()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    main()
