"""A temporary PostgreSQL in a folder of its own, reached only through a socket there, gone afterwards."""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

# Nothing here outlives the run, so nothing needs to reach the disk.
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


class PostgreSQLMissingError(Exception):
    """No PostgreSQL server programs on this machine; the message says what to do."""


def programs() -> Path:
    """The folder that holds initdb and pg_ctl: the newest of Debian's, else the one on the path."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]), reverse=True
    )
    if installed:
        return installed[0].parent
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    message = "PostgreSQL:s serverprogram saknas. Installera dem, i Debian med: apt-get install postgresql"
    raise PostgreSQLMissingError(message)


def server_user() -> str | None:
    """Whom the server runs as: PostgreSQL refuses root, so root lends it to an ordinary user."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


@dataclass(frozen=True)
class Cluster:
    """A running server. `url` is its address in the form that DATABASE_URL takes."""

    folder: Path
    user: str | None
    programs: Path

    @classmethod
    def start(cls) -> "Cluster":
        """Make a cluster and start it; takes about a second and a half. Raises PostgreSQLMissingError."""
        found, user = programs(), server_user()
        folder = Path(tempfile.mkdtemp(prefix="trygghjulet-postgresql-"))
        cluster = cls(folder=folder, user=user, programs=found)
        try:
            if user:
                shutil.chown(folder, user)
            cluster._run(
                "initdb",
                "--username=trygghjulet",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
            )
            options = " ".join(f"-c {name}='{value}'" for name, value in SETTINGS.items())
            cluster._run(
                "pg_ctl", "start", "--wait", f"--log={folder / 'log'}", f"--options=-k '{folder}' {options}"
            )
        except BaseException:
            cluster.remove()
            raise
        return cluster

    @property
    def url(self) -> str:
        return f"postgresql://trygghjulet@{quote(str(self.folder), safe='')}/postgres"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def remove(self) -> None:
        """Stop the server, if it runs, and take the folder away. May be called twice."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "--wait", "--mode=immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.programs / program, "--pgdata", self.data, *arguments],
            check=True,
            cwd="/",  # the user may not enter the folder that the suite is started in
            user=self.user,
            group=pwd.getpwnam(self.user).pw_gid if self.user else None,
            extra_groups=[] if self.user else None,
            stdout=subprocess.DEVNULL,
        )
