"""A PostgreSQL of one's own, to be stopped and started."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.ports import free_address
from tests.services import missing


@dataclass
class Postgres:
    """A server in a folder of its own, run by the user postgres where we are root, since it refuses to be."""

    folder: Path
    binaries: Path
    address: str

    @classmethod
    def made(cls) -> "Postgres":
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
        on_path = shutil.which("initdb")
        if not (found or on_path):
            missing("PostgreSQL's server is not installed")
        binaries = found[-1] if found else Path(on_path or "").parent
        server = cls(Path(tempfile.mkdtemp(prefix="faults-postgres-")), binaries, free_address())
        if os.getuid() == 0:
            shutil.chown(server.folder, "postgres")
        server._run("initdb", "-A", "trust", "-U", "archive", "-E", "UTF8", "--locale", "C.UTF-8", "-D", server.data)
        server.start()
        host, port = server.address.split(":")
        server._run("createdb", "-h", host, "-p", port, "-U", "archive", "archive")
        return server

    @property
    def data(self) -> str:
        return str(self.folder / "data")

    @property
    def url(self) -> str:
        return f"postgres://archive@{self.address}/archive"

    def start(self) -> None:
        port = self.address.partition(":")[2]
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "-D", self.data, "-w", "-o", options, "-l", str(self.folder / "log"), "start")

    def stop(self, mode: str) -> None:
        self._run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def remove(self) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self.binaries / program), *arguments],
            check=True,
            timeout=120,
            cwd=self.folder,
            stdout=subprocess.DEVNULL,
            user="postgres" if os.getuid() == 0 else None,
        )
