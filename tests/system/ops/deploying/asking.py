"""What these tests ask a host, and what they write into a copy of the code."""

from pathlib import Path

from tests.hosts.machine import Machine

MIGRATIONS = "raconteur/store/migrations/versions"
READY = "import urllib.request as r; r.urlopen('http://127.0.0.1:5000/readyz')"
SETTINGS = "KEEP_NOTES_DAYS = 90"
SHAPE = """
revision = "{id}"
down_revision = "{before}"
branch_labels = depends_on = None


def upgrade() -> None:
    {body}


def downgrade() -> None:
    pass
"""


def serving(host: Machine) -> str:
    """The release of the process that answers, not of the link."""
    host.inside(f'python3 -c "{READY}"')
    pid = host.inside("systemctl show -P MainPID raconteur-serve").strip()
    return Path(host.inside(f"readlink /proc/{pid}/cwd").strip()).name


def newest(folder: Path) -> str:
    """The last migration's number."""
    return max(path.name[:4] for path in (folder / MIGRATIONS).glob("0*.py"))
